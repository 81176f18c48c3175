import { z } from 'zod'
import { CHAIN_LENGTH } from '../chain/lint'

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
