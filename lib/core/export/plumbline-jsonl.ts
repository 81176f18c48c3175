import { z } from 'zod'
import { chainContentSchema } from '../chain/content'
import { instructionContentSchema } from '../instruction/content'
import { CanonicalJsonError, canonicalJson } from '../json/canonical'
import { parseJson } from '../json/parse'
import { formatPath } from '../json/values'

/** The first member a reader looks at. A change of meaning is a new number. */
export const PLUMBLINE_CHAIN_FORMAT = 'plumbline-chain/1'
export const PLUMBLINE_INSTRUCTION_FORMAT = 'plumbline-instruction/1'

const key = z.string().min(1).max(64)

const ruleSchema = z.strictObject({
  kind: z.enum(['MAJORITY', 'UNANIMOUS', 'FIRST_TO']),
  slots: z.int().min(1).max(100),
  firstTo: z.int().min(1).max(100).nullable(),
  editCountsAs: z.enum(['ACCEPT', 'REJECT']),
})

const judgmentSchema = z.strictObject({
  /** Pseudonymous, the same for one person within a file: "r1", "r2" … */
  reviewer: key,
  decision: z.enum(['ACCEPT', 'REJECT', 'EDIT', 'ABSTAIN']),
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
      /** SHA-256, hexadecimal, over the canonical JSON of the content: {title?, steps, explanation} or {text, pattern, tools}. */
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
})
export type PlumblineInstruction = z.infer<typeof plumblineInstructionSchema>

export type Serialised = { ok: true; line: string } | { ok: false; reason: string }

/** One canonical line, without its line break. What the format cannot say is a reason, never bent. */
export const writePlumblineChain = (chain: PlumblineChain): Serialised => writeLine(plumblineChainSchema, chain)
export const writePlumblineInstruction = (instruction: PlumblineInstruction): Serialised =>
  writeLine(plumblineInstructionSchema, instruction)

function writeLine(schema: z.ZodType, value: unknown): Serialised {
  const checked = schema.safeParse(value)
  if (!checked.success) return { ok: false, reason: firstIssue(checked.error) }
  try {
    return { ok: true, line: canonicalJson(checked.data) }
  } catch (error) {
    if (error instanceof CanonicalJsonError) return { ok: false, reason: error.message }
    throw error
  }
}

/** The other way. A line that writePlumblineChain wrote comes back byte for byte. */
export function readPlumblineChain(line: string): { ok: true; chain: PlumblineChain } | { ok: false; reason: string } {
  const parsed = parseJson(line)
  if (!parsed.ok) return { ok: false, reason: parsed.problems[0]!.message }
  const checked = plumblineChainSchema.safeParse(parsed.value)
  return checked.success ? { ok: true, chain: checked.data } : { ok: false, reason: firstIssue(checked.error) }
}

function firstIssue(error: z.ZodError): string {
  const issue = error.issues[0]!
  return `${issue.message} at ${formatPath(issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part)))}`
}
