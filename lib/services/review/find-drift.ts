import { decideVerdict, type VerdictInput } from '@/lib/core/review/verdict'
import type { Db } from '@/lib/data/client'

export interface Drift {
  kind: 'entry' | 'item'
  id: string
  /** "PASSED, CLOSED" and the like: what is written, and what the judgments say. */
  cached: string
  derived: string
}

interface EntryRow {
  id: string
  status: 'OPEN' | 'HELD' | 'CLOSED'
  verdict: string
  rule: VerdictInput['rule']
  judgments: VerdictInput['judgments']
  adjudication: VerdictInput['adjudication']
}

const BATCH = 5_000

/** Compares every cached verdict with what its judgments say, by the same rule that wrote it. Empty when all is well. Call it in one REPEATABLE READ transaction where others write. */
export async function findDrift(db: Db): Promise<{ entries: number; drift: Drift[] }> {
  const drift: Drift[] = []
  let entries = 0
  for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
    const rows = await readEntries(db, after)
    entries += rows.length
    for (const row of rows) {
      const cached = `${row.verdict}, ${row.status}`
      const derived = deriveEntry(row)
      if (cached !== derived) drift.push({ kind: 'entry', id: row.id, cached, derived })
    }
    if (rows.length < BATCH) break
    after = rows.at(-1)!.id
  }
  return { entries, drift: [...drift, ...(await findItemDrift(db))] }
}

function deriveEntry(row: EntryRow): string {
  const { verdict, closed, why } = decideVerdict(row)
  if (row.status === 'HELD' && why !== 'ADJUDICATED') return 'OPEN, HELD'
  return closed ? `${verdict}, CLOSED` : 'OPEN, OPEN'
}

function readEntries(db: Db, after: string): Promise<EntryRow[]> {
  return db.$queryRaw<EntryRow[]>`
    select e.id, e.status::text, e.verdict::text, a.outcome::text as adjudication,
      jsonb_build_object('kind', q.rule, 'slots', q.slots, 'firstTo', q.first_to, 'editCountsAs', q.edit_counts_as) as rule,
      coalesce((select jsonb_agg(jsonb_build_object('decision', j.decision, 'counted', j.counted))
        from judgments j where j.entry_id = e.id and j.withdrawn_at is null and j.superseded_at is null), '[]') as judgments
    from queue_entries e
    join review_queues q on q.id = e.queue_id
    left join adjudications a on a.entry_id = e.id
    where e.status <> 'VOID' and e.id > ${after}::uuid
    order by e.id limit ${BATCH}::int`
}

/** refreshItem's rule, read over all items at once. */
function findItemDrift(db: Db): Promise<Drift[]> {
  return db.$queryRaw<Drift[]>`
    with spoken as (
      select distinct on (e.revision_id) e.item_id, e.revision_id, e.verdict, r.number
      from queue_entries e join revisions r on r.id = e.revision_id
      where e.curation and e.status = 'CLOSED'
      order by e.revision_id, e.closed_at desc, e.id desc
    ), passed as (
      select distinct on (item_id) item_id, revision_id from spoken where verdict = 'PASSED' order by item_id, number desc
    ), derived as (
      select i.id, i.verdict, i.accepted_revision_id, coalesce(s.verdict, 'OPEN') as says, p.revision_id as accepted
      from items i
      left join spoken s on s.revision_id = i.current_revision_id
      left join passed p on p.item_id = i.id
    )
    select 'item' as kind, id, verdict || ', accepted ' || coalesce(accepted_revision_id::text, 'none') as cached,
      says || ', accepted ' || coalesce(accepted::text, 'none') as derived
    from derived where verdict <> says or accepted_revision_id is distinct from accepted`
}
