import { type AgreementLine, NAMES } from '@/lib/core/review/agreement-view'
import { DotPlot } from '../charts/dot-plot'
import { Figure } from '../charts/figure'

interface CoefficientFigureProps {
  line: AgreementLine
  tables: boolean
}

/** Every coefficient of the same votes, side by side, with 95 % intervals. */
export function CoefficientFigure({ line, tables }: CoefficientFigureProps) {
  const rows = line.lines.map(({ name, estimate, interval }) => ({
    ...{ name, interval },
    value: estimate.value?.value ?? null,
    n: estimate.value?.n ?? line.n,
    reason: estimate.value === null ? estimate.reason : null,
  }))
  const lowest = Math.min(0, ...rows.map(({ interval, value }) => interval?.low ?? value ?? 0))
  return (
    <Figure
      name="agreement"
      caption="Coefficients of agreement"
      tableOnly={tables}
      columns={[
        { label: 'Coefficient' },
        { label: 'Value', numeric: true },
        { label: '95 % from', numeric: true },
        { label: 'to', numeric: true },
        { label: 'Items', numeric: true },
        { label: 'Undefined because' },
      ]}
      rows={rows.map(({ name, value, interval, n, reason }) => [
        NAMES[name],
        value,
        interval?.low ?? null,
        interval?.high ?? null,
        n,
        reason ?? '',
      ])}
    >
      <DotPlot
        label={`Coefficients of agreement over ${line.n} items with their 95 % intervals: ${rows
          .map(({ name, value }) => `${NAMES[name]} ${value === null ? 'undefined' : value.toFixed(3)}`)
          .join(', ')}.`}
        domain={[Math.floor(lowest * 10) / 10, 1]}
        rows={rows.map(({ name, value, interval, reason }) => ({
          key: name,
          label: `${NAMES[name]}  ${value === null ? '' : value.toFixed(3)}`,
          marks: value === null ? [] : [{ value, ...interval }],
          note: reason === null ? undefined : `undefined: ${reason}`,
        }))}
      />
    </Figure>
  )
}
