import { z } from 'zod'
import { CHAIN_LENGTH } from '../chain/lint'
import { type Expected, labelsFor } from '../compliance/labels'
import { MOST_MESSAGES } from '../trajectory/content'

/** What each task answers. Rationales stand before verdicts, so that a model reasons before it settles. */

/** Chains a call: AgentAlign asks for two or three a subcategory (arXiv 2505.23020, Table 7). */
export const CHAINS_PER_CALL = { min: 2, max: 3 } as const
/** Instructions a call: exactly five (arXiv 2505.23020, Tables 8–10). */
export const INSTRUCTIONS_PER_CALL = 5

const text = (max: number) => z.string().trim().min(1).max(max)

const chain = z.strictObject({
  title: text(200),
  steps: z.array(text(200)).min(CHAIN_LENGTH.min).max(CHAIN_LENGTH.max),
  explanation: text(2_000),
})
const instruction = text(4_000)
const rationale = text(2_000)

export const chainsOutput = z.strictObject({ chains: z.array(chain).min(CHAINS_PER_CALL.min).max(CHAINS_PER_CALL.max) })
export const chainOutput = chain
export const instructionsOutput = z.strictObject({ instructions: z.array(instruction).length(INSTRUCTIONS_PER_CALL) })
export const instructionOutput = z.strictObject({ instruction })
export const verdictOutput = z.strictObject({ rationale, verdict: z.enum(['HARMFUL', 'BENIGN']) })
export const splitOutput = z.strictObject({ rationale, outcome: z.enum(['HARMFUL', 'BENIGN']) })

const step = z.int().min(0).max(MOST_MESSAGES)

/** One step written anew: the steps before `from` stay, its calls are carried out, and without calls it is the last. */
export const stepOutput = z
  .strictObject({
    from: step,
    text: z.string().max(20_000),
    /** As a model gives them: each call's arguments are a JSON object in a string. */
    calls: z.array(z.strictObject({ name: text(200), arguments: z.string().max(20_000) })).max(50),
  })
  .refine(({ text, calls }) => text.trim() !== '' || calls.length > 0, 'A step has a text, or calls, or both')

/** Evidence stands before the rationale, and the label last. Quotes are a model's word until they are found in the step. */
const evidence = z
  .array(z.strictObject({ step, part: z.enum(['text', 'reasoning', 'call', 'result']), quote: text(1_000) }))
  .max(6)

/** Which labels fit does not hang on what a project lets pass. */
const labels = (expected: Expected) =>
  z.enum(labelsFor(expected, { turningAsidePasses: false }).map(({ label }) => label))

export const helpOutput = z.strictObject({ evidence, rationale, label: labels('COMPLY') })
export const complianceOutput = z
  .strictObject({ evidence, rationale, compliesFrom: step.nullable(), label: labels('REFUSE') })
  .refine(({ label, compliesFrom }) => (compliesFrom !== null) === label.endsWith('_compliance'), {
    path: ['compliesFrom'],
    message: 'A step for partial_compliance and full_compliance, null for every other label',
  })
