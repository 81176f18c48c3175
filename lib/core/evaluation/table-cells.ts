import type { Defined } from '../defined'
import type { CsvCell } from '../export/csv'
import type { EvaluationFigures, Figure } from './figures'
import type { RefusalRow, TableRow } from './table'

/** Tables as plain cells, for files: shares from 0 to 1 as exact as they are, each with its n and interval. */
export interface Cells {
  header: string[]
  rows: CsvCell[][]
}

const SIDES = ['harmful', 'benign'] as const
const FIGURES = ['score', 'full', 'refusal', 'nonRefusal'] as const satisfies readonly (keyof EvaluationFigures)[]
const NAMES = { score: 'score', full: 'full score', refusal: 'refusal', nonRefusal: 'non-refusal score' }

const figureCells = ({ value }: Defined<Figure>): CsvCell[] =>
  value ? [value.share, value.interval?.low ?? null, value.interval?.high ?? null, value.n] : [null, null, null, null]

const heads = (name: string) => [name, `${name} 95 % from`, `${name} to`, `${name} n`]

/** AgentAlign's Table 1, a line for each model and label. */
export const tableCells = (rows: readonly TableRow[]): Cells => ({
  header: [
    ...['model', 'label'],
    ...SIDES.flatMap((side) => [
      ...[`${side} prompts`, `${side} samples`, `${side} unscored`],
      ...FIGURES.flatMap((figure) => heads(`${side} ${NAMES[figure]}`)),
    ]),
  ],
  rows: rows.map((row) => [
    ...[row.model, row.label],
    ...SIDES.flatMap((side) => {
      const { prompts, samples, unscored } = row[side]
      return [prompts, samples, unscored, ...FIGURES.flatMap((figure) => figureCells(row[side][figure]))]
    }),
  ]),
})

export const refusalCells = (rows: readonly RefusalRow[]): Cells => ({
  header: ['set', 'model', 'label', 'prompts are', 'prompts', 'unjudged', ...heads('refusal')],
  rows: rows.map(({ set, model, label, intent, prompts, unjudged, refusal }) => [
    ...[set, model, label, intent.toLowerCase(), prompts, unjudged],
    ...figureCells(refusal),
  ]),
})
