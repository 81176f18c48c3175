import { percent } from '../charts/percent'
import { ScrollBox } from '../ui/scroll-box'
import { rangeOf } from './calibration-table'

interface AuditLine {
  userId: string
  name: string
  n: number
  same: number
  waiting: number
}

/** How often a lead said the same as a reviewer, by name. */
export function AuditTable({ lines }: { lines: AuditLine[] }) {
  if (lines.length === 0) return <p className="text-ink-3">Nothing was given to a lead yet.</p>
  return (
    <ScrollBox label="Lead audits">
      <table className="tbl">
        <thead>
          <tr>
            <th>Reviewer</th>
            <th className="num">Same</th>
            <th className="num">Share</th>
            <th className="num">95 % interval</th>
            <th className="num">Waiting</th>
          </tr>
        </thead>
        <tbody>
          {lines.map(({ userId, name, n, same, waiting }) => (
            <tr key={userId}>
              <td>{name}</td>
              <td className="num">
                {same} of {n}
              </td>
              <td className="num font-medium">{n === 0 ? '–' : percent(same / n)}</td>
              <td className="num text-ink-2">{rangeOf(same, n)}</td>
              <td className="num text-ink-2">{waiting}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  )
}
