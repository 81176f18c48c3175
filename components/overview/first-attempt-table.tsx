import Link from 'next/link'
import type { RateLine } from '@/lib/core/review/quality-report'
import { IntervalAxis, IntervalTrack } from '../charts/interval-track'
import { percent, percentRange } from '../charts/percent'
import { ScrollBox } from '../ui/scroll-box'

/** The headline rate of each stage with its interval, whole and rest; the figure opens the quality page. */
export function FirstAttemptTable({ lines, href }: { lines: RateLine[]; href: string }) {
  const lows = lines.flatMap(({ figures }) => figures.majority.value?.interval.value?.low ?? [])
  const axis = [Math.max(0, Math.floor(Math.min(0.6, ...lows) * 10) / 10), 1] as const
  return (
    <ScrollBox label="Passed at first attempt">
      <table className="tbl min-w-[420px]">
        <thead>
          <tr>
            <th>Stage</th>
            <th className="w-[36%]">
              <IntervalAxis axis={axis} />
            </th>
            <th className="num">Passed</th>
            <th className="num">95 % interval</th>
            <th className="num">Of closed</th>
            <th className="num">Open</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.key}>
              <th scope="row" className="text-13 font-normal text-ink">
                {line.label}
              </th>
              <Figures line={line} axis={axis} href={href} />
              <td className="num text-ink-2">{line.open.toLocaleString('en-US')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  )
}

function Figures({ line, axis, href }: { line: RateLine; axis: readonly [number, number]; href: string }) {
  const { majority } = line.figures
  if (majority.value === null || majority.value.rate.value === null || majority.value.interval.value === null) {
    const why = majority.value === null ? majority.reason : 'no data: nothing was judged to the end yet'
    return (
      <td colSpan={4} className="text-ink-3">
        {why}
      </td>
    )
  }
  const { passed, n, rate, interval } = majority.value
  return (
    <>
      <td className="!py-0.5">
        <IntervalTrack {...interval.value} value={rate.value} axis={axis} />
      </td>
      <td className="num">
        <Link href={href} className="font-semibold" title={majority.value.estimand}>
          {percent(rate.value)}
        </Link>
      </td>
      <td className="num text-ink-2">{percentRange(interval.value)}</td>
      <td className="num text-ink-2">
        {passed.toLocaleString('en-US')} of {n.toLocaleString('en-US')}
      </td>
    </>
  )
}
