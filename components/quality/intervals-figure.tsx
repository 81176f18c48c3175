import type { AgreementIntervals, StoredRange } from '@/lib/core/review/agreement-intervals'
import { NAMES } from '@/lib/core/review/agreement-view'
import { DotPlot } from '../charts/dot-plot'
import { Figure } from '../charts/figure'

const KINDS = [
  ['items', 'items drawn anew'],
  ['itemsLeftOut', 'each item left out'],
  ['sources', 'sources drawn anew'],
  ['sourcesLeftOut', 'each source left out'],
  ['reviewersLeftOut', 'each reviewer left out'],
] as const

const isRange = (range: StoredRange) => 'low' in range

/** Each coefficient with the intervals that are got by drawing anew and by leaving out. */
export function IntervalsFigure({ result, tables }: { result: AgreementIntervals; tables: boolean }) {
  const rows = result.coefficients.flatMap(({ name, value, ...ranges }) =>
    KINDS.map(([kind, words]) => ({ name, value, words, key: `${name} ${kind}`, range: ranges[kind] })),
  )
  const drawn = rows.filter(({ value, range }) => value !== null && isRange(range))
  const lowest = Math.min(0, ...drawn.map(({ range }) => (isRange(range) ? range.low : 0)))
  return (
    <Figure
      name="agreement-intervals"
      caption="Intervals of agreement by resampling"
      tableOnly={tables}
      columns={[
        { label: 'Coefficient' },
        { label: 'Interval by' },
        { label: 'Value', numeric: true },
        { label: '95 % from', numeric: true },
        { label: 'to', numeric: true },
        { label: 'Standard error', numeric: true },
        { label: 'Resamples left out', numeric: true },
        { label: 'None because' },
      ]}
      rows={rows.map(({ name, words, value, range }) => [
        ...[NAMES[name], words, value],
        ...(isRange(range)
          ? [range.low, range.high, range.standardError, range.dropped, '']
          : [null, null, null, null, range.reason]),
      ])}
    >
      <DotPlot
        label={`Intervals of ${result.coefficients.length} coefficients of agreement by resampling, over ${result.items} items.`}
        domain={[Math.max(-1, Math.floor(lowest * 10) / 10), 1]}
        rows={drawn.map(({ key, name, words, value, range }, index) => ({
          key,
          label: words,
          ...(name !== drawn[index - 1]?.name && { head: `${NAMES[name]} ${value?.toFixed(3)}` }),
          marks: value === null || !isRange(range) ? [] : [{ value, low: range.low, high: range.high }],
        }))}
      />
    </Figure>
  )
}
