import Link from 'next/link'
import { Moment } from '../ui/moment'
import { ScrollBox } from '../ui/scroll-box'

interface UseTableProps {
  use: {
    total: number
    runs: {
      runId: string
      number: number
      task: string
      model: string
      tryOut: boolean
      calls: number
      produced: number
      createdAt: Date
    }[]
  }
  runsHref: string
}

/** The runs that called with one prompt version, newest first. */
export function UseTable({ use: { total, runs }, runsHref }: UseTableProps) {
  if (total === 0) return <p className="text-ink-2">No run has used it.</p>
  return (
    <>
      <ScrollBox label="Runs that used it">
        <table className="tbl min-w-[420px]">
          <caption className="sr-only">Runs that used this version</caption>
          <thead>
            <tr>
              <th>Run</th>
              <th>Model</th>
              <th className="num">Calls</th>
              <th className="num">Made</th>
              <th>When</th>
            </tr>
          </thead>
          <tbody>
            {runs.map((run) => (
              <tr key={run.runId}>
                <th scope="row" className="text-13 font-normal text-ink">
                  <Link href={`${runsHref}/${run.number}`}>{run.number}</Link>
                  {run.tryOut && <span className="ml-2 text-12 text-ink-3">try-out</span>}
                </th>
                <td className="wrap-anywhere">{run.model}</td>
                <td className="num">{run.calls}</td>
                <td className="num">{run.produced}</td>
                <td className="text-ink-2">
                  <Moment at={run.createdAt} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
      {total > runs.length && (
        <p className="mt-1 text-12 text-ink-3">
          The newest {runs.length} of {total} runs.
        </p>
      )}
    </>
  )
}
