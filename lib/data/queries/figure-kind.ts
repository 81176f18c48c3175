import {
  type ItemOrigin,
  type QueuePurpose,
  type RateGroup,
  type RevisionAuthor,
  rateGroup,
} from '@/lib/core/review/rates'

/** What decides in which figures a judged text counts. */
export interface Kind {
  purpose: QueuePurpose
  origin: ItemOrigin
  author: RevisionAuthor
  attempt: number
  control: boolean
  demo: boolean
}

/** Rows with their figure in place of their kind; those that count in none are left out. */
export function withGroup<T extends Kind>(
  rows: readonly T[],
): (Omit<T, 'purpose' | 'author' | 'attempt' | 'control' | 'demo'> & { group: RateGroup })[] {
  return rows.flatMap(({ purpose, author, attempt, control, demo, ...row }) => {
    const group = rateGroup({ purpose, origin: row.origin, author, attempt, control, demo })
    return group ? [{ ...row, group }] : []
  })
}
