import type { ReliabilityLine } from '@/components/quality/reliability-figure'
import type { ReliabilityFit } from '@/lib/core/review/reliability'
import type { ReviewerPace } from '@/lib/core/review/reviewer-questions'
import type { ReviewerMonth } from '@/lib/data/queries/reviewers'

/** By name. Somebody whose votes all lie on tied items is known to the model only. */
export function reliabilityLines(
  { reviewers }: Pick<ReliabilityFit, 'reviewers'>,
  months: readonly ReviewerMonth[],
): ReliabilityLine[] {
  const names = new Map(months.map(({ reviewerId, name }) => [reviewerId, name]))
  return reviewers
    .map((reviewer) => ({ ...reviewer, name: names.get(reviewer.reviewerId) ?? 'A reviewer' }))
    .sort((a, b) => a.name.localeCompare(b.name) || (a.reviewerId < b.reviewerId ? -1 : 1))
}

/** Of all months together: the middle of their middles, each as often as it has votes. */
export function reviewerPaces(months: readonly ReviewerMonth[]): ReviewerPace[] {
  const ids = [...new Set(months.map(({ reviewerId }) => reviewerId))]
  return ids.map((id) => {
    const mine = months.filter(({ reviewerId }) => reviewerId === id).sort((a, b) => a.seconds - b.seconds)
    const votes = mine.reduce((sum, month) => sum + month.votes, 0)
    let before = 0
    const middle = mine.find((month) => {
      before += month.votes
      return before * 2 >= votes
    })
    return { name: mine[0]!.name, votes, seconds: middle?.seconds ?? 0 }
  })
}
