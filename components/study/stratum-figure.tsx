import type { TaskReport } from '@/lib/core/study/report'
import { DotPlot } from '../charts/dot-plot'
import { Figure } from '../charts/figure'

const FEW = 20

/** Majority with its interval and all-pass of each stratum, drawn by themselves. */
export function StratumFigure({ report }: { report: TaskReport }) {
  const { task, strata, majority } = report
  return (
    <Figure
      name={`study-strata-${task.key}`}
      caption={`${task.label} by stratum, numbers`}
      columns={[
        { label: 'Stratum' },
        { label: 'Population', numeric: true },
        { label: 'Drawn', numeric: true },
        { label: 'Judged', numeric: true },
        { label: 'Passed by majority', numeric: true },
        { label: 'Majority', numeric: true, percent: true },
        { label: '95 % from', numeric: true, percent: true },
        { label: 'to', numeric: true, percent: true },
        { label: 'All', numeric: true, percent: true },
      ]}
      rows={strata.map((line) => [
        ...[line.label, line.population, line.drawn, line.n, line.majority.passed, line.majority.rate.value],
        ...[line.majority.interval.value?.low ?? null, line.majority.interval.value?.high ?? null, line.all.rate.value],
      ])}
    >
      <DotPlot
        label={`${task.label} by stratum: majority with 95 % intervals, all beside it.`}
        percent
        reference={majority.rate.value}
        series={[
          { label: 'majority', shape: 'DOT' },
          { label: 'all', shape: 'TICK' },
        ]}
        rows={strata.map(({ key, label, n, majority: own, all }) => ({
          ...{ key, label: `${label} (${n})` },
          marks: [
            ...(own.rate.value === null ? [] : [{ value: own.rate.value, ...own.interval.value, hollow: n < FEW }]),
            ...(all.rate.value === null ? [] : [{ value: all.rate.value, shape: 'TICK' as const }]),
          ],
          note: own.rate.value === null ? 'no data' : undefined,
        }))}
      />
    </Figure>
  )
}
