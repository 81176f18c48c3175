import { LABEL_WORDS, type ResponseLabel } from '@/lib/core/compliance/labels'
import { Figure } from '../charts/figure'
import { MatrixPlot } from '../charts/matrix-plot'

interface ConfusionFigureProps {
  title: string
  confusion: { labels: readonly ResponseLabel[]; counts: readonly (readonly number[])[] }
}

/** People's labels down, another view's across; darkness is the share of the row. */
export function ConfusionFigure({ title, confusion: { labels, counts } }: ConfusionFigureProps) {
  const rowTotal = counts.map((row) => row.reduce((sum, count) => sum + count, 0))
  const pairs = labels.flatMap((people, row) =>
    labels.map((said, column) => ({ people, said, count: counts[row]![column]!, of: rowTotal[row]! })),
  )
  return (
    <Figure
      name="confusion"
      caption={title}
      columns={[
        { label: 'People say' },
        { label: 'It says' },
        { label: 'Responses', numeric: true },
        { label: 'of', numeric: true },
        { label: 'Share of what people say', numeric: true, percent: true },
      ]}
      rows={pairs.map(({ people, said, count, of }) => [
        ...[LABEL_WORDS[people], LABEL_WORDS[said]],
        ...[count, of, of === 0 ? null : count / of],
      ])}
    >
      <MatrixPlot
        label={`${title}: people’s labels down, its own across; darker is a larger share of the row.`}
        rows={labels.map((label) => LABEL_WORDS[label])}
        columns={labels.map((label) => LABEL_WORDS[label])}
        cells={pairs.map(({ people, said, count, of }) => ({
          row: LABEL_WORDS[people],
          column: LABEL_WORDS[said],
          value: of === 0 ? null : count / of,
          text: String(count),
        }))}
        columnsAre="what it says; people’s labels down"
      />
    </Figure>
  )
}
