import Link from 'next/link'
import { formatCost } from '@/lib/core/model/prices'
import { runTaskLabel } from '@/lib/core/run/targets'
import type { RunRow } from '@/lib/core/run/views'
import { endedCount, runStatusWords } from '@/lib/core/run/words'
import { ScrollBox } from '../ui/scroll-box'
import { ShortTime } from '../ui/short-time'
import { RunDot } from './run-dot'

const total = (counts: RunRow['counts']) => Object.values(counts).reduce((sum, n) => sum + n, 0)
const print = (n: number) => n.toLocaleString('en-US')

/** A project's runs, the newest first. */
export function RunTable({ runs, base }: { runs: RunRow[]; base: string }) {
  return (
    <ScrollBox label="Runs">
      <table className="tbl min-w-[820px]">
        <caption className="sr-only">Runs, the newest first</caption>
        <thead>
          <tr>
            <th className="num w-14">Run</th>
            <th>What</th>
            <th className="w-56">State</th>
            <th className="num w-28">Ended</th>
            <th className="num w-20">Applied</th>
            <th className="num w-20">Trouble</th>
            <th className="num w-20">Calls</th>
            <th className="num w-40">Cost</th>
            <th className="w-44">Model</th>
            <th className="w-32">Begun</th>
          </tr>
        </thead>
        <tbody>
          {runs.map((run) => (
            <tr key={run.id}>
              <td className="num">
                <Link href={`${base}/${run.number}`} aria-label={`Run ${run.number}`}>
                  {run.number}
                </Link>
              </td>
              <th scope="row" className="text-13 font-normal text-ink">
                {runTaskLabel(run.task)}
                {run.tryOut && <span className="ml-2 text-12 text-ink-3">try-out</span>}
                {run.automatic && <span className="ml-2 text-12 text-ink-3">by rule</span>}
              </th>
              <td className="whitespace-nowrap">
                <RunDot status={run.status} /> {runStatusWords(run)}
              </td>
              <td className="num">
                {print(endedCount(run.counts))} of {print(total(run.counts))}
              </td>
              <td className="num">{print(run.counts.APPLIED)}</td>
              <td className="num">{print(run.counts.FAILED + run.counts.NEEDS_ATTENTION)}</td>
              <td className="num">{print(run.calls)}</td>
              <td className="num">
                {formatCost(run.spentMicros)}
                <span className="text-12 text-ink-3">{budgetWords(run)}</span>
              </td>
              <td className="wrap-anywhere text-ink-2">{run.model}</td>
              <td className="text-ink-2">
                <ShortTime iso={run.createdAt.toISOString()} />
                {run.by && <span className="block text-12 text-ink-3">{run.by}</span>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  )
}

const budgetWords = ({ budgetMicros, budgetCalls }: RunRow) =>
  budgetMicros !== null
    ? ` of ${formatCost(budgetMicros)}`
    : budgetCalls !== null
      ? `, ${print(budgetCalls)} calls at most`
      : ''
