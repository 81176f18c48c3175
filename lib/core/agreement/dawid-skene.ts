import { type Defined, undefinedBecause } from '../defined'
import type { RatedItem } from './ratings'

export interface DawidSkeneOptions {
  /** Most rounds of EM. */
  iterations?: number
  /** Stops when no round moves the log-likelihood by more than this. */
  tolerance?: number
}

/** How one reviewer labels items of each kind, by the model. */
export interface ReviewerConfusion {
  reviewer: string
  votes: number
  /** One a true label, in the order of `labels`: how many of the votes fall to it, and the share of each label among them. */
  rows: { n: number; shares: number[] | null }[]
}

export interface DawidSkene {
  labels: readonly string[]
  /** Share of items whose true label is each. */
  prevalence: number[]
  /** In alphabetical order. */
  confusion: ReviewerConfusion[]
  /** The likeliest label of each item, in the order of the items; null without a vote. */
  classes: (string | null)[]
  /** The probability of each label, item by item; items that were voted on alike share one array. */
  posteriors: (readonly number[] | null)[]
  logLikelihood: number
  iterations: number
  converged: boolean
}

/**
 * Reviewers' reliability without a gold standard: each item has one true label, each reviewer mistakes labels with
 * constant probabilities of their own, independently given the truth; the labels, the probabilities and the shares of
 * labels are found together by EM (maximum likelihood, no prior), started from the vote shares of each item.
 * A reviewer may have voted several times on one item.
 * Source: Dawid & Skene (1979), Applied Statistics 28(1), 20–28.
 *
 * What it says is of the model: it takes the majority of reliable reviewers for truth, and where all share a mistake it
 * shares it too. With few votes a reviewer's probabilities are rough. EM finds a maximum, not always the highest.
 * Undefined without votes. Throws RangeError for a label that is not declared.
 */
export function dawidSkene(
  items: readonly RatedItem[],
  labels: readonly string[],
  { iterations: most = 2000, tolerance = 1e-10 }: DawidSkeneOptions = {},
): Defined<DawidSkene> {
  const data = collect(items, labels)
  if (data.patterns.length === 0) return undefinedBecause('no data')
  const q = labels.length
  const cells = data.reviewers.length * q * q
  const posterior = startShares(data, q)
  let model = { prevalence: new Float64Array(q), confusion: new Float64Array(cells), mass: new Float64Array(cells / q) }
  let logLikelihood = -Infinity
  let iterations = 0
  let converged = false
  while (iterations < most && !converged) {
    iterations++
    model = maximise(data, posterior, q)
    const next = expect(data, posterior, model, q)
    converged = Math.abs(next - logLikelihood) <= tolerance * Math.max(1, Math.abs(next))
    logLikelihood = next
  }
  const shares = data.patterns.map((_, pattern) => Array.from(posterior.subarray(pattern * q, pattern * q + q)))
  const best = shares.map((row) => labels[row.indexOf(Math.max(...row))]!)
  return {
    value: {
      labels,
      prevalence: Array.from(model.prevalence),
      confusion: data.reviewers
        .map((reviewer, r) => confusionOf(reviewer, r, model, q))
        .sort((a, b) => (a.reviewer < b.reviewer ? -1 : 1)),
      classes: data.patternOf.map((pattern) => (pattern === null ? null : best[pattern]!)),
      posteriors: data.patternOf.map((pattern) => (pattern === null ? null : shares[pattern]!)),
      logLikelihood,
      iterations,
      converged,
    },
  }
}

interface Data {
  /** Different sets of votes: numbers reviewer · q + label, and how many items have them. */
  patterns: { votes: Int32Array; items: number }[]
  patternOf: (number | null)[]
  reviewers: string[]
  rated: number
}

