import { type Defined, undefinedBecause } from '../defined'
import type { Estimate } from './chance-corrected'
import { cohenEstimate, cohenKappa } from './cohen-kappa'
import { jackknifeOf } from './jackknife'

/** How two reviewers labelled what both rated: rows are the first one's labels, columns the second one's. */
export interface PairTable {
  one: string
  other: string
  table: readonly (readonly number[])[]
}

export interface PairedKappa extends Estimate {
  /** Pairs that have a κ. */
  pairs: number
  /** Pairs of which none is defined: they never differed from one label, or share no item. */
  leftOut: number
  reviewers: number
}

/**
 * Cohen's κ is about two fixed raters. Of two reviewers this is theirs; of more it is the mean over all pairs of them,
 * each pair weighed by the items that both rated. With equal numbers of items it is the κ of Light (1971), Psychological
 * Bulletin 76(5), 365–377. `n` is the items of all pairs together. The standard error of a mean over pairs is the
 * jackknife over reviewers, since pairs that share one are not independent: its interval speaks of other reviewers too.
 *
 * Undefined where no pair has a κ, with the reason of one of them.
 */
export function pairedKappa(pairs: readonly PairTable[]): Defined<PairedKappa> {
  const reviewers = [...new Set(pairs.flatMap(({ one, other }) => [one, other]))]
  const [first, ...more] = pairs
  if (!first) return undefinedBecause('no two reviewers judged an item in common')
  if (more.length === 0) {
    const own = cohenEstimate(first.table)
    return own.value === null ? own : { value: { ...own.value, pairs: 1, leftOut: 0, reviewers: 2 } }
  }
  const known = pairs.flatMap((pair) => {
    const { value } = cohenKappa(pair.table)
    return value === null ? [] : [{ ...pair, kappa: value, items: itemsOf(pair) }]
  })
  const mean = meanOf(known)
  if (mean.value === null) return undefinedBecause('no pair of reviewers has a κ of its own')
  const without = reviewers.map((left) => meanOf(known.filter(({ one, other }) => one !== left && other !== left)))
  const defined = without.filter(({ value }) => value !== null)
  return {
    value: {
      value: mean.value,
      standardError: defined.length < 3 ? null : jackknifeOf(defined).value,
      n: known.reduce((sum, { items }) => sum + items, 0),
      ...{ pairs: known.length, leftOut: pairs.length - known.length, reviewers: defined.length },
    },
  }
}

const itemsOf = ({ table }: PairTable) => table.flat().reduce((sum, count) => sum + count, 0)

function meanOf(pairs: readonly { kappa: number; items: number }[]): Defined<number> {
  const items = pairs.reduce((sum, pair) => sum + pair.items, 0)
  if (items === 0) return undefinedBecause('no pair')
  return { value: pairs.reduce((sum, pair) => sum + pair.kappa * pair.items, 0) / items }
}
