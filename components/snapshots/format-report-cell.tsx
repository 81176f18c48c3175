import type { FormatReport } from '@/lib/core/export/report'
import { figure } from './words'

const SHOWN = 3
type Told = { words: string; count: number; rows: (string | number)[] }

/** What a format leaves out and why, and what it says otherwise; the commonest first, the rest on demand. */
export function FormatReportCell({ report }: { report: FormatReport }) {
  const left = report.leftOut.map(({ reason, count, rows }): Told => ({ words: reason, count, rows }))
  const notes = report.notes.map(({ note, count, rows }): Told => ({ words: note, count, rows }))
  if (left.length + notes.length === 0) return <span className="text-12 text-ink-2">Nothing.</span>
  const lines = [
    ...left.map((told) => ({ ...told, kind: 'left out' })),
    ...notes.map((told) => ({ ...told, kind: 'otherwise' })),
  ]
  const line = ({ words, count, rows, kind }: (typeof lines)[number]) => (
    <li key={`${kind} ${words}`}>
      <strong className="font-medium">{figure(count)}</strong> {kind}: {words}{' '}
      <span className="text-ink-3">
        (item {rows.join(', ')}
        {count > rows.length && ' …'})
      </span>
    </li>
  )
  return (
    <div className="text-12 text-ink-2">
      <ul className="grid gap-0.5">{lines.slice(0, SHOWN).map(line)}</ul>
      {lines.length > SHOWN && (
        <details>
          <summary>{lines.length - SHOWN} further reasons</summary>
          <ul className="grid gap-0.5">{lines.slice(SHOWN).map(line)}</ul>
        </details>
      )}
    </div>
  )
}
