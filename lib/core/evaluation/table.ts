import type { Defined } from '../defined'
import { type EvaluationFigures, evaluationFigures, type Figure, type ScoredSample } from './figures'
import type { EvaluationKind } from './views'

export interface TableSample extends ScoredSample {
  kind: EvaluationKind
  task: string
  model: string
  label: string
  intent: 'HARMFUL' | 'BENIGN'
}
export interface TableRow {
  model: string
  label: string
  harmful: EvaluationFigures
  benign: EvaluationFigures
}

/**
 * AgentAlign's Table 1: a row for each model and label, in the order in which they first appear, rows of one model
 * together. Runs of the same model and label count as further epochs of their prompts.
 */
export function evaluationTable(samples: readonly TableSample[]): TableRow[] {
  const models = new Map<string, Map<string, TableSample[]>>()
  for (const sample of samples) {
    if (sample.kind !== 'INSPECT') continue
    if (!models.has(sample.model)) models.set(sample.model, new Map())
    const labels = models.get(sample.model)!
    if (!labels.has(sample.label)) labels.set(sample.label, [])
    labels.get(sample.label)!.push(sample)
  }
  return [...models].flatMap(([model, labels]) =>
    [...labels].map(([label, of]) => ({
      ...{ model, label },
      harmful: evaluationFigures(of.filter(({ intent }) => intent === 'HARMFUL')),
      benign: evaluationFigures(of.filter(({ intent }) => intent === 'BENIGN')),
    })),
  )
}

export interface RefusalRow {
  set: string
  model: string
  label: string
  intent: 'HARMFUL' | 'BENIGN'
  prompts: number
  unjudged: number
  refusal: Defined<Figure>
}

/** Refusal sets: a row for each set, model, label and kind of prompt, models of one set together, as they first appear. */
export function refusalTable(samples: readonly TableSample[]): RefusalRow[] {
  const sets = new Map<string, Map<string, TableSample[]>>()
  for (const sample of samples) {
    if (sample.kind !== 'REFUSALS') continue
    const { task, model, label, intent } = sample
    if (!sets.has(task)) sets.set(task, new Map())
    const rows = sets.get(task)!
    const key = JSON.stringify([model, label, intent])
    if (!rows.has(key)) rows.set(key, [])
    rows.get(key)!.push(sample)
  }
  return [...sets].flatMap(([set, rows]) =>
    [...rows.values()].map((of) => {
      const { model, label, intent } = of[0]!
      const { prompts, unscored, refusal } = evaluationFigures(of)
      return { set, model, label, intent, prompts, unjudged: unscored, refusal }
    }),
  )
}
