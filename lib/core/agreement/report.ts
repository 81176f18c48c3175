import { z } from 'zod'
import { type Defined, undefinedBecause } from '../defined'
import { pointOf } from './chance-corrected'
import { coefficientEstimates, estimateInterval } from './coefficients'
import { allPass, majorityPass } from './pass-rates'
import type { Interval } from './wilson'

/** One row of a judgments file. */
export const agreementRowSchema = z.object({
  item: z.union([z.string().min(1), z.number()]),
  reviewer: z.union([z.string().min(1), z.number()]),
  /** Null: the reviewer abstained. It fills a place and is no vote. */
  label: z.union([z.string().min(1), z.number(), z.boolean()]).nullable(),
  /** What its item was made from, with others that are alike: they are drawn together. */
  cluster: z.union([z.string().min(1), z.number()]).nullish(),
  /** The part of the set that its item was drawn from. */
  stratum: z.union([z.string().min(1), z.number()]).nullish(),
})
export type AgreementRow = z.infer<typeof agreementRowSchema>

export interface AgreementReport {
  items: number
  /** Abstentions among them are counted once more by themselves. */
  judgments: number
  abstentions: number
  reviewers: number
  /** Every label found, in order of code units. */
  labels: string[]
  /** Share of items where more than half of the votes say `pass`, of at least half of the judgments and one. */
  majorityPass: Defined<number>
  majorityPassInterval: Defined<Interval>
  /** Share of items where every vote says `pass`, of as many. */
  allPass: Defined<number>
  allPassInterval: Defined<Interval>
  percentAgreement: Defined<number>
  percentAgreementInterval: Defined<Interval>
  fleissKappa: Defined<number>
  fleissKappaInterval: Defined<Interval>
  krippendorffAlpha: Defined<number>
  krippendorffAlphaInterval: Defined<Interval>
  gwetAc1: Defined<number>
  gwetAc1Interval: Defined<Interval>
}

/** Two rows of one reviewer on one item: which one counts is not ours to guess. */
export class DuplicateJudgment extends Error {
  constructor(
    readonly item: string,
    readonly reviewer: string,
    readonly rows: [number, number],
  ) {
    super(`Reviewer "${reviewer}" judged item "${item}" twice, in rows ${rows[0]} and ${rows[1]}. Keep one of them.`)
  }
}

/**
 * Pass rates and agreement over judgments in any order, by any number of reviewers an item. Labels are nominal.
 * A tie, or too few votes among many abstentions, is no majority: the item counts, as not passed. Throws DuplicateJudgment.
 */
export function agreementReport(rows: readonly AgreementRow[], { pass = 'accept' } = {}): AgreementReport {
  const { byItem, labels, reviewers, abstentions } = collect(rows)
  const judged = [...byItem.values()]
  const counts = judged.map(({ votes }) => labels.map((label) => votes.get(label) ?? 0))
  const items = judged.map(({ votes, abstained }, index) => {
    const given = counts[index]!.reduce((total, count) => total + count, 0)
    const accepts = votes.get(pass) ?? 0
    return { accepts, rejects: given - accepts, abstains: abstained, slots: given + abstained }
  })
  const [majority, all] = [majorityPass(items), allPass(items)]
  const estimates = coefficientEstimates(counts)
  const interval = (name: 'percent' | 'fleiss' | 'alpha' | 'ac1'): Defined<Interval> => {
    const { [name]: found } = estimates
    if (found.value === null) return found
    const range = estimateInterval(found.value, name === 'percent' ? 0 : -1)
    return range ? { value: range } : undefinedBecause('one item alone was rated')
  }

  return {
    items: items.length,
    judgments: rows.length,
    abstentions,
    reviewers,
    labels,
    majorityPass: majority.rate,
    majorityPassInterval: majority.interval,
    allPass: all.rate,
    allPassInterval: all.interval,
    percentAgreement: pointOf(estimates.percent),
    percentAgreementInterval: interval('percent'),
    fleissKappa: pointOf(estimates.fleiss),
    fleissKappaInterval: interval('fleiss'),
    krippendorffAlpha: pointOf(estimates.alpha),
    krippendorffAlphaInterval: interval('alpha'),
    gwetAc1: pointOf(estimates.ac1),
    gwetAc1Interval: interval('ac1'),
  }
}

interface Judged {
  votes: Map<string, number>
  abstained: number
}

function collect(rows: readonly AgreementRow[]) {
  const byItem = new Map<string, Judged>()
  const seen = new Map<string, number>()
  const reviewers = new Set<string>()
  for (const [index, row] of rows.entries()) {
    const [item, reviewer] = [String(row.item), String(row.reviewer)]
    const pair = JSON.stringify([item, reviewer])
    const earlier = seen.get(pair)
    if (earlier !== undefined) throw new DuplicateJudgment(item, reviewer, [earlier + 1, index + 1])
    seen.set(pair, index)
    reviewers.add(reviewer)
    const judged = byItem.get(item) ?? { votes: new Map<string, number>(), abstained: 0 }
    if (row.label === null) judged.abstained += 1
    else judged.votes.set(String(row.label), (judged.votes.get(String(row.label)) ?? 0) + 1)
    byItem.set(item, judged)
  }
  const labels = [...new Set(rows.flatMap(({ label }) => (label === null ? [] : [String(label)])))].sort()
  const abstentions = rows.filter(({ label }) => label === null).length
  return { byItem, labels, reviewers: reviewers.size, abstentions }
}
