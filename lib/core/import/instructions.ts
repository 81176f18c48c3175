import { z } from 'zod'
import { type InstructionContent, instructionContentSchema } from '../instruction/content'
import { parseJson } from '../json/parse'
import type { JsonPath, JsonValue } from '../json/values'

import type { Origin } from './origin'

/** AgentAlign's instruction files: batches as a model answered them, single rows, and seed questions. */

export interface ShapedInstruction {
  kind: 'instruction'
  /** Category and subcategory by their names in the source; empty where the file has none. */
  category: string[]
  /** As the record says it; null: the file's name or a person has to. */
  intent: 'HARMFUL' | 'BORDERLINE' | 'BENIGN' | null
  content: InstructionContent
  /** Of the chain that it was made from: tells chains of the same steps apart. */
  explanation: string | null
  model: string | null
  /** The row's id in its source, by which responses name it; null or absent: it has none. */
  sourceId?: string | null
  /** The item's number in the project that wrote it out, where one did. */
  item?: number | null
  /** Whose row it is; absent: the project's own. */
  origin?: Origin
}
export type ShapedInstructions =
  | { ok: true; contents: ShapedInstruction[] }
  | { ok: false; code?: 'unparsed_instructions'; message: string; path: JsonPath }

const name = z.string().trim().min(1).max(200)
const patternSchema = z.union([
  z.array(name).max(50),
  z.object({ steps: z.array(name).max(50), explanation: z.string().max(20_000).optional() }),
])
const tools = instructionContentSchema.shape.tools
const shared = {
  category: name.nullish(),
  sub_category: name.nullish(),
  pattern: patternSchema.optional(),
  tools: tools.default([]),
  model_name: z.string().max(200).nullish(),
}
const texts = z.array(z.string().min(1).max(20_000)).max(1_000)
const batchSchema = z.object({
  ...shared,
  instructions: z.union([texts, z.object({ instructions: texts }), z.string().max(8_000_000)]),
})
const rowSchema = z.object({
  ...shared,
  id: z.string().max(200).optional(),
  instruction: z.string().min(1).max(20_000),
})
const seedSchema = z.object({
  params: z.object({
    category: name.nullish(),
    sub_category: name.nullish(),
    tool_chain_rationale: z.union([z.array(name).max(50), z.string()]).optional(),
    pattern_explanation: z.string().max(20_000).optional(),
    tool_list: tools.default([]),
  }),
  instructions: batchSchema.shape.instructions,
})

/** One member of a list of batches or rows. */
export const shapeInstructions = (value: JsonValue): ShapedInstructions =>
  hasKey(value, 'instruction') ? shapeRow(value) : shapeBatch(value)

function shapeBatch(value: JsonValue): ShapedInstructions {
  const checked = batchSchema.safeParse(value)
  if (!checked.success) return refusal(checked.error)
  const { instructions, ...rest } = checked.data
  return withTexts(instructions, (text) => build(text, rest))
}

function shapeRow(value: JsonValue): ShapedInstructions {
  const checked = rowSchema.safeParse(value)
  if (!checked.success) return refusal(checked.error)
  const { instruction, id, ...rest } = checked.data
  const made = build(instruction, rest)
  return { ok: true, contents: [{ ...made, intent: intentOfId(id) ?? made.intent, sourceId: id ?? null }] }
}

/** A whole seed question file. */
export function shapeSeed(value: JsonValue): ShapedInstructions {
  const checked = seedSchema.safeParse(value)
  if (!checked.success) return refusal(checked.error)
  const { params, instructions } = checked.data
  const { tool_chain_rationale: steps, pattern_explanation: explanation, tool_list, ...rest } = params
  const pattern = { steps: Array.isArray(steps) ? steps : [], explanation: explanation ?? '' }
  return withTexts(instructions, (text) => build(text, { ...rest, pattern, tools: tool_list }))
}

/** The three forms of `instructions`; text that a model meant as JSON and that is none is never guessed at. */
function withTexts(
  instructions: z.infer<typeof batchSchema>['instructions'],
  make: (text: string) => ShapedInstruction,
): ShapedInstructions {
  if (typeof instructions === 'string') {
    const message =
      'The instructions are one text and not a list: the model’s answer was not the JSON that was asked for'
    return { ok: false, code: 'unparsed_instructions', message, path: ['instructions'] }
  }
  const list = Array.isArray(instructions) ? instructions : instructions.instructions
  return { ok: true, contents: list.map(make) }
}

type Shared = Pick<z.infer<typeof batchSchema>, 'category' | 'sub_category' | 'pattern' | 'tools' | 'model_name'>

function build(text: string, { category, sub_category, pattern, tools: given, model_name }: Shared): ShapedInstruction {
  const steps = Array.isArray(pattern) ? pattern : (pattern?.steps ?? [])
  // The published set says "benign" where a category would stand.
  const benign = category === 'benign'
  const path = category && !benign ? [category, ...(sub_category ? [sub_category] : [])] : []
  return {
    kind: 'instruction',
    category: path,
    intent: benign ? 'BENIGN' : path.length > 0 ? 'HARMFUL' : null,
    content: { text, pattern: steps, tools: given },
    explanation: Array.isArray(pattern) ? null : (pattern?.explanation ?? null),
    model: model_name ?? null,
  }
}

export const intentOfId = (id: string | undefined) =>
  id?.startsWith('harmful-')
    ? 'HARMFUL'
    : id?.startsWith('benign-')
      ? 'BENIGN'
      : id?.startsWith('borderline-')
        ? 'BORDERLINE'
        : null

/** What a file without categories holds, as AgentAlign's scripts name their files: "borderline_instructions_…". */
export const intentOfFile = (file: string) =>
  /borderline/i.test(file)
    ? 'BORDERLINE'
    : /benign/i.test(file)
      ? 'BENIGN'
      : /harmful|seed_question/i.test(file)
        ? 'HARMFUL'
        : null

const refusal = ({ issues }: z.ZodError): ShapedInstructions => ({
  ok: false,
  message: issues[0]!.message,
  path: issues[0]!.path.filter((part) => typeof part !== 'symbol'),
})

const hasKey = (value: JsonValue, key: string) =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && Object.hasOwn(value, key)

/** What of a left-out record a person mends: the model's text where it is one, else the whole record. */
export function mendable(raw: string): { field: 'instructions' | 'record'; text: string } {
  const parsed = parseJson(raw)
  const value = parsed.ok ? parsed.value : null
  const text =
    value !== null && hasKey(value, 'instructions') ? (value as { instructions: JsonValue }).instructions : null
  return typeof text === 'string' ? { field: 'instructions', text } : { field: 'record', text: raw }
}

/** The record with the mended part in its place, or what is still wrong with it, in words. */
export function mend(
  raw: string,
  field: 'instructions' | 'record',
  text: string,
): { ok: true; record: JsonValue } | { ok: false; message: string } {
  const parsed = parseJson(text)
  if (!parsed.ok) {
    const { message, at } = parsed.problems[0]!
    return { ok: false, message: `Line ${at.line}, character ${at.column}: ${message}` }
  }
  const whole = field === 'record' ? parsed : parseJson(raw)
  if (!whole.ok)
    return { ok: false, message: 'The record around it cannot be read. Mend it in its file and import that again.' }
  const record = field === 'record' ? whole.value : { ...(whole.value as object), instructions: parsed.value }
  const shaped = hasKey(record, 'params') ? shapeSeed(record) : shapeInstructions(record)
  if (!shaped.ok) return { ok: false, message: `${shaped.message}, at ${shaped.path.join('.') || 'the record'}` }
  return { ok: true, record }
}
