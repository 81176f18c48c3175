import { type EvaluationFigures, evaluationFigures, type ScoredSample } from './figures'

export interface TableSample extends ScoredSample {
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
