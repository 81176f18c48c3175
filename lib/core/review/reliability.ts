import { z } from 'zod'
import { type DawidSkene, dawidSkene } from '../agreement/dawid-skene'
import { mace } from '../agreement/mace'
import { majorityLabel } from '../agreement/majority'
import type { RatedItem } from '../agreement/ratings'
import type { Defined } from '../defined'

/** Items that are kept one by one; of more the number alone. */
export const MOST_DIFFERING = 500

/** What reviewers said: whether to accept, or which label a response has. */
export const QUESTIONS = ['DECISION', 'LABEL'] as const
export type Question = (typeof QUESTIONS)[number]

export const DECISION_LABELS = ['accept', 'reject'] as const

const share = z.number().min(0).max(1)

const fitSchema = z.strictObject({
  question: z.enum(QUESTIONS),
  /** In the order of everything below that is by label. */
  labels: z.array(z.string()).min(1),
  items: z.int(),
  votes: z.int(),
  /** Share of items whose true label is each, by the model. */
  prevalence: z.array(share),
  iterations: z.int(),
  converged: z.boolean(),
  logLikelihood: z.number(),
  reviewers: z.array(
    z.strictObject({
      reviewerId: z.string(),
      votes: z.int(),
      /** Share of their votes that are right, by the model. */
      right: share,
      /** By true label: about how many of their votes are on such items, and the share of each label given; null: none. */
      rows: z.array(z.strictObject({ n: z.number(), shares: z.array(share).nullable() })),
      /** Their votes on items that have a majority, and those with it. */
      majority: z.strictObject({ of: z.int(), same: z.int() }),
      /** Share of their votes that follow the item and not a habit of theirs, by MACE; null: it is not defined. */
      competence: share.nullable(),
    }),
  ),
  differing: z.strictObject({
    n: z.int(),
    listed: z.array(
      z.strictObject({
        itemId: z.string(),
        number: z.int(),
        /** Null: a tie. */
        majority: z.string().nullable(),
        model: z.string(),
        probability: share,
      }),
    ),
  }),
})
export type ReliabilityFit = z.infer<typeof fitSchema>

/** What is stored of the fits of Dawid and Skene's model, and of MACE, to the votes of a stage, one a question. */
export const reliabilitySchema = z.strictObject({ fits: z.array(fitSchema).min(1) })
export type Reliability = z.infer<typeof reliabilitySchema>

/** Votes on which the model and the majority do not say the same. */
export interface DifferingPattern {
  /** The pattern's `item`. */
  key: string
  items: number
  majority: string | null
  model: string
  probability: number
}

/**
 * The model beside the majority: how reliable each reviewer is by either, and on which votes the two differ. Items that the
 * same reviewers said the same of may be given as one, with how many they are.
 */
export function fitReliability(
  question: Question,
  labels: readonly string[],
  patterns: readonly RatedItem[],
): Defined<{ fit: Omit<ReliabilityFit, 'differing'>; differing: DifferingPattern[] }> {
  const model = dawidSkene(patterns, labels)
  if (model.value === null) return model
  const { prevalence, confusion, iterations, converged, logLikelihood } = model.value
  const majorities = patterns.map(({ votes }) => majorityLabel(votes))
  const same = withMajority(patterns, majorities)
  const trust = new Map(mace(patterns, labels).value?.competence.map((one) => [one.reviewer, within(one.competence)]))
  return {
    value: {
      fit: {
        ...{ question, labels: [...labels], iterations, converged, logLikelihood },
        items: patterns.reduce((sum, { alike = 1 }) => sum + alike, 0),
        votes: confusion.reduce((sum, { votes }) => sum + votes, 0),
        prevalence: prevalence.map(within),
        reviewers: confusion.map(({ reviewer, votes, rows }) => ({
          ...{ reviewerId: reviewer, votes },
          right: within(rows.reduce((sum, { n, shares }, truth) => sum + n * (shares?.[truth] ?? 0), 0) / votes),
          rows: rows.map(({ n, shares }) => ({ n, shares: shares?.map(within) ?? null })),
          majority: same.get(reviewer) ?? { of: 0, same: 0 },
          competence: trust.get(reviewer) ?? null,
        })),
      },
      differing: whereDiffering(patterns, model.value, majorities),
    },
  }
}

function whereDiffering(
  patterns: readonly RatedItem[],
  { labels, classes, posteriors }: DawidSkene,
  majorities: readonly (string | null)[],
): DifferingPattern[] {
  return patterns.flatMap(({ item: key, alike: items = 1 }, index) => {
    const [model, majority] = [classes[index] ?? null, majorities[index] ?? null]
    if (model === null || model === majority) return []
    return [{ key, items, majority, model, probability: within(posteriors[index]![labels.indexOf(model)]!) }]
  })
}

/** Sums of shares may round past 1. */
const within = (value: number) => Math.min(1, Math.max(0, value))

function withMajority(patterns: readonly RatedItem[], majorities: readonly (string | null)[]) {
  const found = new Map<string, { of: number; same: number }>()
  for (const [index, { votes, alike = 1 }] of patterns.entries()) {
    const majority = majorities[index]
    if (!majority) continue
    for (const { reviewer, label } of votes) {
      const one = found.get(reviewer) ?? { of: 0, same: 0 }
      one.of += alike
      if (label === majority) one.same += alike
      found.set(reviewer, one)
    }
  }
  return found
}
