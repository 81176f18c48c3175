import { type Defined, undefinedBecause } from '../defined'
import { clopperPearson } from './clopper-pearson'
import { saidOfItems } from './clusters'
import { anytimeLowerBound } from './confidence-sequence'
import { finitePassRate } from './finite-population'
import { majorityPass } from './pass-rates'
import { postStratified, type StratifiedRate } from './post-stratified'
import type { Rated } from './ratings'
import type { AgreementRow } from './report'
import { sampleSize } from './sample-size'
import { decideSprt, type SprtPlan, sprtPlan } from './sprt'
import type { Interval } from './wilson'

export interface ClaimReport {
  /** Items by their majority, in the order in which the rows name them; ties and too few votes fail. */
  passed: number
  failed: number
  /** Members of the set; null: very many. */
  population: number | null
  finite: Defined<{ rate: number; interval: Interval }>
  /** By strata of known size; null: none were told. */
  postStratified: Defined<StratifiedRate> | null
  /** One-sided 95 % bounds below the pass rate: for one look at a size fixed beforehand, and for looking at any time. */
  lower: { fixed: Defined<number>; anytime: Defined<number> }
  /** "At least this share passes". */
  claim: number
  /** How many items show the claim with so many failures, and no more; null: no number does. */
  sampleSizes: { failures: number; n: number | null }[]
  sprt: {
    good: number
    bad: number
    plan: SprtPlan
    decision: 'ACCEPT' | 'REJECT' | 'CONTINUE'
    /** Items after which it decided; null: it goes on. */
    decidedAt: number | null
    /** Failures after each item up to there. */
    path: number[]
  }
}

export interface ClaimOptions {
  pass: string
  claim?: number
  bad?: number
  population?: number
  strata?: Readonly<Record<string, number>>
}

const ALLOWED = [0, 1, 2]

/** What may be claimed of the set that the items were drawn from, by each of the rules that a claim may follow. */
export function claimReport(
  rows: readonly AgreementRow[],
  rated: readonly Rated[],
  { pass, claim = 0.95, bad = claim - 0.1, population, strata }: ClaimOptions,
): ClaimReport {
  const outcomes = rated.map((item) => isPassed(item, pass))
  const passed = outcomes.filter(Boolean).length
  const failed = outcomes.length - passed
  const exact = clopperPearson(passed, outcomes.length, { side: 'LOWER' })
  return {
    ...{ passed, failed, population: population ?? null, claim },
    finite:
      population === undefined
        ? undefinedBecause('the size of the set was not told')
        : finitePassRate(passed, outcomes.length, population),
    postStratified: strata ? stratified(rows, rated, outcomes, strata) : null,
    lower: {
      fixed: exact.value === null ? exact : { value: exact.value.low },
      anytime: anytimeLowerBound({ passed, failed, population }),
    },
    sampleSizes: ALLOWED.map((failures) => ({
      failures,
      n: sampleSize({ rate: claim, failures, population }).value,
    })),
    sprt: sequential(outcomes, claim, bad),
  }
}

function isPassed({ votes, abstained }: Rated, pass: string): boolean {
  const accepts = votes.filter(({ label }) => label === pass).length
  const item = { accepts, rejects: votes.length - accepts, abstains: abstained, slots: votes.length + abstained }
  return majorityPass([item]).passed === 1
}

function stratified(
  rows: readonly AgreementRow[],
  rated: readonly Rated[],
  outcomes: readonly boolean[],
  sizes: Readonly<Record<string, number>>,
): Defined<StratifiedRate> {
  const stratumOf = saidOfItems(rows, 'stratum')
  const apart = rated.find(({ item }) => !Object.hasOwn(sizes, stratumOf.get(item) ?? ''))
  if (apart) return undefinedBecause(`item "${apart.item}" is in none of the strata whose size was told`)
  return postStratified(
    Object.entries(sizes).map(([name, size]) => {
      const own = outcomes.filter((_, index) => stratumOf.get(rated[index]!.item) === name)
      return { name, population: size, sampled: own.length, passed: own.filter(Boolean).length }
    }),
  )
}

function sequential(outcomes: readonly boolean[], good: number, bad: number): ClaimReport['sprt'] {
  const plan = sprtPlan({ good, bad })
  const path: number[] = []
  let failures = 0
  for (const passed of outcomes) {
    failures += Number(!passed)
    path.push(failures)
    const decision = decideSprt(plan, path.length, failures)
    if (decision !== 'CONTINUE') return { good, bad, plan, decision, decidedAt: path.length, path }
  }
  return { good, bad, plan, decision: 'CONTINUE', decidedAt: null, path }
}
