import type { PassRate } from '@/lib/core/agreement/pass-rates'
import { type AgreementLine, coefficientOf } from '@/lib/core/review/agreement-view'
import { Figure } from '../charts/figure'
import { SeriesPlot } from '../charts/series-plot'

const FEW = 20

interface AgreementTimeFigureProps {
  periods: readonly (AgreementLine & { pass: PassRate | null })[]
  what: 'AGREEMENT' | 'PASS'
  tables: boolean
  reference: number | null
}

/** A figure week by week (by month where there are many): what was closed then. */
export function AgreementTimeFigure({ periods, what, tables, reference }: AgreementTimeFigureProps) {
  const points = periods.map((period) => {
    const alpha = coefficientOf(period, 'alpha')
    const figure =
      what === 'AGREEMENT'
        ? { n: period.n, value: alpha?.estimate.value?.value ?? null, interval: alpha?.interval ?? null }
        : {
            n: period.pass?.n ?? 0,
            value: period.pass?.rate.value ?? null,
            interval: period.pass?.interval.value ?? null,
          }
    return { at: period.label, ...figure }
  })
  const title = what === 'AGREEMENT' ? 'Krippendorff’s α' : 'Majority-pass'
  const share = what === 'PASS'
  return (
    <Figure
      name={what === 'AGREEMENT' ? 'agreement-over-time' : 'pass-rate-over-time'}
      caption={`${title} over time`}
      tableOnly={tables}
      columns={[
        { label: 'Closed in the week or month of' },
        { label: 'Items', numeric: true },
        { label: title, numeric: true, percent: share },
        { label: '95 % from', numeric: true, percent: share },
        { label: 'to', numeric: true, percent: share },
      ]}
      rows={points.map(({ at, n, value, interval }) => [at, n, value, interval?.low ?? null, interval?.high ?? null])}
    >
      <SeriesPlot
        label={`${title} over ${points.length} ${points.length === 1 ? 'period' : 'periods'}, with 95 % intervals.`}
        percent={share}
        domain={share ? [0, 1] : [Math.min(0, ...points.map(({ value }) => Math.max(-0.5, value ?? 0))), 1]}
        reference={reference}
        points={points.map(({ at, n, value, interval }) => ({ at, value, ...interval, hollow: n < FEW }))}
      />
    </Figure>
  )
}
