import { type EntryOutcome, entryOutcome, toText } from '@/lib/core/review/entry-outcome'
import { decideOpenSlots } from '@/lib/core/review/overlap'
import { countDecisions, type VerdictInput } from '@/lib/core/review/verdict'
import type { Db } from '@/lib/data/client'
import { entryCounts, entryRule } from '@/lib/data/queries/entry-votes'
import { peopleLabel } from '@/lib/data/queries/response-facts'
import { speaks } from '@/lib/data/queries/speaking-entry'

export interface Drift {
  kind: 'entry' | 'item'
  id: string
  /** "CLOSED PASSED, 2 accept …" and the like: what is written, and what the judgments say. */
  cached: string
  derived: string
}

interface EntryRow extends EntryOutcome {
  id: string
  rule: VerdictInput['rule']
  judgments: VerdictInput['judgments']
  adjudication: VerdictInput['adjudication']
  /** Slots that are filled, held or open to be claimed; null unless its queue may stop early. */
  offered: number | null
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
      const cached = toText(row)
      const derived = toText(entryOutcome({ ...row, held: row.status === 'HELD' }))
      if (cached !== derived) drift.push({ kind: 'entry', id: row.id, cached, derived })
      const needed = decideOpenSlots(countDecisions(row.judgments), row.rule)
      if (row.offered !== null && row.offered < needed) {
        drift.push({ kind: 'entry', id: row.id, cached: `${row.offered} slots offered`, derived: `${needed} needed` })
      }
    }
    if (rows.length < BATCH) break
    after = rows.at(-1)!.id
  }
  return { entries, drift: [...drift, ...(await findItemDrift(db))] }
}

function readEntries(db: Db, after: string): Promise<EntryRow[]> {
  return db.$queryRaw<EntryRow[]>`
    select e.id, e.status::text, e.verdict::text, e.stands_at is not null as several,
      case when e.status = 'OPEN' and q.start_at is not null and not e.full_overlap then (select count(*)::int
        from assignments a where a.entry_id = e.id and a.slot < q.slots
          and (a.open or a.judgment_id is not null or a.lease_until >= now())) end as offered,
      e.first_accepts as "firstAccepts", e.settled_by::text as "settledBy",
      ${entryCounts} as votes, a.outcome::text as adjudication, ${entryRule} as rule,
      coalesce((select jsonb_agg(jsonb_build_object('decision', j.decision, 'counted', j.counted, 'extra', j.extra) order by j.created_at, j.id)
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
      select e.id, e.item_id, e.revision_id, e.verdict, e.settled_by, e.stands_at, r.number
      from queue_entries e join revisions r on r.id = e.revision_id
      where ${speaks('VERDICT')}
    ), passed as (
      select distinct on (item_id) item_id, revision_id from spoken where verdict = 'PASSED' order by item_id, number desc
    ), derived as (
      select i.id, i.verdict, i.accepted_revision_id, i.stands_at, i.label, coalesce(spoken.verdict, 'OPEN') as says,
        p.revision_id as accepted, spoken.stands_at as says_stands_at, i.settled_by, spoken.settled_by as says_settled_by,
        case when i.stage = 'RESPONSE' and spoken.id is not null then ${peopleLabel('spoken')} end as says_label
      from items i
      left join spoken on spoken.revision_id = i.current_revision_id
      left join passed p on p.item_id = i.id
    )
    select 'item' as kind, id,
      concat_ws(', ', verdict, 'accepted ' || coalesce(accepted_revision_id::text, 'none'), 'stands ' || stands_at, settled_by, label) as cached,
      concat_ws(', ', says, 'accepted ' || coalesce(accepted::text, 'none'), 'stands ' || says_stands_at, says_settled_by, says_label) as derived
    from derived where verdict <> says or accepted_revision_id is distinct from accepted
      or stands_at is distinct from says_stands_at or settled_by is distinct from says_settled_by
      or label is distinct from says_label`
}
