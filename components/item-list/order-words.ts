import type { ItemSort } from '@/lib/core/item/filter'

/** The order of a list in words, as its foot says it. */
export const ORDER_WORDS: Record<ItemSort, Record<'asc' | 'desc', string>> = {
  updated: { desc: 'newest change first, ties by number', asc: 'oldest change first, ties by number' },
  number: { desc: 'highest number first', asc: 'lowest number first' },
  verdict: { asc: 'open first, then passed, failed, contested', desc: 'contested first, then failed, passed, open' },
  category: { asc: 'in the taxonomy’s order, ties by change', desc: 'against the taxonomy’s order, ties by change' },
  severity: { desc: 'not set and gravest first', asc: 'mildest first, not set last' },
  steps: { desc: 'most steps first, ties by number', asc: 'fewest steps first, ties by number' },
}
