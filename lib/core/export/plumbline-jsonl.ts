import { z } from 'zod'
import { chainContentSchema } from '../chain/content'
import { RESPONSE_LABELS } from '../compliance/labels'
import { instructionContentSchema } from '../instruction/content'
import { CanonicalJsonError, canonicalJson } from '../json/canonical'
import { MAX_LINE_CHARACTERS } from '../json/lines'
import { parseJson } from '../json/parse'
import { JSON_LIMITS } from '../json/tokens'
import { formatPath } from '../json/values'
import { responseContentSchema } from '../trajectory/content'

/** The first member a reader looks at. A change of meaning is a new number. */
export const PLUMBLINE_CHAIN_FORMAT = 'plumbline-chain/1'
export const PLUMBLINE_INSTRUCTION_FORMAT = 'plumbline-instruction/1'
export const PLUMBLINE_RESPONSE_FORMAT = 'plumbline-response/1'

const key = z.string().min(1).max(64)

const ruleSchema = z.strictObject({
  kind: z.enum(['MAJORITY', 'UNANIMOUS', 'FIRST_TO']),
  slots: z.int().min(1).max(100),
  firstTo: z.int().min(1).max(100).nullable(),
  editCountsAs: z.enum(['ACCEPT', 'REJECT']),
  /** What AMBIGUOUS says; absent in lines from before there was such an answer. */
  ambiguousCountsAs: z.enum(['ACCEPT', 'REJECT']).optional(),
  /** Judgments asked for at first, where the entry could be closed once its majority was settled; null or absent: all slots. */
  startAt: z.int().min(2).max(100).nullable().optional(),
})

const judgmentSchema = z.strictObject({
  /** Pseudonymous, the same for one person within a file: "r1", "r2" … */
  reviewer: key,
  decision: z.enum(['ACCEPT', 'REJECT', 'EDIT', 'ABSTAIN', 'AMBIGUOUS']),
  /** False for a surplus judgment. */
  counted: z.boolean(),
  criteria: z.record(key, z.boolean()),
  reasons: z.array(key).max(30),
})

const hash = z.string().regex(/^[0-9a-f]{64}$/)

/** Category and subcategory, by their names in the taxonomy; empty when there is none. */
const categorySchema = z.array(z.string().min(1).max(200)).max(2)

/** Where a text comes from and how it passed: none of it is required. */
const provenance = {
  intent: z.enum(['HARMFUL', 'BORDERLINE', 'BENIGN']).optional(),
  /** The item's number in the project that wrote the line. */
  item: z.int().min(1).optional(),
  origin: z.enum(['IMPORTED', 'GENERATED', 'DEMO_MODEL', 'WRITTEN']).optional(),
  model: z.string().max(200).nullable().optional(),
  revision: z
    .strictObject({
      number: z.int().min(1),
      attempt: z.int().min(1),
      author: z.enum(['IMPORT', 'PERSON', 'MODEL']),
      /**
       * SHA-256, hexadecimal, over the canonical JSON of the content: {title?, steps, explanation}, {text, pattern, tools}
       * or {messages, tools, world, outcome}.
       */
      hash,
    })
    .optional(),
  verdict: z.enum(['OPEN', 'PASSED', 'FAILED', 'CONTESTED']).optional(),
  rule: ruleSchema.nullable().optional(),
  judgments: z.array(judgmentSchema).max(1_000).optional(),
  adjudication: z
    .strictObject({ outcome: z.enum(['PASSED', 'FAILED']), reason: z.string().max(10_000) })
    .nullable()
    .optional(),
}

/** What a line of a text of others says of it; left out where the text is the project's own. */
const origins = {
  /** SPDX id or name, where the text is under a licence of its own. */
  licence: z.string().min(1).max(200).nullable().optional(),
  /** Whose row it was: a data set's name, and its id there. */
  source: z
    .strictObject({ name: z.string().min(1).max(200), id: z.string().max(200).nullable() })
    .nullable()
    .optional(),
}

/** One chain with where it comes from. Only what makes the chain is required; a line written by hand may stop there. */
export const plumblineChainSchema = z.strictObject({
  format: z.literal(PLUMBLINE_CHAIN_FORMAT),
  category: categorySchema,
  ...chainContentSchema.shape,
  ...provenance,
})
export type PlumblineChain = z.infer<typeof plumblineChainSchema>

