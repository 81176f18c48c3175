import Link from 'next/link'
import type { FailureRow, GenerationView } from '@/lib/core/run/views'
import { ERROR_WORDS } from '@/lib/core/run/words'
import { ScrollBox } from '../ui/scroll-box'

const print = (n: number) => n.toLocaleString('en-US')

/** What went wrong, by class, in words, with what to do. Each number opens its calls. */
export function FailureTable({ failures, base }: { failures: FailureRow[]; base: string }) {
  if (failures.length === 0) return <p className="py-2 text-ink-2">Nothing went wrong so far.</p>
  const cell = (n: number, view: GenerationView, kind: string) =>
    n === 0 ? '0' : <Link href={`${base}?${new URLSearchParams({ view, kind })}#generations`}>{print(n)}</Link>
  return (
    <ScrollBox label="Failures by class">
      <table className="tbl min-w-[560px]">
        <caption className="sr-only">Failures by class</caption>
        <thead>
          <tr>
            <th>What happened</th>
            <th className="num w-20">Given up</th>
            <th className="num w-24">To be looked at</th>
            <th className="num w-24">Tried again</th>
            <th>What to do</th>
          </tr>
        </thead>
        <tbody>
          {failures.map(({ kind, failed, attention, again }) => (
            <tr key={kind}>
              <th scope="row" className="text-13 font-normal text-ink">
                {ERROR_WORDS[kind]?.title ?? kind}
              </th>
              <td className="num">{cell(failed, 'failed', kind)}</td>
              <td className="num">{cell(attention, 'attention', kind)}</td>
              <td className="num">{print(again)}</td>
              <td className="text-ink-2">{ERROR_WORDS[kind]?.hint}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  )
}
