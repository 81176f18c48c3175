import { cohenEstimate } from './cohen-kappa'
import { dawidSkene } from './dawid-skene'
import { gwetAc1 } from './gwet'
import { mace } from './mace'
import { majorityLabel } from './majority'
import { percentAgreement } from './percent-agreement'
import { pairTables, type RatedItem, tableCounts } from './ratings'

export interface PairReport {
  one: string
  other: string
  n: number
  percent: number | null
  cohen: number | null
  ac1: number | null
}

export interface ReliabilityReport {
  /** Share of items whose true label is each, by the model. */
  prevalence: Record<string, number>
  reviewers: {
    reviewer: string
    votes: number
    /** Share of their votes that are right, by the model. */
    expectedRight: number
    /** By true label, the share of each label given; null where none of their items is of that kind. */
    confusion: Record<string, Record<string, number> | null>
    /** Share of their votes that follow the item and not a habit, by MACE; null: it is not defined. */
    competence: number | null
  }[]
  /** Items where the likeliest label is not that of the majority; majority null: a tie. */
  differing: { item: string; majority: string | null; model: string; probability: number }[]
  logLikelihood: number
  iterations: number
  converged: boolean
}

/** Every pair of reviewers on the items that both labelled. */
export function pairsOf(
  rated: readonly RatedItem[],
  reviewers: readonly string[],
  labels: readonly string[],
): PairReport[] {
  return pairTables(rated, reviewers, labels).map(({ one, other, table }) => {
    const { counts, items } = tableCounts(table)
    return {
      ...{ one, other, n: items.reduce((sum, alike) => sum + alike, 0) },
      percent: percentAgreement(counts, items).value,
      cohen: cohenEstimate(table).value?.value ?? null,
      ac1: gwetAc1(counts, { items, q: Math.max(2, labels.length) }).value,
    }
  })
}

/** Dawid and Skene's model of the same votes, and where it differs from the majority. Null without votes. */
export function reliabilityOf(rated: readonly RatedItem[], labels: readonly string[]): ReliabilityReport | null {
  const { value: model } = dawidSkene(rated, labels)
  if (model === null) return null
  const trust = new Map(mace(rated, labels).value?.competence.map((one) => [one.reviewer, one.competence]))
  return {
    prevalence: Object.fromEntries(labels.map((label, index) => [label, model.prevalence[index]!])),
    reviewers: model.confusion.map(({ reviewer, votes, rows }) => ({
      ...{ reviewer, votes, competence: trust.get(reviewer) ?? null },
      expectedRight: rows.reduce((sum, { n, shares }, truth) => sum + n * (shares?.[truth] ?? 0), 0) / votes,
      confusion: Object.fromEntries(
        rows.map(({ shares }, truth) => [
          labels[truth]!,
          shares && Object.fromEntries(labels.map((label, given) => [label, shares[given]!])),
        ]),
      ),
    })),
    differing: rated.flatMap(({ item, votes }, index) => {
      const [majority, chosen] = [majorityLabel(votes), model.classes[index]!]
      if (chosen === null || majority === chosen) return []
      return [{ item, majority, model: chosen, probability: model.posteriors[index]![labels.indexOf(chosen)]! }]
    }),
    ...{ logLikelihood: model.logLikelihood, iterations: model.iterations, converged: model.converged },
  }
}
