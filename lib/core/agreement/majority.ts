import type { Vote } from './ratings'

/** The label that most votes give; null where two are level, and without votes. */
export function majorityLabel(votes: readonly Vote[]): string | null {
  const counts = new Map<string, number>()
  for (const { label } of votes) counts.set(label, (counts.get(label) ?? 0) + 1)
  let best: string | null = null
  let most = 0
  for (const [label, count] of counts) {
    if (count === most) best = null
    if (count > most) [best, most] = [label, count]
  }
  return best
}
