import { z } from 'zod'
import { type Defined, undefinedBecause } from '../defined'
import { fleissKappa } from './fleiss-kappa'
import { percentAgreement } from './percent-agreement'
import { type Interval, wilson } from './wilson'

/** One row of a judgments file. */
export const agreementRowSchema = z.object({
  item: z.union([z.string().min(1), z.number()]),
  reviewer: z.union([z.string().min(1), z.number()]),
  label: z.union([z.string().min(1), z.number(), z.boolean()]),
})
export type AgreementRow = z.infer<typeof agreementRowSchema>

export interface AgreementReport {
  items: number
  judgments: number
  reviewers: number
  /** Every label found, in order of code units. */
  labels: string[]
  /** Share of items where more than half of the judgments say `pass`. */
  majorityPass: Defined<number>
  majorityPassInterval: Defined<Interval>
  /** Share of items where every judgment says `pass`. */
  allPass: Defined<number>
  allPassInterval: Defined<Interval>
  percentAgreement: Defined<number>
  fleissKappa: Defined<number>
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
 * A tie is no majority: the item counts, as not passed. Throws DuplicateJudgment.
 */
export function agreementReport(rows: readonly AgreementRow[], { pass = 'accept' } = {}): AgreementReport {
  const { byItem, labels, reviewers } = collect(rows)
  const counts = [...byItem.values()].map((votes) => labels.map((label) => votes.get(label) ?? 0))
  const at = labels.indexOf(pass)
  const passes = (row: readonly number[]) => (at < 0 ? 0 : row[at]!)
  const sum = (row: readonly number[]) => row.reduce((total, count) => total + count, 0)
  const majority = counts.filter((row) => 2 * passes(row) > sum(row)).length
  const all = counts.filter((row) => passes(row) === sum(row)).length
  const share = (x: number) => (counts.length === 0 ? undefinedBecause('no data') : { value: x / counts.length })

  return {
    items: counts.length,
    judgments: rows.length,
    reviewers,
    labels,
    majorityPass: share(majority),
    majorityPassInterval: wilson(majority, counts.length),
    allPass: share(all),
    allPassInterval: wilson(all, counts.length),
    percentAgreement: percentAgreement(counts),
    fleissKappa: fleissKappa(counts),
  }
}

function collect(rows: readonly AgreementRow[]) {
  const byItem = new Map<string, Map<string, number>>()
  const seen = new Map<string, number>()
  const reviewers = new Set<string>()
  for (const [index, row] of rows.entries()) {
    const [item, reviewer, label] = [String(row.item), String(row.reviewer), String(row.label)]
    const pair = JSON.stringify([item, reviewer])
    const earlier = seen.get(pair)
    if (earlier !== undefined) throw new DuplicateJudgment(item, reviewer, [earlier + 1, index + 1])
    seen.set(pair, index)
    reviewers.add(reviewer)
    const votes = byItem.get(item) ?? new Map<string, number>()
    votes.set(label, (votes.get(label) ?? 0) + 1)
    byItem.set(item, votes)
  }
  const labels = [...new Set(rows.map(({ label }) => String(label)))].sort()
  return { byItem, labels, reviewers: reviewers.size }
}
