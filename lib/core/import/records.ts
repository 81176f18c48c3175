import { z } from 'zod'
import { type ChainContent, chainContentSchema } from '../chain/content'
import {
  type PlumblineChain,
  type PlumblineInstruction,
  type PlumblineResponse,
  plumblineChainSchema,
  plumblineInstructionSchema,
  plumblineResponseSchema,
} from '../export/plumbline-jsonl'
import type { JsonPath, JsonValue } from '../json/values'
import type { FileFormat, LineFormat } from './formats'
import { type ShapedInstruction, shapeInstructions, shapeSeed } from './instructions'
import { originOf } from './origin'
import { type ShapedResponse, shapeAnswer, shapeHistory } from './responses'

/** Where a record stands: line from 1, JSON path such as `$.fraud.phishing.patterns[0]`. */
export interface RecordPlace {
  line: number
  path: string
}

export type ImportRecord = RecordPlace & { raw: string } & ImportContent

export type ImportContent =
  | { kind: 'category'; category: string; subcategories: string[] }
  | { kind: 'capability'; name: string }
  | { kind: 'capability-tools'; capability: string; tools: string[] }
  | { kind: 'tool-capability'; tool: string; capability: string }
  | { kind: 'tool'; name: string; description: string; schema: { [key: string]: JsonValue } }
  | ShapedInstruction
  | ShapedResponse
  | { kind: 'chain'; category: string[]; content: ChainContent; provenance: ChainProvenance | null }

/** What a Plumbline line says of a chain beyond the chain. Never trusted as votes: an import opens no verdict. */
export type ChainProvenance = Omit<PlumblineChain, 'format' | 'category' | keyof ChainContent>

const name = z.string().trim().min(1).max(200)

const patternSchema = chainContentSchema.pick({ steps: true, explanation: true })

/** A function schema as providers take it; members that we do not know are kept with it. */
const toolSchema = z.looseObject({
  function: z.looseObject({
    name: z.string().min(1).max(200),
    description: z.string().max(20_000).default(''),
    parameters: z.looseObject({}).optional(),
  }),
})

export type Shaped =
  | { ok: true; contents: ImportContent[] }
  | { ok: false; code?: 'unparsed_instructions'; message: string; path: JsonPath }

export type Frame = 'object' | 'array' | 'any'

/** What stands at each level of a file above its records; `shapeRecord` takes what stands below the last. */
export const FRAMES: Record<Exclude<FileFormat, LineFormat>, Frame[]> = {
  'agentalign-taxonomy': ['object'],
  'agentalign-capabilities': ['array'],
  'agentalign-capability-tools': ['object'],
  'agentalign-tool-capability': ['object'],
  'agentalign-tools': ['any'],
  'agentalign-chains': ['object', 'object', 'object', 'array'],
  'agentalign-instructions': ['array'],
  'agentalign-responses': ['array'],
  'agentalign-trajectories': ['array'],
  'agentalign-seed-question': [],
}

/** The record (or, for a file that wraps its list, the records) in one value of a file, or why it is none. */
export function shapeRecord(format: FileFormat, path: JsonPath, value: JsonValue): Shaped {
  switch (format) {
    case 'agentalign-taxonomy':
      return shape(z.array(name).max(10_000), value, (subcategories) => ({
        kind: 'category',
        category: checkName(path[0]),
        subcategories,
      }))
    case 'agentalign-capabilities':
      return shape(name, value, (capability) => ({ kind: 'capability', name: capability }))
    case 'agentalign-capability-tools':
      return shape(z.array(name).max(10_000), value, (tools) => ({
        kind: 'capability-tools',
        capability: checkName(path[0]),
        tools,
      }))
    case 'agentalign-tool-capability':
      return shape(name, value, (capability) => ({ kind: 'tool-capability', tool: checkName(path[0]), capability }))
    case 'agentalign-tools':
      return shapeTools(path, value)
    case 'agentalign-chains':
      return shapePattern(path, value)
    case 'agentalign-instructions':
      return shapeInstructions(value)
    case 'agentalign-responses':
      return shapeAnswer(value)
    case 'agentalign-trajectories':
      return shapeHistory(value)
    case 'agentalign-seed-question':
      return shapeSeed(value)
    case 'plumbline-chains':
      return shape(plumblineChainSchema, value, shapePlumblineChain)
    case 'plumbline-instructions':
      return shape(plumblineInstructionSchema, value, shapePlumblineInstruction)
    case 'plumbline-responses':
      return shapePlumblineResponse(value)
  }
}

