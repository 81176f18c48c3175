import { hypergeometricCdf, mostBad } from './hypergeometric'

/**
 * The fewest rows to draw, so that at most `allowed` failures among them show a claim: were one row more bad than the claim
 * permits, so few failures would come in less than 1 − confidence of all draws. Exact, by the hypergeometric distribution
 * (finite set, without replacement); a one-sided test of the share of passing rows.
 * @returns null where not even drawing all of them leaves room for so many failures
 */
export function fixedSample(claim: Claim, allowed: number): number | null {
  const { population, share, confidence } = claim
  const bad = mostBad(population, share) + 1
  if (bad > population || allowed >= bad) return null
  const shows = (drawn: number) => hypergeometricCdf(allowed, { population, bad, drawn }) <= 1 - confidence
  let [low, high] = [allowed + 1, population]
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    if (shows(middle)) high = middle
    else low = middle + 1
  }
  return shows(low) ? low : null
}

export interface Claim {
  /** Rows of the snapshot. */
  population: number
  /** Of them so many, parts of 1, at least, would pass. */
  share: number
  /** Parts of 1. */
  confidence: number
}

/**
 * Exact one-sided lower bound of the share of passing rows, from `failures` among `drawn` drawn without replacement: what
 * is left when as many are bad as would still give so few failures in more than 1 − confidence of all draws (Clopper and
 * Pearson's rule with the hypergeometric distribution). Holds for a sample whose size was fixed before the first vote.
 */
export function fixedLowerBound(
  { population, confidence }: Pick<Claim, 'population' | 'confidence'>,
  { drawn, failures }: { drawn: number; failures: number },
): number {
  if (drawn === 0) return 0
  // Possible: at least the failures seen; at most all but the passes seen.
  let [low, high] = [failures, population - (drawn - failures)]
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (hypergeometricCdf(failures, { population, bad: middle, drawn }) > 1 - confidence) low = middle
    else high = middle - 1
  }
  return 1 - low / population
}
