import Link from 'next/link'
import type { RateLine } from '@/lib/core/review/quality-report'
import type { ReasonLine } from '@/lib/core/review/regeneration-report'
import { percent, percentRange } from '../charts/percent'
import { ScrollBox } from '../ui/scroll-box'
import { noRate, TooFewNote } from './too-few'

type Kind = 'LATER_ATTEMPT' | 'CONTROL'

interface ReasonTableProps {
  lines: ReasonLine[]
  hrefOf: (kind: Kind, reason: string, pass?: 'majority') => string
}

/** By reason of the rejection: how often the text passed that was written again, and, beside it, the same text unchanged. */
export function ReasonTable({ lines, hrefOf }: ReasonTableProps) {
  return (
    <>
      <ScrollBox label="Yield by reason">
        <table className="tbl min-w-[640px]">
          <caption className="sr-only">Yield by reason of the rejection, with its control</caption>
          <thead>
            <tr>
              <th rowSpan={2}>Rejected for</th>
              <th colSpan={3}>Written again</th>
              <th colSpan={3}>Unchanged, judged again</th>
            </tr>
            <tr>
              {[0, 1].flatMap((index) => [
                <th key={`n ${index}`} className="num">
                  Closed
                </th>,
                <th key={`passed ${index}`} className="num">
                  Passed
                </th>,
                <th key={`interval ${index}`} className="num">
                  95 % interval
                </th>,
              ])}
            </tr>
          </thead>
          <tbody>
            {lines.map(({ key, label, again, control }) => (
              <tr key={key}>
                <th scope="row" className="text-13 font-normal text-ink">
                  {label}
                </th>
                <Cells line={again} hrefOf={(pass) => hrefOf('LATER_ATTEMPT', key, pass)} />
                <Cells line={control} hrefOf={(pass) => hrefOf('CONTROL', key, pass)} />
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
      <TooFewNote lines={lines.flatMap(({ again, control }) => [again, control])} />
    </>
  )
}

function Cells({ line, hrefOf }: { line: RateLine; hrefOf: (pass?: 'majority') => string }) {
  const { majority } = line.figures
  const rate = majority.value?.rate.value ?? null
  const interval = majority.value?.interval.value ?? null
  return (
    <>
      <td className="num">{rate === null ? line.n : <Link href={hrefOf()}>{line.n}</Link>}</td>
      {rate === null || interval === null ? (
        <td colSpan={2} className="text-ink-3">
          {noRate(line)}
        </td>
      ) : (
        <>
          <td className="num font-medium" title={majority.value?.estimand}>
            <Link href={hrefOf('majority')}>{percent(rate)}</Link>
          </td>
          <td className="num text-ink-2">{percentRange(interval)}</td>
        </>
      )}
    </>
  )
}
