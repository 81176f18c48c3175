import { coefficientEstimates, estimateInterval } from '../agreement/coefficients'
import { finitePassRate } from '../agreement/finite-population'
import { allPass, type ItemVotes, majorityPass, type PassRate } from '../agreement/pass-rates'
import { postStratified } from '../agreement/post-stratified'
import type { Vote } from '../agreement/ratings'
import type { Interval } from '../agreement/wilson'
import { type Defined, undefinedBecause } from '../defined'
import { fitReliability, type ReliabilityFit } from '../review/reliability'
import type { StudyData } from './data'
import type { DrawnStratum } from './spec'
import { type StudyTask, tasksOf } from './tasks'

export interface Coefficient {
  key: 'percent' | 'fleiss' | 'alpha' | 'ac1'
  label: string
  value: Defined<number>
  /** 95 %, from its standard error over items (core/agreement/coefficients.ts). */
  interval: Defined<Interval>
  /** Items that it is about. */
  n: number
}

/** Items that were answered alike. */
export interface AnswerPattern {
  /** Votes by label, in the order of the task's labels. */
  votes: number[]
  abstained: number
  items: number
}

export interface StratumLine {
  key: string
  label: string
  /** Items in the population, drawn, and judged to the end. */
  population: number
  drawn: number
  n: number
  majority: PassRate
  all: PassRate
}

/** The share of the population, with its interval, and how it was got. */
export interface PopulationRate {
  rate: number
  interval: Interval
  standardError: number | null
  how: 'POST_STRATIFIED' | 'FINITE'
}

export interface TaskReport {
  task: StudyTask
  /** Items judged to the end: what every number is over. */
  items: number
  /** Drawn, and not judged to the end when the study was closed. */
  unfinished: number
  /** Votes, without abstentions. */
  votes: number
  abstentions: number
  reviewers: number
  patterns: AnswerPattern[]
  majority: PassRate
  all: PassRate
  population: { majority: Defined<PopulationRate>; all: Defined<PopulationRate> }
  coefficients: Coefficient[]
  reliability: Defined<StudyReliability>
  strata: StratumLine[]
}

/** Dawid and Skene's model of the finished texts' votes, beside their majority. */
export type StudyReliability = Omit<ReliabilityFit, 'question' | 'differing'> & {
  /** Every text on which the two do not say the same; majority null: a tie. */
  differing: { item: string; majority: string | null; model: string; probability: number }[]
}

/** Every number of a study, one report a task. Pure: the same data, the same numbers. */
export const studyReport = (data: StudyData): TaskReport[] => tasksOf(data.design).map((task) => taskReport(data, task))

function taskReport(data: StudyData, task: StudyTask): TaskReport {
  const answered = answers(data, task)
  const patterns = patternsOf(answered)
  const counts = patterns.map(({ votes }) => votes)
  const items = patterns.map((pattern) => pattern.items)
  const asVotes = (list: readonly AnsweredItem[]) => list.map((item) => itemVotes(item, data.design.raters))
  const strata = data.drawn.map((stratum) =>
    lineOf(stratum, asVotes(answered.filter(({ key }) => key === stratum.key))),
  )
  return {
    task,
    items: answered.length,
    unfinished: data.sample.length - answered.length,
    votes: answered.reduce((sum, { votes }) => sum + add(votes), 0),
    abstentions: answered.reduce((sum, { abstained }) => sum + abstained, 0),
    reviewers: new Set((data.votes[task.key] ?? []).map(({ reviewer }) => reviewer)).size,
    patterns,
    majority: majorityPass(asVotes(answered)),
    all: allPass(asVotes(answered)),
    population: {
      majority: populationRate(data, strata, ({ majority }) => majority.passed),
      all: populationRate(data, strata, ({ all }) => all.passed),
    },
    coefficients: coefficientsOf(counts, items, task.labels.length),
    reliability: reliabilityOfTask(data, task),
    strata,
  }
}

function reliabilityOfTask({ sample, votes }: StudyData, task: StudyTask): Defined<StudyReliability> {
  const byItem = new Map(
    sample.filter(({ finished }) => finished).map(({ item }) => [item, { item, votes: [] as Vote[] }]),
  )
  for (const { item, reviewer, label } of votes[task.key] ?? [])
    if (label !== null) byItem.get(item)?.votes.push({ reviewer, label })
  const found = fitReliability('LABEL', task.labels, [...byItem.values()])
  if (found.value === null) return found
  const { question: _, ...fit } = found.value.fit
  const differing = found.value.differing.map(({ key, majority, model, probability }) => ({
    ...{ item: key, majority, model, probability },
  }))
  return { value: { ...fit, differing } }
}

