import { type Defined, undefinedBecause } from '../defined'
import { type Random, seededRandom } from '../sampling/random'
import type { RatedItem } from './ratings'

export interface MaceOptions {
  /** The same votes and seed give the same result. */
  seed?: number
  /** Starts from chance, of which the likeliest end is kept. */
  restarts?: number
  /** Rounds of EM of each. */
  iterations?: number
}

export interface Mace {
  labels: readonly string[]
  /** In alphabetical order: the share of a reviewer's votes that follow the item and not a habit of theirs. */
  competence: { reviewer: string; votes: number; competence: number; habits: number[] }[]
  /** The likeliest label of each item, in the order of the items; null without a vote. */
  classes: (string | null)[]
  logLikelihood: number
}

/** Added to every count, a hundredth of a vote over all labels: no probability is 0 or 1 for good. */
const SMOOTHING = 0.01

/**
 * Multi-annotator competence estimation: of each vote a reviewer either says the item's true label or, with a probability
 * of their own, something else than the item decides, by a habit of theirs over the labels. Competence, habits and true
 * labels (each as likely beforehand) are found by EM from several random starts; the likeliest end is kept.
 * Source: Hovy, Berg-Kirkpatrick, Vaswani & Hovy (2013), Learning Whom to Trust with MACE, NAACL-HLT, 1120–1130: the
 * model of §3, fitted by EM with smoothing.
 *
 * It tells reviewers who answer without reading from those who read; it does not know who mistakes one label for another,
 * as Dawid and Skene's model does. Undefined without votes, and with fewer than two labels.
 * Throws RangeError for a label that is not declared.
 */
export function mace(
  items: readonly RatedItem[],
  labels: readonly string[],
  { seed = 1, restarts = 10, iterations = 50 }: MaceOptions = {},
): Defined<Mace> {
  if (labels.length < 2) return undefinedBecause('fewer than two labels could be given')
  const data = collect(items, labels)
  if (data.patterns.length === 0) return undefinedBecause('no data')
  const random = seededRandom(seed)
  let best: { model: Model; logLikelihood: number } | null = null
  for (let start = 0; start < restarts; start++) {
    let model = randomModel(data, random)
    let logLikelihood = -Infinity
    for (let round = 0; round < iterations; round++) {
      const next = step(data, model)
      logLikelihood = next.logLikelihood
      model = next.model
    }
    if (best === null || logLikelihood > best.logLikelihood) best = { model, logLikelihood }
  }
  const { model, logLikelihood } = best!
  const q = labels.length
  return {
    value: {
      labels,
      competence: data.reviewers.map((reviewer, r) => ({
        reviewer,
        votes: data.votes[r]!,
        competence: model.trust[r]!,
        habits: Array.from(model.habits.subarray(r * q, r * q + q)),
      })),
      classes: classesOf(data, model),
      logLikelihood,
    },
  }
}

interface Data {
  labels: readonly string[]
  /** In alphabetical order, so that nothing hangs on who came first. */
  reviewers: string[]
  votes: number[]
  /** Different sets of votes, as reviewer · q + label, and how many items have each. */
  patterns: { codes: Int32Array; alike: number }[]
  patternOf: (number | null)[]
}

interface Model {
  trust: Float64Array
  /** reviewer × label */
  habits: Float64Array
}

function collect(items: readonly RatedItem[], labels: readonly string[]): Data {
  const columns = new Map(labels.map((label, index) => [label, index]))
  const reviewers = [...new Set(items.flatMap(({ votes }) => votes.map(({ reviewer }) => reviewer)))].sort()
  const places = new Map(reviewers.map((reviewer, index) => [reviewer, index]))
  const votes = reviewers.map(() => 0)
  const found = new Map<string, number>()
  const patterns: Data['patterns'] = []
  const patternOf = items.map(({ item, votes: said, alike = 1 }) => {
    if (said.length === 0) return null
    const codes = said.map(({ reviewer, label }) => {
      const column = columns.get(label)
      if (column === undefined) throw new RangeError(`Item "${item}" has the label "${label}", which is not declared.`)
      const place = places.get(reviewer)!
      votes[place]! += alike
      return place * labels.length + column
    })
    const key = codes.sort((a, b) => a - b).join()
    const known = found.get(key)
    if (known === undefined) {
      found.set(key, patterns.length)
      patterns.push({ codes: Int32Array.from(codes), alike })
      return patterns.length - 1
    }
    patterns[known]!.alike += alike
    return known
  })
  return { labels, reviewers, votes, patterns, patternOf }
}

function randomModel({ reviewers, labels }: Data, random: Random): Model {
  const q = labels.length
  const trust = Float64Array.from(reviewers, () => 0.5 + 0.4 * random())
  const habits = new Float64Array(reviewers.length * q)
  for (const r of reviewers.keys()) {
    const shares = labels.map(() => 0.5 + random())
    const sum = shares.reduce((all, share) => all + share, 0)
    for (const [label, share] of shares.entries()) habits[r * q + label] = share / sum
  }
  return { trust, habits }
}

/** How likely each label is the true one of an item with these votes; the logarithm of what they are together. */
function posterior(codes: Int32Array, { trust, habits }: Model, shares: Float64Array): number {
  const q = shares.length
  let highest = -Infinity
  for (let truth = 0; truth < q; truth++) {
    let score = 0
    for (const code of codes) {
      const reviewer = Math.floor(code / q)
      const copied = code % q === truth ? trust[reviewer]! : 0
      score += Math.log(copied + (1 - trust[reviewer]!) * habits[code]!)
    }
    shares[truth] = score
    highest = Math.max(highest, score)
  }
  let sum = 0
  for (let truth = 0; truth < q; truth++) {
    shares[truth] = Math.exp(shares[truth]! - highest)
    sum += shares[truth]!
  }
  for (let truth = 0; truth < q; truth++) shares[truth]! /= sum
  return highest + Math.log(sum) - Math.log(q)
}

/** One round: whose votes followed the item, and what habits the others show; the log-likelihood of the model before it. */
function step({ reviewers, labels, votes, patterns }: Data, model: Model): { model: Model; logLikelihood: number } {
  const q = labels.length
  const followed = new Float64Array(reviewers.length)
  const strayed = new Float64Array(reviewers.length * q)
  const shares = new Float64Array(q)
  let logLikelihood = 0
  for (const { codes, alike } of patterns) {
    logLikelihood += alike * posterior(codes, model, shares)
    for (const code of codes) {
      const reviewer = Math.floor(code / q)
      const trust = model.trust[reviewer]!
      const stray = (1 - trust) * model.habits[code]!
      const follows = shares[code % q]! * (trust / (trust + stray))
      followed[reviewer]! += alike * follows
      strayed[code]! += alike * (1 - follows)
    }
  }
  const trust = followed.map((count, reviewer) => (count + SMOOTHING / 2) / (votes[reviewer]! + SMOOTHING))
  const habits = strayed.map((count, code) => {
    const reviewer = Math.floor(code / q)
    const all = votes[reviewer]! - followed[reviewer]!
    return (count + SMOOTHING / q) / (all + SMOOTHING)
  })
  return { model: { trust, habits }, logLikelihood }
}

function classesOf({ labels, patterns, patternOf }: Data, model: Model): (string | null)[] {
  const shares = new Float64Array(labels.length)
  const likeliest = patterns.map(({ codes }) => {
    posterior(codes, model, shares)
    return labels[shares.indexOf(Math.max(...shares))]!
  })
  return patternOf.map((pattern) => (pattern === null ? null : likeliest[pattern]!))
}
