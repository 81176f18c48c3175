import { z } from 'zod'
import { dawidSkene } from '../agreement/dawid-skene'
import { majorityLabel } from '../agreement/majority'
import type { RatedItem } from '../agreement/ratings'
import type { Defined } from '../defined'

/** Items that are kept one by one; of more the number alone. */
export const MOST_DIFFERING = 500

const share = z.number().min(0).max(1)

/** What is stored of a fit of Dawid and Skene's model to the votes of a stage. Labels: accept, reject. */
export const reliabilitySchema = z.strictObject({
  items: z.int(),
  votes: z.int(),
  /** Share of items that should be accepted, by the model. */
  prevalence: share,
  iterations: z.int(),
  converged: z.boolean(),
  logLikelihood: z.number(),
  reviewers: z.array(
    z.strictObject({
      reviewerId: z.string(),
      votes: z.int(),
      /** Share of their votes that are right, by the model. */
      right: share,
      /** Of what should be accepted, the share they accept; of what should be rejected, the share they reject. */
      accepts: z.strictObject({ n: z.number(), share: share.nullable() }),
      rejects: z.strictObject({ n: z.number(), share: share.nullable() }),
      /** Their votes on items that have a majority, and those with it. */
      majority: z.strictObject({ of: z.int(), same: z.int() }),
    }),
  ),
  differing: z.strictObject({
    n: z.int(),
    listed: z.array(
      z.strictObject({
        itemId: z.string(),
        number: z.int(),
        /** Null: a tie. */
        majority: z.enum(['accept', 'reject']).nullable(),
        model: z.enum(['accept', 'reject']),
        probability: share,
      }),
    ),
  }),
})
export type Reliability = z.infer<typeof reliabilitySchema>

const LABELS = ['accept', 'reject'] as const
type Label = (typeof LABELS)[number]

/** The model beside the majority: how reliable each reviewer is by either, and on which items the two differ. */
export function fitReliability(items: readonly (RatedItem & { number: number })[]): Defined<Reliability> {
  const fit = dawidSkene(items, LABELS)
  if (fit.value === null) return fit
  const { prevalence, confusion, classes, posteriors, iterations, converged, logLikelihood } = fit.value
  const majorities = items.map(({ votes }) => majorityLabel(votes) as Label | null)
  const same = withMajority(items, majorities)
  const differing = items.flatMap(({ item, number }, index) => {
    const model = classes[index] as Label | null
    if (model === null || model === majorities[index]) return []
    const probability = posteriors[index]![LABELS.indexOf(model)]!
    return [{ itemId: item, number, majority: majorities[index] ?? null, model, probability }]
  })
  return {
    value: {
      items: items.length,
      votes: confusion.reduce((sum, { votes }) => sum + votes, 0),
      prevalence: within(prevalence[0]!),
      ...{ iterations, converged, logLikelihood },
      reviewers: confusion.map(({ reviewer, votes, rows }) => {
        const [good, bad] = [rows[0]!, rows[1]!]
        const right = (good.n * (good.shares?.[0] ?? 0) + bad.n * (bad.shares?.[1] ?? 0)) / votes
        return {
          ...{ reviewerId: reviewer, votes, right: within(right) },
          accepts: { n: good.n, share: good.shares && within(good.shares[0]!) },
          rejects: { n: bad.n, share: bad.shares && within(bad.shares[1]!) },
          majority: same.get(reviewer) ?? { of: 0, same: 0 },
        }
      }),
      differing: { n: differing.length, listed: differing.slice(0, MOST_DIFFERING) },
    },
  }
}

/** Sums of shares may round past 1. */
const within = (value: number) => Math.min(1, Math.max(0, value))

function withMajority(items: readonly RatedItem[], majorities: readonly (Label | null)[]) {
  const found = new Map<string, { of: number; same: number }>()
  for (const [index, { votes }] of items.entries()) {
    const majority = majorities[index]
    if (!majority) continue
    for (const { reviewer, label } of votes) {
      const one = found.get(reviewer) ?? { of: 0, same: 0 }
      one.of++
      if (label === majority) one.same++
      found.set(reviewer, one)
    }
  }
  return found
}
