import { Figure } from '../charts/figure'
import { MatrixPlot } from '../charts/matrix-plot'
import { percent } from '../charts/percent'

const FEW = 20

interface DriftFigureProps {
  months: readonly { reviewerId: string; name: string; month: string; votes: number; same: number }[]
  tables: boolean
}

/** Month by month, the share of each reviewer's votes that are with the majority. Of few votes the number alone. */
export function DriftFigure({ months, tables }: DriftFigureProps) {
  const names = [...new Set(months.map(({ name }) => name))].sort((a, b) => a.localeCompare(b))
  const columns = [...new Set(months.map(({ month }) => month))].sort()
  const cellAt = (row: string, column: string) => {
    const month = months.find((one) => one.name === row && one.month === column)
    if (!month) return { row, column, value: null, text: '–' }
    if (month.votes < FEW) return { row, column, value: null, text: `n ${month.votes}` }
    return { row, column, value: month.same / month.votes, text: percent(month.same / month.votes) }
  }
  return (
    <Figure
      name="drift"
      caption="Share of votes with the majority, by reviewer and month"
      tableOnly={tables}
      columns={[
        { label: 'Reviewer' },
        { label: 'Month' },
        { label: 'Votes', numeric: true },
        { label: 'With the majority', numeric: true },
        { label: 'Share', numeric: true, percent: true },
      ]}
      rows={months.map(({ name, month, votes, same }) => [
        name,
        month,
        votes,
        votes < FEW ? null : same,
        votes < FEW ? null : same / votes,
      ])}
    >
      <MatrixPlot
        label={`Share of votes with the majority, ${names.length} reviewers by ${columns.length} months; darker is higher.`}
        rows={names}
        columns={columns}
        domain={[0.5, 1]}
        cells={names.flatMap((row) => columns.map((column) => cellAt(row, column)))}
        columnsAre={`with the majority; n where under ${FEW} votes`}
      />
    </Figure>
  )
}
