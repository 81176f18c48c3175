import type { PairLine } from '@/lib/core/review/agreement-view'
import { BLIND_BELOW } from '@/lib/core/review/rates'
import { Figure } from '../charts/figure'
import { type MatrixCell, MatrixPlot } from '../charts/matrix-plot'

interface PairFigureProps {
  pairs: readonly PairLine[]
  tables: boolean
}

/** Two by two: how far each pair of reviewers agrees on what both judged. Names in alphabetical order: it is no ranking. */
export function PairFigure({ pairs, tables }: PairFigureProps) {
  const names = [...new Set(pairs.flatMap(({ one, other }) => [one, other]))].sort((a, b) => a.localeCompare(b))
  const cellAt = (row: string, column: string): MatrixCell => {
    const pair = pairs.find(({ one, other }) => (one === row && other === column) || (one === column && other === row))
    if (row === column) return { row, column, value: null, text: '' }
    if (!pair || pair.n === 0) return { row, column, value: null, text: '–' }
    if (pair.withheld || pair.ac1 === null) return { row, column, value: null, text: `n ${pair.n}` }
    return { row, column, value: pair.ac1, text: pair.ac1.toFixed(2) }
  }
  const cells = names.flatMap((row) => names.map((column) => cellAt(row, column)))
  return (
    <Figure
      name="agreement-by-pair"
      caption="Agreement of each pair of reviewers"
      tableOnly={tables}
      columns={[
        { label: 'Reviewer' },
        { label: 'and' },
        { label: 'Items both judged', numeric: true },
        { label: 'Percent agreement', numeric: true, percent: true },
        { label: 'Cohen’s κ', numeric: true },
        { label: 'AC1', numeric: true },
        { label: 'Not shown because' },
      ]}
      rows={pairs.map(({ one, other, n, percent, kappa, ac1, withheld }) => [
        one,
        other,
        n,
        percent,
        kappa,
        ac1,
        withheld ? `fewer than ${BLIND_BELOW} items` : kappa === null ? 'no variation' : '',
      ])}
    >
      <MatrixPlot
        label={`AC1 of each pair of ${names.length} reviewers; darker is higher.`}
        rows={names}
        columns={names}
        cells={cells}
        columnsAre="AC1; n where it is not shown or not defined"
      />
    </Figure>
  )
}
