import Link from 'next/link'
import type { RateLine } from '@/lib/core/review/quality-report'
import { IntervalAxis, IntervalTrack } from '../charts/interval-track'
import { percent, percentRange } from '../charts/percent'
import { cx } from '../ui/cx'
import { ScrollBox } from '../ui/scroll-box'
import { AsFigure } from './as-figure'
import { RateFigure } from './rate-figure'
import { noRate, TooFewNote } from './too-few'

type Pass = 'majority' | 'all' | 'full'

interface RateTableProps {
  caption: string
  head: string
  lines: RateLine[]
  /** All of them together: the first row, and the line that the others are read against. */
  total?: RateLine
  /** The items of a line; with `pass`, those of them that passed. */
  hrefOf: (line: RateLine, pass?: Pass) => string
  /** As a plot with its figures; or the figures alone, with the counts behind them. */
  plots: boolean
}

/** Below this many items an interval is a hint. */
const FEW = 20

/** Labels of at most so many letters stay on one line on a phone too. */
const SHORT = 16

/** Pass rates with their intervals: plot and figures in one row; every n and every rate opens its items. */
export function RateTable({ caption, head, lines, total, hrefOf, plots }: RateTableProps) {
  const all = total ? [total, ...lines] : lines
  const lows = all.flatMap(({ figures: { all: allPass, majority } }) => [
    majority.value?.interval.value?.low ?? 1,
    allPass.value?.rate.value ?? 1,
  ])
  const axis = [Math.max(0, Math.floor(Math.min(0.6, ...lows) * 10) / 10), 1] as const
  const reference = total?.figures.majority.value?.rate.value ?? null
  return (
    <>
      <ScrollBox label={caption}>
        <table className="tbl min-w-[520px]">
          <caption className="sr-only">{caption}</caption>
          <thead>
            <tr>
              <th>{head}</th>
              <th className="num">Closed</th>
              {plots && (
                <th className="w-[34%]">
                  <IntervalAxis axis={axis} />
                </th>
              )}
              {!plots && <th className="num">Passed</th>}
              <th className="num">Majority</th>
              <th className="num">95 % interval</th>
              <th className="num">All-pass</th>
              {!plots && (
                <>
                  <th className="num">95 % interval</th>
                  <th className="num">Undecided</th>
                  <th className="num">Majority, at most</th>
                </>
              )}
              <th className="num">Open</th>
            </tr>
          </thead>
          <tbody>
            {all.map((line) => (
              <Line
                key={line.key}
                line={line}
                bold={line === total}
                axis={axis}
                reference={reference}
                hrefOf={(pass) => hrefOf(line, pass)}
                plots={plots}
              />
            ))}
          </tbody>
        </table>
      </ScrollBox>
      <TooFewNote lines={all} />
      {plots && all.some(({ figures }) => figures.majority.value !== null) && (
        <AsFigure>
          <RateFigure caption={caption} head={head} lines={all} reference={reference} />
        </AsFigure>
      )}
    </>
  )
}

interface LineProps {
  line: RateLine
  bold: boolean
  axis: readonly [number, number]
  reference: number | null
  hrefOf: (pass?: Pass) => string
  plots: boolean
}

function Line({ line, bold, axis, reference, hrefOf, plots }: LineProps) {
  const { majority, all } = line.figures
  const rate = majority.value?.rate.value ?? null
  const interval = majority.value?.interval.value ?? null
  const allRate = all.value?.rate.value ?? null
  const whole = all.value?.basis === 'ALL_VOTES'
  return (
    <tr className={bold ? 'font-medium' : undefined}>
      <th
        scope="row"
        className={cx(
          'text-13 text-ink md:whitespace-nowrap',
          line.label.length <= SHORT && 'whitespace-nowrap',
          bold ? 'font-medium' : 'font-normal',
        )}
      >
        {line.label}
      </th>
      <td className="num">{rate === null ? line.n : <Link href={hrefOf()}>{line.n}</Link>}</td>
      {rate === null || interval === null ? (
        <td colSpan={plots ? 4 : 7} className="text-ink-3">
          {noRate(line)}
        </td>
      ) : (
        <>
          {plots && (
            <td className="!py-1">
              <IntervalTrack
                {...interval}
                value={rate}
                second={allRate}
                reference={reference}
                hollow={line.n < FEW}
                axis={axis}
              />
            </td>
          )}
          {!plots && (
            <td className="num">
              <Link href={hrefOf('majority')}>{majority.value?.passed}</Link>
            </td>
          )}
          <td className="num font-medium" title={majority.value?.estimand}>
            <Link href={hrefOf('majority')}>{percent(rate)}</Link>
          </td>
          <td className="num text-ink-2">{percentRange(interval)}</td>
          <td className="num text-ink-2" title={all.value?.estimand}>
            {allRate === null ? '–' : <Link href={hrefOf(whole ? 'all' : 'full')}>{percent(allRate)}</Link>}
            {!whole && all.value && <span className="text-ink-3"> n {all.value.n}</span>}
          </td>
          {!plots && (
            <>
              <td className="num text-ink-2">
                {all.value?.interval.value ? percentRange(all.value.interval.value) : '–'}
              </td>
              <td className="num text-ink-2">{majority.value?.undecided}</td>
              <td className="num text-ink-2">
                {majority.value?.atMost.value != null ? percent(majority.value.atMost.value) : '–'}
              </td>
            </>
          )}
        </>
      )}
      <td className="num text-ink-2">{line.open}</td>
    </tr>
  )
}
