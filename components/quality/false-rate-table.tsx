import Link from 'next/link'
import type { FalseLine } from '@/lib/core/compliance/report'
import { IntervalAxis, IntervalTrack } from '../charts/interval-track'
import { percent, percentRange } from '../charts/percent'
import { ScrollBox } from '../ui/scroll-box'

interface TableProps {
  caption: string
  head: string
  total?: FalseLine
  lines: readonly FalseLine[]
  /** The responses of a line; `wrong`: those of them that did the opposite of what they should. */
  hrefOf: (line: FalseLine, wrong: boolean) => string
}

const FEW = 20

/** How often responses did the opposite of what they should: figures and plot in one row, every count a link to its responses. */
export function FalseRateTable({ caption, head, total, lines, hrefOf }: TableProps) {
  const all = total ? [total, ...lines] : lines
  if (all.length === 0) return null
  const highest = Math.max(0.2, ...all.map(({ figure }) => figure.value?.interval.value?.high ?? 0))
  const axis = [0, Math.min(1, Math.ceil(highest * 10) / 10)] as const
  const reference = total?.figure.value?.rate.value ?? null
  return (
    <ScrollBox label={caption}>
      <table className="tbl min-w-[480px]">
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr>
            <th>{head}</th>
            <th className="num">Closed</th>
            <th className="num">Labelled so</th>
            <th className="num">Rate</th>
            <th className="w-[30%]">
              <IntervalAxis axis={axis} />
            </th>
            <th className="num">95 % interval</th>
            <th className="num">No one label</th>
            <th className="num">Open</th>
          </tr>
        </thead>
        <tbody>
          {all.map((line) => (
            <Line key={line.key} {...{ line, axis, reference, hrefOf }} bold={line === total} />
          ))}
        </tbody>
      </table>
    </ScrollBox>
  )
}

interface LineProps extends Pick<TableProps, 'hrefOf'> {
  line: FalseLine
  axis: readonly [number, number]
  reference: number | null
  bold: boolean
}

function Line({ line, axis, reference, hrefOf, bold }: LineProps) {
  const figure = line.figure.value
  const interval = figure?.interval.value
  const rate = figure?.rate.value ?? null
  return (
    <tr className={bold ? 'font-medium' : undefined}>
      <th scope="row" className={bold ? 'text-13 font-medium text-ink' : 'text-13 font-normal text-ink'}>
        {line.label}
      </th>
      <td className="num">{line.closed === 0 ? 0 : <Link href={hrefOf(line, false)}>{line.closed}</Link>}</td>
      {!figure || !interval || rate === null ? (
        <td colSpan={5} className="text-ink-3">
          {line.figure.value === null ? line.figure.reason : 'no data'}
        </td>
      ) : (
        <>
          <td className="num">
            {figure.count === 0 ? 0 : <Link href={hrefOf(line, true)}>{figure.count}</Link>} of {figure.n}
          </td>
          <td className="num" title={figure.estimand}>
            {percent(rate)}
          </td>
          <td className="!py-1">
            <IntervalTrack {...interval} value={rate} reference={reference} hollow={figure.n < FEW} axis={axis} />
          </td>
          <td className="num text-ink-2">{percentRange(interval)}</td>
          <td className="num text-ink-2">{figure.unlabelled}</td>
        </>
      )}
      <td className="num text-ink-2">{figure?.open ?? '–'}</td>
    </tr>
  )
}
