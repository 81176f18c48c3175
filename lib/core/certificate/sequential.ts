import type { Claim } from './fixed'
import { logChoose, mostBad } from './hypergeometric'

export interface Look {
  /** Rows looked at, in the order drawn. */
  drawn: number
  failures: number
  /** Of the share of passing rows: holds at this and every other look at once. */
  lower: number
  /** How many times as likely the votes are where the claim holds as where it just does not. From 1 ÷ (1 − confidence) on the claim is shown. */
  evidence: number
}

/**
 * A lower confidence sequence for the share of passing rows of a finite set, drawn without replacement one by one: the
 * chance that it is ever wrong, however often and whenever one looks, is at most 1 − confidence.
 *
 * For each possible number of bad rows D the likelihood of the votes so far is compared with that of a mixture over the
 * numbers under which the claim holds, all equally weighted. Were D true, that ratio would be a martingale beginning at 1,
 * so it reaches 1 ÷ (1 − confidence) with at most that chance (Ville's inequality); D is possible as long as it has not.
 * Source: I. Waudby-Smith, A. Ramdas, Confidence sequences for sampling without replacement, NeurIPS 2020, §2 (the prior-
 * posterior ratio of a hypergeometric likelihood is this mixture ratio); H. Robbins, Statistical methods related to the law
 * of the iterated logarithm, 1970.
 */
export class SequentialBound {
  private readonly most: number
  private readonly threshold: number
  private best = 0
  private drawn = 0
  private failures = 0

  constructor(private readonly claim: Claim) {
    this.most = mostBad(claim.population, claim.share)
    this.threshold = Math.log(1 / (1 - claim.confidence))
  }

  /** The next row, as it was drawn. */
  next(passes: boolean): Look {
    this.drawn += 1
    if (!passes) this.failures += 1
    const mixture = this.logMixture()
    const impossible = mixture === Number.NEGATIVE_INFINITY
    const evidence = impossible ? 0 : Math.exp(mixture - this.logLikelihood(this.most + 1))
    this.best = Math.max(this.best, 1 - this.mostPossible(mixture) / this.claim.population)
    return { drawn: this.drawn, failures: this.failures, lower: this.best, evidence }
  }

  /** Of the votes in their order if so many rows were bad, up to a factor that is the same for all numbers. */
  private logLikelihood(bad: number): number {
    const { drawn, failures, claim } = this
    return logChoose(bad, failures) + logChoose(claim.population - bad, drawn - failures)
  }

  private logMixture(): number {
    const terms: number[] = []
    for (let bad = this.failures; bad <= this.most; bad++) terms.push(this.logLikelihood(bad))
    const top = terms.reduce((most, term) => Math.max(most, term), Number.NEGATIVE_INFINITY)
    if (top === Number.NEGATIVE_INFINITY) return top
    return top + Math.log(terms.reduce((sum, term) => sum + Math.exp(term - top), 0) / (this.most + 1))
  }

  /** The most bad rows that are still possible. */
  private mostPossible(mixture: number): number {
    const { drawn, failures, claim } = this
    const end = claim.population - (drawn - failures)
    if (mixture === Number.NEGATIVE_INFINITY) return end
    const possible = (bad: number) => mixture - this.logLikelihood(bad) < this.threshold
    // From the likeliest number on the likelihood falls, so the ratio rises and one place divides the numbers.
    let low = Math.min(end, Math.floor(((claim.population + 1) * failures) / drawn))
    let high = end
    while (low < high) {
      const middle = Math.ceil((low + high) / 2)
      if (possible(middle)) low = middle
      else high = middle - 1
    }
    return low
  }
}
