import { shareRange, shareWords } from '@/lib/core/study/lines'
import type { StratumLine, TaskReport } from '@/lib/core/study/report'
import { IntervalAxis, IntervalTrack } from '../charts/interval-track'
import { AsFigure } from '../quality/as-figure'
import { ScrollBox } from '../ui/scroll-box'
import { StratumFigure } from './stratum-figure'

/** Below this many texts an interval is a hint. */
const FEW = 20
const AXIS = [0, 1] as const

/** Majority and all-pass of each stratum: plot and figures in one row. */
export function StratumTable({ report }: { report: TaskReport }) {
  const reference = report.majority.rate.value
  return (
    <>
      <ScrollBox label={`${report.task.label} by stratum`}>
        <table className="tbl min-w-[640px]">
          <thead>
            <tr>
              <th>Stratum</th>
              <th className="num">Population</th>
              <th className="num">Drawn</th>
              <th className="num">Judged</th>
              <th className="w-[28%]">
                <IntervalAxis axis={AXIS} />
              </th>
              <th className="num">Majority</th>
              <th className="num">95 % interval</th>
              <th className="num">All</th>
            </tr>
          </thead>
          <tbody>
            {report.strata.map((line) => (
              <Line key={line.key} line={line} reference={reference} />
            ))}
          </tbody>
        </table>
      </ScrollBox>
      <AsFigure>
        <StratumFigure report={report} />
      </AsFigure>
    </>
  )
}

function Line({ line, reference }: { line: StratumLine; reference: number | null }) {
  const { label, population, drawn, n, majority, all } = line
  const [rate, interval] = [majority.rate.value, majority.interval.value]
  return (
    <tr>
      <th scope="row" className="text-13 font-normal text-ink">
        {label}
      </th>
      <td className="num text-ink-2">{population.toLocaleString('en-US')}</td>
      <td className="num text-ink-2">{drawn}</td>
      <td className="num">{n}</td>
      {rate === null || interval === null ? (
        <td colSpan={4} className="text-ink-3">
          no data
        </td>
      ) : (
        <>
          <td className="!py-1">
            <IntervalTrack
              {...interval}
              value={rate}
              second={all.rate.value}
              reference={reference}
              hollow={n < FEW}
              axis={AXIS}
            />
          </td>
          <td className="num font-medium">{shareWords(rate)}</td>
          <td className="num text-ink-2">{shareRange(interval)}</td>
          <td className="num text-ink-2">{all.rate.value === null ? '–' : shareWords(all.rate.value)}</td>
        </>
      )}
    </tr>
  )
}
