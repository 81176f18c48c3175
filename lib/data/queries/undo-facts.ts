import type { UndoFacts } from '@/lib/core/review/undo'
import type { Db } from '@/lib/data/client'

export interface JudgmentUndoFacts extends UndoFacts {
  judgmentId: string
  entryId: string
  projectId: string
  queueId: string
  /** The author has read the others' answers since: taking it back would not be blind any more. */
  sawVotes: boolean
}

/** What decides whether judgments may be taken back; `own` is relative to `userId`. Order as asked for. */
export function listUndoFacts(db: Db, userId: string, judgmentIds: readonly string[]): Promise<JudgmentUndoFacts[]> {
  return db.$queryRaw<JudgmentUndoFacts[]>`
    select j.id as "judgmentId", j.entry_id as "entryId", j.project_id as "projectId", j.queue_id as "queueId",
      j.reviewer_id = ${userId}::uuid as own, j.withdrawn_at is null and j.superseded_at is null as live,
      q.status = 'CLOSED' as "queueClosed", coalesce(e.stands_at <= now(), false) as stands,
      (select count(*)::int from judgments n where n.queue_id = j.queue_id and n.reviewer_id = j.reviewer_id
        and n.withdrawn_at is null and n.superseded_at is null
        and (n.created_at, n.id) > (j.created_at, j.id)) as newer,
      exists (select from audit_events seen where seen.target_id = j.entry_id and seen.action = 'votes.read'
        and seen.actor_id = j.reviewer_id and seen.at >= j.created_at) as "sawVotes",
      case
        when q.purpose = 'CALIBRATION' then 'GOLD'
        when exists (select from adjudications a where a.entry_id = j.entry_id) then 'ADJUDICATION'
        when e.used_at is not null and exists (select from generations g where g.item_id = e.item_id
          and g.revision_id = e.revision_id and g.task like 'regenerate-%') then 'REGENERATION'
        when e.used_at is not null and exists (select from snapshot_rows frozen where frozen.revision_id = e.revision_id) then 'FREEZE'
        when e.used_at is not null then 'OTHER'
        when j.counted and exists (
          select from proposals p
          join queue_entries next on next.queue_id = e.queue_id and next.revision_id = p.revision_id
          join judgments on_it on on_it.entry_id = next.id
          where p.entry_id = e.id and p.status = 'APPLIED') then 'EDIT'
      end as "usedBy"
    from unnest(${[...judgmentIds]}::uuid[]) with ordinality asked(id, place)
    join judgments j on j.id = asked.id
    join queue_entries e on e.id = j.entry_id
    join review_queues q on q.id = j.queue_id
    order by asked.place`
}
