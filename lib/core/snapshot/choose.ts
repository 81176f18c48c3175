import { seededRandom } from '../sampling/random'
import { type Alike, NearIndex, type Runs } from './near-duplicates'
import type { Exclusion } from './reasons'
import { type KeepRule, PARTS, type Part, type Side, type SnapshotSpec } from './spec'

/** One text that passed, as far as choosing needs to know it. */
export interface Candidate {
  /** The item's number in its project: what everything is ordered by. */
  number: number
  side: Side
  /** The row of others: it has a share of its own where one is asked for. */
  thirdParty: boolean
  /** The step sequence of the chain that it goes back to; null: it goes back to none, and stands for itself. */
  pattern: string | null
  accepts: number
  rejects: number
  adjudicated: boolean
  /** A harmful one whose answer people labelled as compliance, partial or full. */
  complied: boolean
  /** Why no line can be written of it; null: one can. */
  unsayable: string | null
  /** Equal texts have equal keys. */
  textKey: string
  /** Of the text that is compared; empty where near-duplicates are not looked for. */
  runs: Runs
  /** A hash list has its prompt, or one that is close. */
  leak: 'SAME' | 'NEAR' | null
}

export interface Left {
  /** In the list of candidates. */
  index: number
  reason: Exclusion
  /** Of a duplicate: the number of the item that was kept, and how much they share. */
  keptNumber: number | null
  similarity: number | null
}
export interface Chosen {
  index: number
  part: Part
}
export interface Choice {
  /** In the order of the snapshot: training rows, then validation, then test, each by number. */
  rows: Chosen[]
  left: Left[]
  /** Of those that only the draw for the shares leaves out and those that stay. */
  beforeMix: Record<Side, number>
  /** Third-party rows among those. */
  thirdPartyBefore: Record<Side, number>
}

/**
 * Chooses the rows of a snapshot among what passed. The same candidates, spec and seed give the same choice, in whatever
 * order they come. Order of the checks: what passed, then leakage, then duplicates, then shares, then parts; so a text is
 * never left out in favour of one that does not stay itself, but for shares, which come last.
 */
export function choose(candidates: readonly Candidate[], spec: SnapshotSpec): Choice {
  const left: Left[] = []
  const leave = (index: number, reason: Exclusion, kept: Pick<Left, 'keptNumber' | 'similarity'> = NONE) =>
    left.push({ index, reason, ...kept })

  const passed = byNumber(candidates).filter((index) => {
    const reason = refusal(candidates[index]!, spec)
    if (reason) leave(index, reason)
    return reason === null
  })
  const single = withoutDuplicates(candidates, passed, spec, leave)
  const beforeMix = countSides(candidates, single)
  const drawn = drawShares(candidates, single, spec)
  for (const index of single) if (!drawn.has(index)) leave(index, 'SURPLUS')
  const rows = single
    .filter((index) => drawn.has(index))
    .map((index) => ({ index, part: partOf(candidates[index]!, spec) }))
  const place = (row: Chosen) => PARTS.indexOf(row.part)
  rows.sort((a, b) => place(a) - place(b) || candidates[a.index]!.number - candidates[b.index]!.number)
  left.sort((a, b) => candidates[a.index]!.number - candidates[b.index]!.number)
  const others = single.filter((index) => candidates[index]!.thirdParty)
  const thirdPartyBefore = countSides(candidates, others)
  return { rows, left, beforeMix, thirdPartyBefore }
}

const NONE = { keptNumber: null, similarity: null }

const byNumber = (candidates: readonly Candidate[]) =>
  candidates.map((_, index) => index).sort((a, b) => candidates[a]!.number - candidates[b]!.number)

/** Why one text does not go in, whatever others there are; null: it may. */
export function refusal(candidate: Candidate, { passed, leakage, mix }: SnapshotSpec): Exclusion | null {
  // First and not to be switched off: what complied with a harmful request teaches compliance.
  if (candidate.complied) return 'COMPLIED'
  if (candidate.accepts < passed.votes && !candidate.adjudicated) return 'TOO_FEW_VOTES'
  if (passed.unanimous && candidate.rejects > 0) return 'NOT_UNANIMOUS'
  if (!passed.adjudicated && candidate.adjudicated) return 'ADJUDICATED'
  if (mix && candidate.side === 'BORDERLINE') return 'UNSETTLED'
  if (candidate.unsayable !== null) return 'CANNOT_SAY'
  if (leakage.exact && candidate.leak === 'SAME') return 'LEAKED'
  if (leakage.nearFrom !== null && candidate.leak !== null) return 'NEAR_LEAK'
  return null
}

type Leave = (index: number, reason: Exclusion, kept: Pick<Left, 'keptNumber' | 'similarity'>) => void

