/** Distinct numbers of a text, ascending (core/instruction/sketch.ts, runHashes). */
export type Runs = Int32Array

export interface Alike {
  /** As it was given to `add`. */
  index: number
  /** Jaccard: what both have, of what either has; 0 to 1. */
  similarity: number
}

/** Counts of runs by a hash of theirs: near enough to put rare ones first. */
const BUCKETS = 1 << 20
const bucketOf = (run: number) => Math.imul(run, 0x9e3779b1) >>> 12

/**
 * Finds texts that share at least `threshold` of their runs, without comparing all with all and without missing any. Two
 * such sets share one of their first |x| − ⌈t·|x|⌉ + 1 runs in any fixed order (prefix filtering: R. Bayardo, Y. Ma,
 * R. Srikant, Scaling up all pairs similarity search, WWW 2007); the order here begins with the rarest.
 */
export class NearIndex {
  private readonly counts = new Uint32Array(BUCKETS)
  private readonly postings = new Map<number, number[]>()
  private readonly texts = new Map<number, Runs>()

  /** `all`: every text that will be asked about or added, for how common their runs are. */
  constructor(
    private readonly threshold: number,
    all: Iterable<Runs>,
  ) {
    for (const runs of all) for (const run of runs) this.counts[bucketOf(run)]! += 1
  }

  /** The added text that is most like this one, from the threshold on; of equal ones the one added first. */
  find(runs: Runs): Alike | null {
    let best: Alike | null = null
    const seen = new Set<number>()
    for (const run of this.prefix(runs)) {
      for (const index of this.postings.get(run) ?? []) {
        if (seen.has(index)) continue
        seen.add(index)
        const similarity = jaccard(runs, this.texts.get(index)!, this.threshold)
        if (similarity >= this.threshold && (!best || similarity > best.similarity)) best = { index, similarity }
      }
    }
    return best
  }

  add(index: number, runs: Runs): void {
    if (runs.length === 0) return
    this.texts.set(index, runs)
    for (const run of this.prefix(runs)) {
      const posting = this.postings.get(run)
      if (posting) posting.push(index)
      else this.postings.set(run, [index])
    }
  }

  /** Of the text that was asked about last: what is not alike to another is added next. */
  private last: { runs: Runs; prefix: number[] } | null = null

  private prefix(runs: Runs): number[] {
    if (this.last?.runs === runs) return this.last.prefix
    const prefix = this.rarest(runs)
    this.last = { runs, prefix }
    return prefix
  }

  private rarest(runs: Runs): number[] {
    if (runs.length === 0) return []
    const length = runs.length - Math.ceil(this.threshold * runs.length - 1e-9) + 1
    // Count above, place below: one sort of numbers, and ascending places are ascending runs.
    const ranks = Float64Array.from(runs, (run, place) => this.counts[bucketOf(run)]! * 2 ** 21 + place)
    return Array.from(ranks.sort().subarray(0, length), (rank) => runs[rank % 2 ** 21]!)
  }
}

/** 0 as soon as their sizes alone put `threshold` out of reach. Both ascending. */
export function jaccard(a: ArrayLike<number>, b: ArrayLike<number>, threshold = 0): number {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a]
  if (short.length === 0 || short.length < threshold * long.length - 1e-9) return 0
  let both = 0
  for (let i = 0, j = 0; i < short.length && j < long.length; ) {
    const [x, y] = [short[i]!, long[j]!]
    if (x === y) both += 1
    if (x <= y) i += 1
    if (y <= x) j += 1
  }
  return both / (a.length + b.length - both)
}

/** Numbers kept of a benchmark's prompt: enough to know a near text, too few to tell a word of it. */
export const LEAK_SKETCH = 64

/** Jaccard estimated from two bottom-k sketches (Broder 1997): of the k smallest numbers of either, those that both have. */
export function sketchSimilarity(a: ArrayLike<number>, b: ArrayLike<number>, k = LEAK_SKETCH): number {
  let [taken, both, i, j] = [0, 0, 0, 0]
  while (taken < k && (i < a.length || j < b.length)) {
    const x = i < a.length ? a[i]! : Number.POSITIVE_INFINITY
    const y = j < b.length ? b[j]! : Number.POSITIVE_INFINITY
    if (x === y) both += 1
    if (x <= y) i += 1
    if (y <= x) j += 1
    taken += 1
  }
  return taken === 0 ? 0 : both / taken
}
