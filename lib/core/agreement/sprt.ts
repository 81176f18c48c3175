/** Wald's sequential test between two pass rates, in failures. */
export interface SprtPlan {
  /** Failures a judged item at which neither side gains. */
  slope: number
  /** Accept "good" when failures ≤ slope · n − accept. */
  accept: number
  /** Reject when failures ≥ slope · n + reject. */
  reject: number
}

export interface SprtTest {
  /** A pass rate that is good. */
  good: number
  /** A pass rate, below, that is bad. */
  bad: number
  /** Risk of rejecting a good set. */
  alpha?: number
  /** Risk of accepting a bad set. */
  beta?: number
}

/**
 * The sequential probability ratio test: look after every item and stop at the first of two lines. For rates at or beyond
 * the two named ones the risks are about alpha and beta (Wald's bounds: at most alpha / (1 − beta), beta / (1 − alpha));
 * between them it says nothing. Accepting is no claim that the rate is at least `good`: it says that it is not as low
 * as `bad`. Items are independent draws: for a set of which much is reviewed it errs on the safe side.
 * Source: Wald (1945), Annals of Mathematical Statistics 16(2), 117–186, §5.3.
 *
 * Throws RangeError unless 0 < bad < good < 1 and both risks are between 0 and 1/2.
 */
export function sprtPlan({ good, bad, alpha = 0.05, beta = 0.05 }: SprtTest): SprtPlan {
  if (!(0 < bad && bad < good && good < 1)) throw new RangeError('The bad rate must be below the good one.')
  if (![alpha, beta].every((risk) => risk > 0 && risk < 0.5)) throw new RangeError('Risks lie between 0 and 1/2.')
  const passes = Math.log(good / bad)
  const fails = Math.log((1 - bad) / (1 - good))
  const step = passes + fails
  return {
    slope: passes / step,
    accept: Math.log((1 - alpha) / beta) / step,
    reject: Math.log((1 - beta) / alpha) / step,
  }
}

export function decideSprt(plan: SprtPlan, n: number, failures: number): 'ACCEPT' | 'REJECT' | 'CONTINUE' {
  if (failures <= plan.slope * n - plan.accept) return 'ACCEPT'
  return failures >= plan.slope * n + plan.reject ? 'REJECT' : 'CONTINUE'
}
