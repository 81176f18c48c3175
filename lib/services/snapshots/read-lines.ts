import type pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import type { Part } from '@/lib/core/snapshot/spec'

/**
 * The frozen lines, each with a line feed, as the database holds them: nothing of them is decoded on the way. Canonical
 * JSON has no control characters, so that COPY's CSV with two of them for quote and delimiter never quotes and never escapes.
 */
export const copyLines = (client: pg.Client, snapshotId: string, part: Part | null): AsyncIterable<Buffer> =>
  client.query(
    copyTo(`copy (select line from snapshot_rows where snapshot_id = ${client.escapeLiteral(snapshotId)}
      ${part === null ? '' : `and part = ${client.escapeLiteral(part)}`} order by position)
      to stdout (format csv, delimiter E'\\x02', quote E'\\x01')`),
  )

const BATCH = 200

export interface LineRow {
  position: number
  itemNumber: number
  line: string
}

/** The same, row by row, in the order that a format needs. In the caller's transaction. */
export async function* readLines(
  client: pg.Client,
  { snapshotId, part, grouped }: { snapshotId: string; part: Part | null; grouped: boolean },
): AsyncGenerator<LineRow[]> {
  // Chains in AgentAlign's file come grouped by category and subcategory, as the frozen lines name them.
  const order = grouped ? `line::jsonb -> 'category' ->> 0, line::jsonb -> 'category' ->> 1, position` : 'position'
  await client.query(
    `declare frozen no scroll cursor for select position, item_number as "itemNumber", line from snapshot_rows
     where snapshot_id = ${client.escapeLiteral(snapshotId)} ${part === null ? '' : `and part = ${client.escapeLiteral(part)}`}
     order by ${order}`,
  )
  for (;;) {
    const { rows } = await client.query<LineRow>(`fetch ${BATCH} from frozen`)
    if (rows.length > 0) yield rows
    if (rows.length < BATCH) break
  }
  await client.query('close frozen')
}