/** Goes through the texts, the best by the keep rule first: each is left out when one like it was kept before. */
function withoutDuplicates(
  candidates: readonly Candidate[],
  indexes: readonly number[],
  { duplicates: { exact, nearFrom, keep } }: SnapshotSpec,
  leave: Leave,
): number[] {
  const near = nearFrom === null ? null : new NearIndex(nearFrom, runsOf(candidates, indexes))
  const kept = new Map<string, number>()
  const stay: number[] = []
  for (const index of inOrderOf(keep, candidates, indexes)) {
    const { textKey, runs } = candidates[index]!
    const same = exact ? kept.get(textKey) : undefined
    const alike: Alike | null = same === undefined && near ? near.find(runs) : null
    if (same !== undefined) leave(index, 'DUPLICATE', { keptNumber: candidates[same]!.number, similarity: 1 })
    else if (alike) leave(index, 'NEAR_DUPLICATE', toKept(candidates, alike))
    else {
      kept.set(textKey, index)
      near?.add(index, runs)
      stay.push(index)
    }
  }
  return stay.sort((a, b) => candidates[a]!.number - candidates[b]!.number)
}

function* runsOf(candidates: readonly Candidate[], indexes: readonly number[]) {
  for (const index of indexes) yield candidates[index]!.runs
}

const toKept = (candidates: readonly Candidate[], { index, similarity }: Alike) => ({
  keptNumber: candidates[index]!.number,
  similarity,
})

function inOrderOf(keep: KeepRule, candidates: readonly Candidate[], indexes: readonly number[]): number[] {
  const [number, accepts] = [
    (index: number) => candidates[index]!.number,
    (index: number) => candidates[index]!.accepts,
  ] as const
  return [...indexes].sort((a, b) => {
    if (keep === 'NEWEST') return number(b) - number(a)
    if (keep === 'MOST_VOTES') return accepts(b) - accepts(a) || number(a) - number(b)
    return number(a) - number(b)
  })
}

const countSides = (candidates: readonly Candidate[], indexes: readonly number[]): Record<Side, number> => {
  const counts = { HARMFUL: 0, BENIGN: 0, BORDERLINE: 0 }
  for (const index of indexes) counts[candidates[index]!.side] += 1
  return counts
}

/** What has a share of its own. */
export const SHARES = ['HARMFUL', 'BENIGN', 'THIRD_PARTY'] as const
export type Share = (typeof SHARES)[number]

/**
 * How many rows of each kind stay: the most that have the shares asked for. A kind without a row has no share, and the
 * others take all. Each count is within one of its exact share.
 */
export function mixCounts(
  there: Record<Share, number>,
  mix: { harmful: number; benign: number; thirdParty: number | null },
): Record<Share, number> {
  const asked: Record<Share, number> = { HARMFUL: mix.harmful, BENIGN: mix.benign, THIRD_PARTY: mix.thirdParty ?? 0 }
  const wanted = (share: Share) => (there[share] > 0 ? asked[share] : 0)
  const sum = SHARES.reduce((all, share) => all + wanted(share), 0)
  if (sum === 0) return { HARMFUL: 0, BENIGN: 0, THIRD_PARTY: 0 }
  const total = Math.min(
    ...SHARES.map((share) => (wanted(share) > 0 ? (there[share] * sum) / wanted(share) : Number.POSITIVE_INFINITY)),
  )
  const take = (share: Share) => Math.min(there[share], Math.round((total * wanted(share)) / sum))
  return { HARMFUL: take('HARMFUL'), BENIGN: take('BENIGN'), THIRD_PARTY: take('THIRD_PARTY') }
}

/** What a row's share is taken from; null: it is borderline and not settled, and has none. */
function shareOf({ side, thirdParty }: Candidate, mix: NonNullable<SnapshotSpec['mix']>): Share | null {
  if (thirdParty && mix.thirdParty !== null) return 'THIRD_PARTY'
  return side === 'BORDERLINE' ? null : side
}

/** By lot, each item's lot its own: another candidate more or less moves no other's. */
function drawShares(candidates: readonly Candidate[], indexes: readonly number[], spec: SnapshotSpec): Set<number> {
  const { mix, seed } = spec
  if (!mix) return new Set(indexes)
  const of = (share: Share) => indexes.filter((index) => shareOf(candidates[index]!, mix) === share)
  const there = { HARMFUL: of('HARMFUL'), BENIGN: of('BENIGN'), THIRD_PARTY: of('THIRD_PARTY') }
  const [harmful, benign, others] = [there.HARMFUL.length, there.BENIGN.length, there.THIRD_PARTY.length]
  const take = mixCounts({ HARMFUL: harmful, BENIGN: benign, THIRD_PARTY: others }, mix)
  const drawn = new Set<number>()
  for (const share of SHARES) {
    const lots = there[share].map((index) => ({
      index,
      lot: seededRandom(`${seed} share ${candidates[index]!.number}`)(),
    }))
    lots.sort((a, b) => a.lot - b.lot || a.index - b.index)
    for (const { index } of lots.slice(0, take[share])) drawn.add(index)
  }
  return drawn
}

/**
 * Which part a row falls into, by its step sequence alone: all rows of one sequence fall together, in every snapshot of
 * the same seed and shares, so that no test row of today is a training row of tomorrow.
 */
export function partOf(
  { pattern, number }: Pick<Candidate, 'pattern' | 'number'>,
  { seed, parts }: SnapshotSpec,
): Part {
  const lot = seededRandom(`${seed} part ${pattern ?? `#${number}`}`)() * (parts.train + parts.validation + parts.test)
  if (lot < parts.train) return 'TRAIN'
  return lot < parts.train + parts.validation ? 'VALIDATION' : 'TEST'
}
