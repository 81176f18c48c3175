import Link from 'next/link'
import { LocalTime } from '@/components/ui/local-time'
import { ScrollBox } from '@/components/ui/scroll-box'
import { actWords } from '@/lib/core/audit/act-words'
import { ITEM_LISTS } from '@/lib/core/item/lists'
import type { AuditRow } from '@/lib/data/queries/audit'

export function AuditTable({ rows, slug }: { rows: AuditRow[]; slug: string }) {
  return (
    <ScrollBox label="Audit events">
      <table className="tbl min-w-[760px]">
        <thead>
          <tr>
            <th>When</th>
            <th>Who</th>
            <th>What</th>
            <th>Which</th>
            <th>Details</th>
            <th>From</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Event key={row.id} row={row} slug={slug} />
          ))}
        </tbody>
      </table>
    </ScrollBox>
  )
}

const KIND: Record<string, string> = { user: 'somebody removed', job: 'a job', operator: 'the operator' }

function Event({ row, slug }: { row: AuditRow; slug: string }) {
  return (
    <tr>
      <td className="whitespace-nowrap">
        <LocalTime iso={row.at.toISOString()} />
      </td>
      <td className="whitespace-nowrap">{row.actor ?? KIND[row.actorKind] ?? row.actorKind}</td>
      <td className="whitespace-nowrap" title={row.action}>
        {actWords(row.action)}
      </td>
      <td className="whitespace-nowrap">
        <Target row={row} slug={slug} />
      </td>
      {row.data === null ? (
        <td className="text-ink-3">left out: you judge here</td>
      ) : (
        <td className="min-w-[36ch] max-w-[60ch] font-mono text-12 leading-5 wrap-anywhere text-ink-2">
          <Details text={detailText(row.data)} />
        </td>
      )}
      <td className="font-mono text-12 leading-5 text-ink-3">{row.ip ?? '–'}</td>
    </tr>
  )
}

function Target({ row, slug }: { row: AuditRow; slug: string }) {
  const { item, snapshot, targetId } = row
  if (item) return <Link href={`/${slug}/${ITEM_LISTS[item.stage]}/${targetId}`}>item {item.number}</Link>
  if (snapshot !== null) return <Link href={`/${slug}/snapshots/${snapshot}`}>snapshot {snapshot}</Link>
  return <span className="text-ink-3">–</span>
}

const LONG = 140
const HASH = /[0-9a-f]{40,}/g

/** Long ones are opened by who wants them. */
function Details({ text }: { text: string }) {
  const brief = text.replace(HASH, (hash) => `${hash.slice(0, 12)}…`)
  if (brief === text && text.length <= LONG) return text
  return (
    <details>
      <summary className="cursor-pointer">
        {brief.length <= LONG ? brief : `${brief.slice(0, LONG).trimEnd()}…`}
      </summary>
      <p className="mt-1 text-ink">{text}</p>
    </details>
  )
}

/** For reading; as exact as they are the details stand in the files. */
function detailText(data: unknown): string {
  if (typeof data !== 'object' || data === null) return JSON.stringify(data)
  const parts = Object.entries(data).map(
    ([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`,
  )
  return parts.length === 0 ? '–' : parts.join('; ')
}
