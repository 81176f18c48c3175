import { type Defined, undefinedBecause } from '../defined'
import { quorum, type Reading } from '../review/verdict'
import { type Interval, wilson } from './wilson'

/** The counted votes on one closed item, or on several that were voted on alike. */
export interface ItemVotes {
  accepts: number
  rejects: number
  abstains: number
  /** Judgments that were asked for (k); fewer votes than a majority of them decide nothing. */
  slots: number
  /** Items with these votes; 1 when left out. */
  items?: number
  /** Votes that said "ambiguous": they are among `accepts` or `rejects`, as `ambiguousAs` says. None when left out. */
  ambiguous?: number
  ambiguousAs?: 'ACCEPT' | 'REJECT'
}

/** The same votes under a reading of "ambiguous", whatever the queue's own: as rejects (strict), or as accepts (lenient). */
export function readAmbiguous<V extends ItemVotes>(votes: V, reading: Reading): V {
  const { ambiguous = 0, ambiguousAs = 'REJECT' } = votes
  const asked = reading === 'STRICT' ? 'REJECT' : 'ACCEPT'
  if (ambiguous === 0 || asked === ambiguousAs) return votes
  const moved = asked === 'ACCEPT' ? ambiguous : -ambiguous
  return { ...votes, accepts: votes.accepts + moved, rejects: votes.rejects - moved, ambiguousAs: asked }
}

export const countItems = (votes: readonly ItemVotes[]) => votes.reduce((sum, { items = 1 }) => sum + items, 0)

export interface PassRate {
  passed: number
  /** Closed items: the whole of which `passed` is a part. */
  n: number
  /** Items that could still go either way by their votes: ties (majority only) and too few votes. They count as not passed. */
  undecided: number
  rate: Defined<number>
  interval: Defined<Interval>
  /** The share if every undecided item had passed; `rate` is the share if none had. */
  atMost: Defined<number>
}

const enough = (votes: ItemVotes) => votes.accepts + votes.rejects >= quorum(votes.slots)

/** Share of closed items with more accepts than rejects. By votes alone: an adjudication does not move it. */
export function majorityPass(items: readonly ItemVotes[]): PassRate {
  const passed = items.filter((votes) => enough(votes) && votes.accepts > votes.rejects)
  const undecided = items.filter((votes) => !enough(votes) || votes.accepts === votes.rejects)
  return toRate(countItems(passed), countItems(undecided), countItems(items))
}

/** Share of closed items that nobody rejected, with enough votes. */
export function allPass(items: readonly ItemVotes[]): PassRate {
  const passed = items.filter((votes) => enough(votes) && votes.rejects === 0)
  const undecided = items.filter((votes) => !enough(votes) && votes.rejects === 0)
  return toRate(countItems(passed), countItems(undecided), countItems(items))
}

function toRate(passed: number, undecided: number, n: number): PassRate {
  const share = (x: number): Defined<number> => (n === 0 ? undefinedBecause('no data') : { value: x / n })
  return {
    passed,
    n,
    undecided,
    rate: share(passed),
    interval: wilson(passed, n),
    atMost: share(passed + undecided),
  }
}
