import { Figure } from '../charts/figure'
import { MatrixPlot } from '../charts/matrix-plot'
import { percent } from '../charts/percent'
import type { ReliabilityLine } from './reliability-figure'

interface ReviewerConfusionFigureProps {
  /** Of the files. */
  name: string
  lines: readonly ReliabilityLine[]
  /** In words, in their order. */
  labels: readonly string[]
  tables: boolean
}

/** Label by label, how often each reviewer gives it where the model takes it for the true one; every pair of labels in the table. */
export function ReviewerConfusionFigure({ name, lines, labels, tables }: ReviewerConfusionFigureProps) {
  return (
    <Figure
      name={name}
      caption="Labels that reviewers give, by the label that the model takes for true"
      tableOnly={tables}
      columns={[
        { label: 'Reviewer' },
        { label: 'True by the model' },
        { label: 'Given' },
        { label: 'Share', numeric: true, percent: true },
        { label: 'Of about', numeric: true },
      ]}
      rows={lines.flatMap((line) =>
        line.rows.flatMap(({ n, shares }, truth) =>
          labels.map((given, at) => [line.name, labels[truth]!, given, shares?.[at] ?? null, Math.round(n)]),
        ),
      )}
    >
      <MatrixPlot
        label={`How often each of ${lines.length} reviewers gives a label where the model takes it for true; darker is more often.`}
        rows={lines.map((line) => line.name)}
        columns={labels}
        cells={lines.flatMap((line) =>
          line.rows.map(({ n, shares }, truth) => ({
            ...{ row: line.name, column: labels[truth]! },
            value: shares?.[truth] ?? null,
            text: shares ? `${percent(shares[truth]!)} of ${Math.round(n)}` : '–',
          })),
        )}
        columnsAre="true by the model; the share that they label so"
      />
    </Figure>
  )
}
