import { z } from 'zod'
import type { Basis } from '../agreement/basis'
import type { AlikeClusters } from '../agreement/bootstrap'
import type { CoefficientName } from '../agreement/coefficients'
import type { Patterns } from '../agreement/ratings'
import { leaveReviewersOut, type OwnVotes, type ResampledRange, resampleCoefficient } from '../agreement/resampled'

const rangeSchema = z.union([
  z.strictObject({ low: z.number(), high: z.number(), standardError: z.number(), dropped: z.int() }),
  z.strictObject({ reason: z.string() }),
])
export type StoredRange = z.infer<typeof rangeSchema>

/** By accept and reject. Cohen's κ of several pairs has its interval by reviewers where it is shown; AC2 of two labels is AC1. */
export const RESAMPLED = ['percent', 'alpha', 'fleiss', 'scott', 'ac1', 'brennanPrediger'] as const

/** What is stored of the intervals of one stage. */
export const agreementIntervalsSchema = z.strictObject({
  seed: z.int(),
  draws: z.int(),
  /** Which votes: those that stood at this moment. */
  readAt: z.iso.datetime(),
  basis: z.enum(['ALL_VOTES', 'FIRST_TWO', 'FULL_OVERLAP']),
  items: z.int(),
  votes: z.int(),
  reviewers: z.int(),
  /** What items were made from; as many as items where each stands alone. */
  sources: z.int(),
  coefficients: z.array(
    z.strictObject({
      name: z.enum(RESAMPLED),
      value: z.number().nullable(),
      reason: z.string().optional(),
      items: rangeSchema,
      itemsLeftOut: rangeSchema,
      sources: rangeSchema,
      sourcesLeftOut: rangeSchema,
      reviewersLeftOut: rangeSchema,
    }),
  ),
})
export type AgreementIntervals = z.infer<typeof agreementIntervalsSchema>

/** Votes as far as intervals need them: columns are accept and reject. */
export interface VoteSample {
  basis: Basis
  patterns: Patterns
  own: readonly OwnVotes[]
  /** Aligned with the patterns. */
  sources: readonly AlikeClusters[]
}

const ALONE = 'every item was made from something of its own'

/** Every interval by drawing anew and leaving out, of every coefficient. The same sample and seed give the same figures. */
export function resampleAgreement(
  { basis, patterns, own, sources }: VoteSample,
  { seed, draws, readAt }: { seed: number; draws: number; readAt: Date },
): AgreementIntervals {
  const items = patterns.items.reduce((sum, alike) => sum + alike, 0)
  const sourceCount = sources.reduce((sum, { alike }) => sum + alike, 0)
  const withoutReviewer = leaveReviewersOut(patterns, own)
  const within = { sources: sourceCount < items ? sources : null, withoutReviewer }
  return {
    ...{ seed, draws, readAt: readAt.toISOString(), basis, items, sources: sourceCount },
    votes: own.reduce((sum, vote) => sum + vote.items, 0),
    reviewers: withoutReviewer.length,
    coefficients: RESAMPLED.map((name) => {
      const found = resampleCoefficient(name satisfies CoefficientName, patterns, within, { q: 2 }, { seed, draws })
      return {
        name,
        value: found.value.value,
        ...(found.value.value === null && { reason: found.value.reason }),
        items: toStored(found.items),
        itemsLeftOut: toStored(found.itemsLeftOut),
        sources: toStored(found.sources),
        sourcesLeftOut: toStored(found.sourcesLeftOut),
        reviewersLeftOut: toStored(found.reviewersLeftOut),
      }
    }),
  }
}

function toStored(found: ResampledRange | null): StoredRange {
  if (found === null) return { reason: ALONE }
  if (found.value === null) return { reason: found.reason }
  const { interval, standardError, dropped } = found.value
  return { ...interval, standardError, dropped }
}
