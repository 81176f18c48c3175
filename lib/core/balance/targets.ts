import { z } from 'zod'

/**
 * AgentAlign's released set (arXiv 2505.23020, its dataset card): 4,956 harmful, 9,783 benign and 4,010 third-party rows,
 * the last from ToolACE and Glaive. How many borderline ones are among them is not published.
 */
export const REFERENCE_ROWS = { harmful: 4_956, benign: 9_783, thirdParty: 4_010 } as const
export const REFERENCE_TOTAL = REFERENCE_ROWS.harmful + REFERENCE_ROWS.benign + REFERENCE_ROWS.thirdParty

/** Chains by number of steps in its file of 240 merged chains, as counted there. */
export const REFERENCE_STEPS: Readonly<Record<number, number>> = { 1: 24, 2: 30, 3: 140, 4: 44, 5: 2 }
/** Its benign trajectories have so many steps on average. */
export const REFERENCE_RESPONSE_STEPS = 3.48

/** Of its ablation (Qwen-2.5-7B, §4.3 and Figure 5): the benign score with all rows, and without the benign ones. */
export const ABLATION = { with: 64.2, without: 35 } as const

const percent = z.number().min(0, 'From 0 to 100').max(100, 'From 0 to 100')
const floor = z.number().int('A whole number').min(0, 'From 0 to 1,000').max(1_000, 'From 0 to 1,000')

/** Shares are rounded to tenths by those who write them: so far from 100 the three together may be. */
const SUM_WITHIN = 0.1

/** What a project wants of its accepted items; the reference where nobody chose. Shares in per cent of all rows. */
export const balanceTargetsSchema = z
  .object({
    harmful: percent.default(26.4),
    benign: percent.default(52.2),
    thirdParty: percent.default(21.4),
    /** Accepted chains a subcategory: the fewest that one has in AgentAlign's file is 1. */
    chainsPerSubcategory: floor.default(1),
    /** Accepted instructions of each intent a chain. AgentAlign writes every intent for each chain, and publishes no fewest. */
    instructionsPerChain: floor.default(1),
  })
  .superRefine(({ harmful, benign, thirdParty }, issues) => {
    const sum = harmful + benign + thirdParty
    if (Math.abs(sum - 100) > SUM_WITHIN + 1e-9)
      issues.addIssue({ code: 'custom', path: ['thirdParty'], message: `Together ${sum.toFixed(1)} %, not 100 %` })
    if (harmful + benign === 0)
      issues.addIssue({ code: 'custom', path: ['benign'], message: 'Harmful or benign rows have to have a share' })
  })
export type BalanceTargets = z.infer<typeof balanceTargetsSchema>

export const REFERENCE_TARGETS: BalanceTargets = balanceTargetsSchema.parse({})

/** Shares among a project's own rows, third-party ones left out: parts of 1. */
export function ownShares({ harmful, benign }: Pick<BalanceTargets, 'harmful' | 'benign'>) {
  const own = harmful + benign
  return { harmful: harmful / own, benign: benign / own }
}
