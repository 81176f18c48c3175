import Link from 'next/link'
import type { FailureRow, GenerationView } from '@/lib/core/run/views'
import { ERROR_WORDS } from '@/lib/core/run/words'
import { ScrollBox } from '../ui/scroll-box'

const print = (n: number) => n.toLocaleString('en-US')

/**
 * What went wrong, by class: how many calls met it at any of their tries, also where a later try came through, and how
 * those stand that it is the last word on. Each number of calls opens them.
 */
export function FailureTable({ failures, base }: { failures: FailureRow[]; base: string }) {
  if (failures.length === 0) return <p className="py-2 text-ink-2">Nothing went wrong so far.</p>
  const cell = (n: number, view: GenerationView, kind: string, met = false) =>
    n === 0 ? (
      '0'
    ) : (
      <Link href={`${base}?${new URLSearchParams({ view, kind, ...(met && { met: '1' }) })}#generations`}>
        {print(n)}
      </Link>
    )
  return (
    <ScrollBox label="Failures by class">
      <table className="tbl min-w-[760px]">
        <caption className="sr-only">Failures by class</caption>
        <thead>
          <tr>
            <th>What happened</th>
            <th className="num w-16">Times</th>
            <th className="num w-20">At calls</th>
            <th className="num w-28">Came through</th>
            <th className="num w-20">Given up</th>
            <th className="num w-28">To be looked at</th>
            <th className="num w-24">Tried again</th>
            <th>What to do</th>
          </tr>
        </thead>
        <tbody>
          {failures.map(({ kind, met, times, later, failed, attention, again }) => (
            <tr key={kind}>
              <th scope="row" className="text-13 font-normal text-ink">
                {ERROR_WORDS[kind]?.title ?? kind}
              </th>
              <td className="num text-ink-2">{print(times)}</td>
              <td className="num">{cell(met, 'all', kind, true)}</td>
              <td className="num">{cell(later, 'applied', kind, true)}</td>
              <td className="num">{cell(failed, 'failed', kind)}</td>
              <td className="num">{cell(attention, 'attention', kind)}</td>
              <td className="num">{cell(again, 'going', kind)}</td>
              <td className="text-ink-2">{ERROR_WORDS[kind]?.hint}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  )
}
