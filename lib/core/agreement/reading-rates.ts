import { allPass, majorityPass, type PassRate, readAmbiguous } from './pass-rates'
import type { Rated } from './ratings'

export interface ReadingRates {
  label: string
  /** Votes that said so. */
  votes: number
  strict: { majorityPass: PassRate; allPass: PassRate }
  lenient: { majorityPass: PassRate; allPass: PassRate }
}

/** Pass rates with every ambiguous vote as no pass (strict) and as a pass (lenient); null where no vote was ambiguous. */
export function readingRates(
  rated: readonly Rated[],
  { pass, ambiguous }: { pass: string; ambiguous: string },
): ReadingRates | null {
  const items = rated.map(({ votes, abstained }) => {
    const accepts = votes.filter(({ label }) => label === pass).length
    return {
      ...{ accepts, rejects: votes.length - accepts, abstains: abstained, slots: votes.length + abstained },
      ...{ ambiguous: votes.filter(({ label }) => label === ambiguous).length, ambiguousAs: 'REJECT' as const },
    }
  })
  const votes = items.reduce((sum, item) => sum + item.ambiguous, 0)
  if (votes === 0 || ambiguous === pass) return null
  const under = (reading: 'STRICT' | 'LENIENT') => {
    const read = items.map((item) => readAmbiguous(item, reading))
    return { majorityPass: majorityPass(read), allPass: allPass(read) }
  }
  return { label: ambiguous, votes, strict: under('STRICT'), lenient: under('LENIENT') }
}