class NameProblem extends Error {}

function checkName(part: string | number | undefined): string {
  const checked = name.safeParse(part)
  if (!checked.success) throw new NameProblem('A name here is empty or longer than 200 characters')
  return checked.data
}

function shape<T>(schema: z.ZodType<T>, value: JsonValue, build: (data: T) => ImportContent): Shaped {
  const checked = schema.safeParse(value)
  if (!checked.success) {
    const issue = checked.error.issues[0]!
    return { ok: false, message: issue.message, path: issue.path.filter((part) => typeof part !== 'symbol') }
  }
  try {
    return { ok: true, contents: [build(checked.data)] }
  } catch (error) {
    if (error instanceof NameProblem) return { ok: false, message: error.message, path: [] }
    throw error
  }
}

/** Both shapes in which AgentAlign keeps tools: a list, and an object whose member "tools" is the list. */
function shapeTools(path: JsonPath, value: JsonValue): Shaped {
  const wrapped = typeof path[0] === 'string'
  if (wrapped && (path[0] !== 'tools' || !Array.isArray(value))) {
    return { ok: false, message: 'Expected a list of tools, or an object whose "tools" is one', path: [] }
  }
  const contents: ImportContent[] = []
  for (const [index, tool] of (wrapped ? (value as JsonValue[]) : [value]).entries()) {
    const shaped = shapeTool(tool)
    if (!shaped.ok) return wrapped ? { ...shaped, path: [index, ...shaped.path] } : shaped
    contents.push(...shaped.contents)
  }
  return { ok: true, contents }
}

const shapeTool = (value: JsonValue) =>
  shape(toolSchema, value, (tool) => ({
    kind: 'tool',
    name: tool.function.name,
    description: tool.function.description,
    schema: value as { [key: string]: JsonValue },
  }))

function shapePattern(path: JsonPath, value: JsonValue): Shaped {
  if (path[2] !== 'patterns') {
    return { ok: false, message: `Expected "patterns", found "${String(path[2])}"`, path: [] }
  }
  return shape(patternSchema, value, (content) => ({
    kind: 'chain',
    category: [checkName(path[0]), checkName(path[1])],
    content,
    provenance: null,
  }))
}

function shapePlumblineChain(chain: PlumblineChain): ImportContent {
  const { format: _, category, title, steps, explanation, ...provenance } = chain
  const content = { ...(title === undefined ? {} : { title }), steps, explanation }
  return { kind: 'chain', category, content, provenance }
}

function shapePlumblineInstruction(instruction: PlumblineInstruction): ImportContent {
  const { category, text, pattern, tools, intent = null, model = null, chain, item = null } = instruction
  const explanation = chain?.explanation ?? null
  const content = { text, pattern, tools }
  return { kind: 'instruction', category, intent, content, explanation, model, item, origin: originOf(instruction) }
}

function shapePlumblineResponse(value: JsonValue): Shaped {
  return shape(askedSchema, value, (response) => {
    const { category, messages, tools, world, outcome, intent = null, model = null, item = null } = response
    return {
      // Ids of a source are none of a file that rows of several sources are written to.
      ...{ kind: 'response', sourceId: null, category, intent, presumed: null, model, item },
      ...{ request: requestIn(response), tools, messages, world, outcome, origin: originOf(response) },
    }
  })
}

const requestIn = ({ messages }: PlumblineResponse) => messages.find(({ role }) => role === 'user')?.text ?? null
const askedSchema = plumblineResponseSchema.refine((response) => requestIn(response) !== null, {
  message: 'Nobody asks anything in it: it has no message of a user',
  path: ['messages'],
})
