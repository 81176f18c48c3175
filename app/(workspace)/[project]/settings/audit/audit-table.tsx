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
        <td className="max-w-[60ch] font-mono text-12 leading-5 wrap-anywhere text-ink-2">{detailText(row.data)}</td>
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

const detailText = (data: unknown) => {
  const text = JSON.stringify(data)
  return text === '{}' ? '–' : text.slice(1, -1).replaceAll('","', '", "')
}
