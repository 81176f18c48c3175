import type pg from 'pg'
import { type PlumblineResponse, writePlumblineResponse } from '@/lib/core/export/plumbline-jsonl'
import { readFrozen } from '@/lib/core/snapshot/delivery'
import { PAIRS_A_ROW, pairOf } from '@/lib/core/snapshot/pairs'
import { CopyWriter } from '@/lib/data/copy-writer'
import { sha256 } from '@/lib/data/hash'
import { type FailedRival, failedRivals } from '@/lib/data/queries/failed-rivals'

const COLUMNS = [
  ...['snapshot_id', 'position', 'place', 'item_id', 'item_number', 'revision_id', 'content_hash', 'label', 'line'],
  'line_hash',
]
const BATCH = 100

interface Staged {
  snapshotId: string
  blind: boolean
  demoModel: boolean
}

/**
 * Freezes the worse side of every preference pair with the rows just placed, in their transaction. What may not be trained
 * on is not even kept. From then on the votes behind these texts stand too. Returns how many pairs there are.
 */
export async function stagePairs(client: pg.Client, { snapshotId, ...asked }: Staged): Promise<number> {
  const { text, values } = failedRivals(asked)
  await client.query(`create temp table staged_pair (like snapshot_pairs, entry_id uuid) on commit drop`)
  await client.query(`declare rivals no scroll cursor for ${text}`, values)
  const taken = new Map<number, number>()
  for (;;) {
    const { rows } = await client.query<FailedRival>(`fetch ${BATCH} from rivals`)
    const copy = new CopyWriter(client, 'staged_pair', [...COLUMNS, 'entry_id'])
    for (const rival of rows) {
      const place = taken.get(rival.position) ?? 0
      const line = place < PAIRS_A_ROW ? worseLine(rival) : null
      if (line === null) continue
      taken.set(rival.position, place + 1)
      const { item_id, item_number, revision_id, content_hash, label } = rival
      const about = [snapshotId, rival.position, place, item_id, item_number, revision_id, content_hash, label]
      await copy.row([...about, line, sha256(line), rival.entry_id])
    }
    await copy.end()
    if (rows.length < BATCH) break
  }
  await client.query('close rivals')
  const columns = COLUMNS.join(', ')
  const { rowCount } = await client.query(
    `insert into snapshot_pairs (${columns}) select ${columns} from staged_pair order by position, place`,
  )
  await client.query(
    `update queue_entries e set used_at = now() from staged_pair p where e.id = p.entry_id and e.used_at is null`,
  )
  return rowCount ?? 0
}

/** Its line, with what it shares with the better one taken from there; null: no pair that may be trained on. */
function worseLine(rival: FailedRival): string | null {
  const better = readFrozen('RESPONSE', rival.line) as PlumblineResponse
  const worse = describe(better, rival)
  if (pairOf(better, worse) === null) return null
  const written = writePlumblineResponse(worse)
  return written.ok ? written.line : null
}

function describe(better: PlumblineResponse, rival: FailedRival): PlumblineResponse {
  const { category, intent, split, pattern, instruction, chain } = better
  const { content, source, source_id: id, licence, label, origin, model } = rival
  return {
    ...{ format: 'plumbline-response/1', category, ...content, intent, item: rival.item_number, origin, model },
    revision: {
      number: rival.revision_number,
      attempt: rival.attempt,
      author: rival.author_kind,
      hash: rival.content_hash,
    },
    ...{ verdict: 'FAILED', label, quarantined: false, pattern, instruction, chain },
    ...(split !== undefined && { split }),
    ...(source !== null && { source: { name: source, id } }),
    ...(licence !== null && { licence }),
  }
}
