import { hypergeometricBelow } from '../agreement/sample-size'

/**
 * Exact one-sided lower bound of the share of passing rows of a finite set, from a sample drawn without replacement whose
 * size was fixed before the first vote: what is left when as many fail as would still give so few failures in more than
 * 1 − confidence of all draws (Clopper and Pearson's rule, 1934, with the hypergeometric distribution).
 */
export function fixedLowerBound(
  { population, confidence }: { population: number; confidence: number },
  { drawn, failures }: { drawn: number; failures: number },
): number {
  if (drawn === 0) return 0
  // At least the failures seen fail; at most all but the passes seen.
  let [low, high] = [failures, population - (drawn - failures)]
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (hypergeometricBelow(failures, drawn, middle, population) > 1 - confidence) low = middle
    else high = middle - 1
  }
  return 1 - low / population
}
