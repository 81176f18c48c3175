import { sampleWithoutReplacement } from '../sampling/draw'
import { seededRandom } from '../sampling/random'

/** The share of each reviewer's work that a lead looks at again, unless told: AEGIS 2.0's leads re-check 15 of 100. */
export const AUDIT_SHARE = 0.15

/** A judgment that could be audited. */
export interface Auditable {
  judgmentId: string
  reviewerId: string
}

/**
 * The judgments that a lead looks at again: of every reviewer the same share, rounded up, so that nobody's work is passed
 * over. Each reviewer has a run of chance of their own. `judgments` in a fixed order.
 */
export function drawAudit<T extends Auditable>(judgments: readonly T[], share: number, seed: number): T[] {
  const byReviewer = new Map<string, T[]>()
  for (const judgment of judgments) {
    byReviewer.set(judgment.reviewerId, [...(byReviewer.get(judgment.reviewerId) ?? []), judgment])
  }
  return [...byReviewer].flatMap(([reviewerId, own]) => {
    const size = Math.min(own.length, Math.ceil(own.length * share - 1e-9))
    return sampleWithoutReplacement(own.length, size, seededRandom(`${seed}/${reviewerId}`)).map((index) => own[index]!)
  })
}

/** Whether a lead says the same of a text: it holds, or it does not. Null: one of them said neither. */
export function sameJudgment(one: string, other: string): boolean | null {
  const [a, b] = [sideOf(one), sideOf(other)]
  return a === null || b === null ? null : a === b
}

const sideOf = (decision: string) => {
  if (decision === 'ACCEPT') return 'HOLDS'
  return decision === 'REJECT' || decision === 'EDIT' ? 'FAILS' : null
}
