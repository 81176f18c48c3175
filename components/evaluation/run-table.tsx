import Link from 'next/link'
import type { EvaluationRow } from '@/lib/core/evaluation/views'
import { LocalTime } from '../ui/local-time'
import { ScrollBox } from '../ui/scroll-box'

/** The logs that came in. */
export function RunTable({ runs, base }: { runs: readonly EvaluationRow[]; base: string }) {
  return (
    <ScrollBox label="Logs">
      <table className="tbl">
        <thead>
          <tr>
            <th>No.</th>
            <th>Task</th>
            <th>Model</th>
            <th>Prompts</th>
            <th className="num">Samples</th>
            <th>State</th>
            <th>Run</th>
          </tr>
        </thead>
        <tbody>
          {runs.map((run) => (
            <tr key={run.number}>
              <td className="text-ink-2">{run.number}</td>
              <td className="min-w-[20ch]">
                <Link href={`${base}/${run.number}`} className="font-medium wrap-anywhere">
                  {run.task}
                </Link>
                <p className="text-12 wrap-anywhere text-ink-3">{run.file}</p>
              </td>
              <td className="min-w-[16ch] wrap-anywhere">
                {run.model}
                {run.label !== '' && <p className="text-12 text-ink-2">{run.label}</p>}
              </td>
              <td>{run.intent === 'HARMFUL' ? 'harmful' : 'benign'}</td>
              <td className="num">
                {run.samples}
                {run.leftOut > 0 && <span className="block text-12 text-failed">{run.leftOut} left out</span>}
              </td>
              <td>
                {run.status}
                {run.partial && <p className="text-12 text-brass">broke off</p>}
              </td>
              <td className="whitespace-nowrap text-ink-2">
                {run.ranAt ? <LocalTime iso={run.ranAt.toISOString()} style="day" /> : '–'}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  )
}
