import { type CoefficientLine, NAMES } from '@/lib/core/review/agreement-view'
import { DotPlot } from '../charts/dot-plot'
import { Figure } from '../charts/figure'

interface CoefficientFigureProps {
  /** Of the files. */
  name?: string
  caption?: string
  n: number
  lines: readonly CoefficientLine[]
  tables: boolean
}

/** Every coefficient of the same votes, side by side, with 95 % intervals. */
export function CoefficientFigure({
  name: file = 'agreement',
  caption = 'Coefficients of agreement',
  n: whole,
  lines,
  tables,
}: CoefficientFigureProps) {
  const rows = lines.map(({ name, estimate, interval, note }) => ({
    ...{ name, interval, note: note ?? '' },
    value: estimate.value?.value ?? null,
    n: estimate.value?.n ?? null,
    reason: estimate.value === null ? estimate.reason : null,
  }))
  const lowest = Math.min(0, ...rows.map(({ interval, value }) => interval?.low ?? value ?? 0))
  return (
    <Figure
      name={file}
      caption={caption}
      tableOnly={tables}
      columns={[
        { label: 'Coefficient' },
        { label: 'Value', numeric: true },
        { label: '95 % from', numeric: true },
        { label: 'to', numeric: true },
        { label: 'Items', numeric: true },
        { label: 'Of what' },
        { label: 'Undefined because' },
      ]}
      rows={rows.map(({ name, value, interval, n, note, reason }) => [
        NAMES[name],
        value,
        interval?.low ?? null,
        interval?.high ?? null,
        n,
        note,
        reason ?? '',
      ])}
    >
      <DotPlot
        label={`${caption} over ${whole} items with their 95 % intervals: ${rows
          .map(({ name, value }) => `${NAMES[name]} ${value === null ? 'undefined' : value.toFixed(3)}`)
          .join(', ')}.`}
        domain={[Math.floor(lowest * 10) / 10, 1]}
        rows={rows.map(({ name, value, interval, reason }) => ({
          key: name,
          label: `${NAMES[name]}  ${value === null ? '' : value.toFixed(3)}`,
          marks: value === null ? [] : [{ value, ...interval }],
          note: reason === null ? undefined : 'undefined',
        }))}
      />
      {rows.some(({ reason }) => reason !== null) && (
        <ul className="text-12 text-ink-3">
          {rows.map(
            ({ name, reason }) =>
              reason !== null && (
                <li key={name}>
                  {NAMES[name]}, undefined: {reason}
                </li>
              ),
          )}
        </ul>
      )}
    </Figure>
  )
}