/** One instruction likewise. */
export const plumblineInstructionSchema = z.strictObject({
  format: z.literal(PLUMBLINE_INSTRUCTION_FORMAT),
  category: categorySchema,
  ...instructionContentSchema.shape,
  ...provenance,
  /** What a borderline one was settled to be; null: nothing yet. */
  split: z.enum(['BENIGN', 'HARMFUL']).nullable().optional(),
  /** The chain text that it was made from, pinned; null: it was made from none. */
  chain: z
    .strictObject({ item: z.int().min(1), revision: z.int().min(1), hash, explanation: z.string().max(20_000) })
    .nullable()
    .optional(),
  ...origins,
})
export type PlumblineInstruction = z.infer<typeof plumblineInstructionSchema>

const label = z.enum(RESPONSE_LABELS)
const pin = { item: z.int().min(1), revision: z.int().min(1), hash }

/** One response likewise: what a model did when it was asked, and what people said of it. */
export const plumblineResponseSchema = z.strictObject({
  format: z.literal(PLUMBLINE_RESPONSE_FORMAT),
  category: categorySchema,
  ...responseContentSchema.shape,
  ...provenance,
  judgments: z
    .array(
      judgmentSchema.extend({
        label: label.nullable().optional(),
        /** Zero-based step at which it begins to comply. */
        compliesFrom: z.int().min(0).nullable().optional(),
      }),
    )
    .max(1_000)
    .optional(),
  /** Of its borderline instruction. */
  split: z.enum(['BENIGN', 'HARMFUL']).nullable().optional(),
  /** What it is by the verdict; null: nobody has said. */
  label: label.nullable().optional(),
  quarantined: z.boolean().optional(),
  /** The capabilities of the instruction that it answers, in order. */
  pattern: instructionContentSchema.shape.pattern.optional(),
  /** The text that it answers and the chain text behind that, pinned; null: there is none. */
  instruction: z.strictObject(pin).nullable().optional(),
  chain: z.strictObject(pin).nullable().optional(),
  ...origins,
})
export type PlumblineResponse = z.infer<typeof plumblineResponseSchema>

export type Serialised = { ok: true; line: string } | { ok: false; reason: string }

/** One canonical line, without its line break. What the format cannot say is a reason, never bent. */
export const writePlumblineChain = (chain: PlumblineChain): Serialised => writeLine(plumblineChainSchema, chain)
export const writePlumblineInstruction = (instruction: PlumblineInstruction): Serialised =>
  writeLine(plumblineInstructionSchema, instruction)
export const writePlumblineResponse = (response: PlumblineResponse): Serialised =>
  writeLine(plumblineResponseSchema, response)

function writeLine(schema: z.ZodType, value: unknown): Serialised {
  const checked = schema.safeParse(value)
  if (!checked.success) return { ok: false, reason: firstIssue(checked.error) }
  try {
    const line = canonicalJson(checked.data)
    const reason = whyUnread(line)
    return reason === null ? { ok: true, line } : { ok: false, reason }
  } catch (error) {
    if (error instanceof CanonicalJsonError) return { ok: false, reason: error.message }
    throw error
  }
}

/** What is larger than a reader takes is not written: shorter lines hold no text, number or depth that it does not. */
function whyUnread(line: string): string | null {
  if (line.length > MAX_LINE_CHARACTERS) {
    return `its line has more than ${MAX_LINE_CHARACTERS.toLocaleString('en')} characters`
  }
  if (line.length <= JSON_LIMITS.string) return null
  const parsed = parseJson(line)
  return parsed.ok ? null : parsed.problems[0]!.message
}

/** The other way. A line that writePlumblineChain wrote comes back byte for byte. */
export function readPlumblineChain(line: string): { ok: true; chain: PlumblineChain } | { ok: false; reason: string } {
  const read = readLine(plumblineChainSchema, line)
  return read.ok ? { ok: true, chain: read.value } : read
}

/** Likewise of writePlumblineResponse. */
export function readPlumblineResponse(
  line: string,
): { ok: true; response: PlumblineResponse } | { ok: false; reason: string } {
  const read = readLine(plumblineResponseSchema, line)
  return read.ok ? { ok: true, response: read.value } : read
}

function readLine<T>(schema: z.ZodType<T>, line: string): { ok: true; value: T } | { ok: false; reason: string } {
  const parsed = parseJson(line)
  if (!parsed.ok) return { ok: false, reason: parsed.problems[0]!.message }
  const checked = schema.safeParse(parsed.value)
  return checked.success ? { ok: true, value: checked.data } : { ok: false, reason: firstIssue(checked.error) }
}

function firstIssue(error: z.ZodError): string {
  const issue = error.issues[0]!
  return `${issue.message} at ${formatPath(issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part)))}`
}
