import type { Feedback } from '@/lib/core/review/wire'
import type { Tx } from '@/lib/data/client'
import { isGold } from './gold'

/** What a calibration says to the answer that a person has just given; nothing in any other queue, gold or not. */
export async function findFeedback(tx: Tx, entryId: string, userId: string): Promise<{ feedback?: Feedback }> {
  const [row] = await tx.$queryRaw<Feedback[]>`
    select i.number, ${isGold} as right,
      jsonb_build_object('decision', g.decision, 'label', g.label, 'reason', g.reason) as gold,
      (select jsonb_build_object('right', coalesce(sum(said.right), 0), 'answered', count(*), 'passMark', coalesce(q.pass_mark, 0),
          'of', (select count(*) from queue_entries n where n.queue_id = q.id and n.status <> 'VOID'))
        from (select (${isGold})::int as right from judgments j join queue_entries n on n.id = j.entry_id
          join gold_answers g on g.id = n.gold_id
          where j.queue_id = q.id and j.reviewer_id = ${userId}::uuid and j.withdrawn_at is null
            and j.superseded_at is null) said) as tally
    from queue_entries e
    join review_queues q on q.id = e.queue_id and q.purpose = 'CALIBRATION'
    join gold_answers g on g.id = e.gold_id
    join items i on i.id = e.item_id
    join judgments j on j.entry_id = e.id and j.reviewer_id = ${userId}::uuid and j.withdrawn_at is null
      and j.superseded_at is null
    where e.id = ${entryId}::uuid`
  return row ? { feedback: row } : {}
}