function collect(items: readonly RatedItem[], labels: readonly string[]): Data {
  const columns = new Map(labels.map((label, index) => [label, index]))
  const reviewers = new Map<string, number>()
  const found = new Map<string, number>()
  const patterns: Data['patterns'] = []
  let rated = 0
  const patternOf = items.map(({ item, votes, alike = 1 }) => {
    if (votes.length === 0) return null
    rated += alike
    const codes = votes.map(({ reviewer, label }) => {
      const column = columns.get(label)
      if (column === undefined) throw new RangeError(`Item "${item}" has the label "${label}", which is not declared.`)
      const row = reviewers.get(reviewer) ?? reviewers.size
      reviewers.set(reviewer, row)
      return row * labels.length + column
    })
    const key = codes.sort((a, b) => a - b).join()
    const known = found.get(key)
    if (known !== undefined) {
      patterns[known]!.items += alike
      return known
    }
    found.set(key, patterns.length)
    patterns.push({ votes: Int32Array.from(codes), items: alike })
    return patterns.length - 1
  })
  return { patterns, patternOf, reviewers: [...reviewers.keys()], rated }
}

function startShares({ patterns }: Data, q: number): Float64Array {
  const posterior = new Float64Array(patterns.length * q)
  for (const [pattern, { votes }] of patterns.entries()) {
    for (const code of votes) posterior[pattern * q + (code % q)]! += 1 / votes.length
  }
  return posterior
}

/** The parameters that make the present shares likeliest. confusion: reviewer × given label × true label. */
function maximise({ patterns, reviewers, rated }: Data, posterior: Float64Array, q: number) {
  const prevalence = new Float64Array(q)
  const confusion = new Float64Array(reviewers.length * q * q)
  const mass = new Float64Array(reviewers.length * q)
  for (const [pattern, { votes, items }] of patterns.entries()) {
    for (let truth = 0; truth < q; truth++) {
      const share = items * posterior[pattern * q + truth]!
      prevalence[truth]! += share / rated
      for (let vote = 0; vote < votes.length; vote++) {
        const code = votes[vote]!
        confusion[code * q + truth]! += share
        mass[Math.floor(code / q) * q + truth]! += share
      }
    }
  }
  for (let cell = 0; cell < confusion.length; cell++) {
    const all = mass[Math.floor(cell / (q * q)) * q + (cell % q)]!
    if (all > 0) confusion[cell]! /= all
  }
  return { prevalence, confusion, mass }
}

type Model = ReturnType<typeof maximise>

/** The shares that the parameters make likeliest, written over the present ones; the log-likelihood of the parameters. */
function expect({ patterns }: Data, posterior: Float64Array, { prevalence, confusion }: Model, q: number): number {
  const logPrevalence = prevalence.map(Math.log)
  const logConfusion = confusion.map(Math.log)
  const scores = new Float64Array(q)
  let logLikelihood = 0
  for (const [pattern, { votes, items }] of patterns.entries()) {
    let highest = -Infinity
    for (let truth = 0; truth < q; truth++) {
      let score = logPrevalence[truth]!
      for (let vote = 0; vote < votes.length; vote++) score += logConfusion[votes[vote]! * q + truth]!
      scores[truth] = score
      if (score > highest) highest = score
    }
    let sum = 0
    for (let truth = 0; truth < q; truth++) sum += Math.exp(scores[truth]! - highest)
    for (let truth = 0; truth < q; truth++) posterior[pattern * q + truth] = Math.exp(scores[truth]! - highest) / sum
    logLikelihood += items * (highest + Math.log(sum))
  }
  return logLikelihood
}

function confusionOf(reviewer: string, r: number, { confusion, mass }: Model, q: number): ReviewerConfusion {
  const labels = Array.from({ length: q }, (_, label) => label)
  const rows = labels.map((truth) => {
    const n = mass[r * q + truth]!
    // Less than a vote in a million: no item of that kind.
    return { n, shares: n < 1e-6 ? null : labels.map((given) => confusion[(r * q + given) * q + truth]!) }
  })
  return { reviewer, votes: Math.round(rows.reduce((sum, { n }) => sum + n, 0)), rows }
}
