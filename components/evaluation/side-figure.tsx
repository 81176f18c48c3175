import type { Defined } from '@/lib/core/defined'
import type { Figure as Share } from '@/lib/core/evaluation/figures'
import type { TableRow } from '@/lib/core/evaluation/table'
import { DotPlot } from '../charts/dot-plot'
import { Figure } from '../charts/figure'

const FEW = 20
const SIDES = ['harmful', 'benign'] as const

interface SideFigureProps {
  /** Of the files. */
  name: string
  caption: string
  which: 'score' | 'refusal'
  rows: readonly TableRow[]
}

const markOf = ({ value }: Defined<Share>, shape: 'DOT' | 'DIAMOND') =>
  value
    ? [{ value: value.share, low: value.interval?.low, high: value.interval?.high, shape, hollow: value.n < FEW }]
    : []

/** One figure of every model and label, harmful and benign prompts on one scale. */
export function SideFigure({ name, caption, which, rows }: SideFigureProps) {
  const named = rows.map((row) => ({ ...row, title: row.label === '' ? row.model : `${row.model}, ${row.label}` }))
  return (
    <Figure
      name={name}
      caption={caption}
      columns={[
        { label: 'Model' },
        { label: 'Prompts' },
        { label: caption, numeric: true, percent: true },
        { label: '95 % from', numeric: true, percent: true },
        { label: 'to', numeric: true, percent: true },
        { label: 'n', numeric: true },
      ]}
      rows={named.flatMap((row) =>
        SIDES.flatMap((side) => {
          const { value } = row[side][which]
          return value
            ? [[row.title, side, value.share, value.interval?.low ?? null, value.interval?.high ?? null, value.n]]
            : []
        }),
      )}
    >
      <DotPlot
        label={`${caption} of each model under harmful and benign prompts, with 95 % intervals.`}
        percent
        series={[
          { label: 'harmful prompts', shape: 'DOT' },
          { label: 'benign prompts', shape: 'DIAMOND' },
        ]}
        rows={named.map((row) => ({
          ...{ key: row.title, label: row.title },
          marks: [...markOf(row.harmful[which], 'DOT'), ...markOf(row.benign[which], 'DIAMOND')],
        }))}
      />
    </Figure>
  )
}