interface AnsweredItem {
  key: string
  votes: number[]
  abstained: number
}

const add = (counts: readonly number[]) => counts.reduce((sum, count) => sum + count, 0)

/** The finished items of the sample with their votes by label. */
function answers({ sample, votes }: StudyData, task: StudyTask): AnsweredItem[] {
  const byItem = new Map(
    sample
      .filter(({ finished }) => finished)
      .map(({ item, stratum }) => [item, { key: stratum, votes: task.labels.map(() => 0), abstained: 0 }]),
  )
  for (const { item, label } of votes[task.key] ?? []) {
    const answered = byItem.get(item)
    if (!answered) continue
    if (label === null) answered.abstained += 1
    else answered.votes[task.labels.indexOf(label)]! += 1
  }
  return [...byItem.values()]
}

/** Patterns, those with most votes for the first label first. */
function patternsOf(answered: readonly AnsweredItem[]): AnswerPattern[] {
  const found = new Map<string, AnswerPattern>()
  for (const { votes, abstained } of answered) {
    const key = `${votes.join('.')}/${abstained}`
    const pattern = found.get(key)
    if (pattern) pattern.items += 1
    else found.set(key, { votes, abstained, items: 1 })
  }
  return [...found.values()].sort((a, b) => b.votes[0]! - a.votes[0]! || a.abstained - b.abstained || b.items - a.items)
}

function itemVotes({ votes, abstained }: AnsweredItem, slots: number): ItemVotes {
  const [accepts = 0, ...others] = votes
  return { accepts, rejects: add(others), abstains: abstained, slots }
}

function lineOf(stratum: DrawnStratum, votes: readonly ItemVotes[]): StratumLine {
  const { key, label, population, size } = stratum
  return { key, label, population, drawn: size, n: votes.length, majority: majorityPass(votes), all: allPass(votes) }
}

/** By strata where they were not drawn in proportion; else as one sample of a finite set. */
function populationRate(
  { design, drawn }: StudyData,
  strata: readonly StratumLine[],
  passedOf: (line: StratumLine) => number,
): Defined<PopulationRate> {
  if (drawn.length === 0 || drawn.some(({ population }) => population === 0))
    return undefinedBecause('the population is not known')
  if (design.allocation.kind !== 'PROPORTIONAL' && strata.length > 1) {
    const lines = strata.map((line) => ({
      name: line.label,
      population: line.population,
      sampled: line.n,
      passed: passedOf(line),
    }))
    const found = postStratified(lines)
    if (found.value === null) return found
    const { rate, interval, standardError } = found.value
    return { value: { rate, interval, standardError, how: 'POST_STRATIFIED' } }
  }
  const n = strata.reduce((sum, line) => sum + line.n, 0)
  const population = strata.reduce((sum, line) => sum + line.population, 0)
  const passed = strata.reduce((sum, line) => sum + passedOf(line), 0)
  const found = finitePassRate(passed, n, population)
  if (found.value === null) return found
  return { value: { ...found.value, standardError: null, how: 'FINITE' } }
}

const SHOWN = ['percent', 'fleiss', 'alpha', 'ac1'] as const

export const COEFFICIENT_LABELS: Record<(typeof SHOWN)[number], string> = {
  percent: 'Percent agreement, pairs of raters',
  fleiss: 'Fleiss’ kappa',
  alpha: 'Krippendorff’s alpha',
  ac1: 'Gwet’s AC1',
}

function coefficientsOf(counts: readonly number[][], items: readonly number[], q: number): Coefficient[] {
  const estimates = coefficientEstimates(counts, { items, q })
  return SHOWN.map((key) => {
    const found = estimates[key]
    const label = COEFFICIENT_LABELS[key]
    if (found.value === null) return { key, label, value: found, interval: found, n: 0 }
    const interval = estimateInterval(found.value, key === 'percent' ? 0 : -1)
    return {
      ...{ key, label, value: { value: found.value.value }, n: found.value.n },
      interval: interval ? { value: interval } : undefinedBecause('one item alone was rated'),
    }
  })
}
