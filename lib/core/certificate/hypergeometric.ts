/** ln n! for whole n, kept as far as was asked for. */
let table = new Float64Array([0, 0])

function logFactorial(n: number): number {
  if (n >= table.length) {
    const longer = new Float64Array(Math.max(n + 1, table.length * 2))
    longer.set(table)
    for (let at = table.length; at < longer.length; at++) longer[at] = longer[at - 1]! + Math.log(at)
    table = longer
  }
  return table[n]!
}

/** ln of "n choose k"; −∞ where there is no way to choose. */
export const logChoose = (n: number, k: number): number =>
  k < 0 || k > n ? Number.NEGATIVE_INFINITY : logFactorial(n) - logFactorial(k) - logFactorial(n - k)

/** Of `population` rows `bad` are bad; `drawn` are drawn without replacement. The chance that at most `seen` of these are bad. */
export function hypergeometricCdf(seen: number, { population, bad, drawn }: Draw): number {
  const all = logChoose(population, drawn)
  const good = population - bad
  let sum = 0
  for (let x = Math.max(0, drawn - good); x <= Math.min(seen, bad, drawn); x++) {
    sum += Math.exp(logChoose(bad, x) + logChoose(good, drawn - x) - all)
  }
  return Math.min(1, sum)
}

export interface Draw {
  population: number
  bad: number
  drawn: number
}

/** The most bad rows of which a claim "at least `share` of `population` pass" still holds. */
export const mostBad = (population: number, share: number): number =>
  // 0.95 × 100 is a little more than 95 in binary.
  Math.floor(population * (1 - share) + 1e-9)
