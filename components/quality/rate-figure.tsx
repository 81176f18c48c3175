import type { RateLine } from '@/lib/core/review/quality-report'
import { DotPlot } from '../charts/dot-plot'
import { Figure } from '../charts/figure'

const FEW = 20

interface RateFigureProps {
  caption: string
  head: string
  lines: readonly RateLine[]
  reference: number | null
}

const nameOf = (caption: string) =>
  caption
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')

/** Pass rates with their intervals, drawn by themselves. Withheld rates have a row and no mark. */
export function RateFigure({ caption, head, lines, reference }: RateFigureProps) {
  const rows = lines.map(({ key, label, n, open, figures: { majority, all } }) => ({
    ...{ key, label, n, open },
    rate: majority.value?.rate.value ?? null,
    interval: majority.value?.interval.value ?? null,
    passed: majority.value?.passed ?? null,
    all: all.value?.rate.value ?? null,
    reason: majority.value === null ? majority.reason : null,
  }))
  const lowest = Math.min(0.9, ...rows.flatMap(({ interval, all }) => [interval?.low ?? 1, all ?? 1]))
  return (
    <Figure
      name={nameOf(caption)}
      caption={caption}
      columns={[
        { label: head },
        { label: 'Closed', numeric: true },
        { label: 'Passed by majority', numeric: true },
        { label: 'Majority-pass', numeric: true, percent: true },
        { label: '95 % from', numeric: true, percent: true },
        { label: 'to', numeric: true, percent: true },
        { label: 'All-pass', numeric: true, percent: true },
        { label: 'Open', numeric: true },
      ]}
      rows={rows.map(({ label, n, open, rate, interval, passed, all }) => [
        ...[label, n, passed, rate],
        ...[interval?.low ?? null, interval?.high ?? null, all, open],
      ])}
    >
      <DotPlot
        label={`${caption}: majority-pass with 95 % intervals, all-pass beside it.`}
        percent
        domain={[Math.max(0, Math.floor(lowest * 10) / 10), 1]}
        reference={reference}
        series={[
          { label: 'majority-pass', shape: 'DOT' },
          { label: 'all-pass', shape: 'TICK' },
        ]}
        rows={rows.map(({ key, label, n, rate, interval, all, reason }) => ({
          ...{ key, label: `${label} (${n})` },
          marks: [
            ...(rate === null ? [] : [{ value: rate, ...interval, hollow: n < FEW }]),
            ...(all === null ? [] : [{ value: all, shape: 'TICK' as const }]),
          ],
          note: reason ?? undefined,
        }))}
      />
    </Figure>
  )
}
