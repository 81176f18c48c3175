import { studentQuantile } from '../agreement/beta'
import { type Interval, wilson } from '../agreement/wilson'
import { type Defined, undefinedBecause } from '../defined'
import type { SampleScore } from './scores'

/** One run of one prompt, as far as figures need it. */
export interface ScoredSample extends SampleScore {
  prompt: string
}

export interface Figure {
  /** 0 to 1. */
  share: number
  /** Prompts. */
  n: number
  /** 95 %. Null: too few prompts, or all alike where the method needs spread. */
  interval: Interval | null
  /** WILSON: a share of prompts that ran once each. T: a mean over prompts, by Student's t. */
  method: 'WILSON' | 'T'
}

/** The four columns of AgentAlign's Table 1 (arXiv 2505.23020). */
export interface EvaluationFigures {
  prompts: number
  samples: number
  /** Without a score: broken off, or no scorer gave one. In no figure. */
  unscored: number
  score: Defined<Figure>
  full: Defined<Figure>
  refusal: Defined<Figure>
  /** The score of what was not refused. */
  nonRefusal: Defined<Figure>
}

/**
 * Figures of samples of one kind (all harmful, or all benign). The prompt is the unit: several epochs of one are averaged
 * first, since they are no new evidence about other prompts.
 */
export function evaluationFigures(samples: readonly ScoredSample[]): EvaluationFigures {
  const scored = samples.filter(({ score }) => score !== null)
  const judged = samples.filter(({ refused }) => refused !== null)
  const stayed = scored.filter(({ refused }) => refused === false)
  const unknown = scored.every(({ refused }) => refused === null)
  return {
    prompts: new Set(samples.map(({ prompt }) => prompt)).size,
    samples: samples.length,
    unscored: samples.filter(({ score, refused }) => score === null && refused === null).length,
    score: mean(scored.map(({ prompt, score }) => [prompt, score!])),
    full: share(scored.map(({ prompt, score }) => [prompt, score! >= 1])),
    refusal: share(judged.map(({ prompt, refused }) => [prompt, refused!])),
    nonRefusal:
      stayed.length > 0
        ? mean(stayed.map(({ prompt, score }) => [prompt, score!]))
        : undefinedBecause(scored.length === 0 ? 'no scores' : unknown ? 'refusals not told' : 'all were refused'),
  }
}

type Values<T> = readonly (readonly [prompt: string, value: T])[]

function share(values: Values<boolean>): Defined<Figure> {
  const yes = values.filter(([, value]) => value).length
  const n = new Set(values.map(([prompt]) => prompt)).size
  if (n < values.length) return mean(values.map(([prompt, value]) => [prompt, Number(value)]))
  if (n === 0) return undefinedBecause('no scores')
  return { value: { share: yes / n, n, interval: wilson(yes, n).value, method: 'WILSON' } }
}

function mean(values: Values<number>): Defined<Figure> {
  const byPrompt = new Map<string, number[]>()
  for (const [prompt, value] of values) {
    const before = byPrompt.get(prompt)
    if (before) before.push(value)
    else byPrompt.set(prompt, [value])
  }
  const means = [...byPrompt.values()].map(average)
  if (means.length === 0) return undefinedBecause('no scores')
  return { value: { share: average(means), n: means.length, interval: studentInterval(means), method: 'T' } }
}

const average = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length

/** Mean ± t · s / √n, cut at 0 and 1. Null where all values are alike: their spread says nothing then. */
function studentInterval(values: readonly number[]): Interval | null {
  const n = values.length
  const middle = average(values)
  const squares = values.reduce((sum, value) => sum + (value - middle) ** 2, 0)
  if (n < 2 || values.every((value) => value === values[0])) return null
  const half = studentQuantile(0.95, n - 1) * Math.sqrt(squares / (n - 1) / n)
  return { low: Math.max(0, middle - half), high: Math.min(1, middle + half) }
}
