import { sameJudgment } from '@/lib/core/gold/audit'
import { canCurate } from '@/lib/core/policy/policies'
import type { Db } from '@/lib/data/client'
import { type Ctx, factsFor } from '@/lib/services/context'
import { questionsOnly } from './questions-only'
import { stands } from './speaking-entry'

export interface AuditableJudgment {
  judgmentId: string
  reviewerId: string
  itemId: string
  revisionId: string
  /** Everybody who judged the text: they are no second look. */
  judgedByIds: string[]
}

/** Judgments of a queue that stand and no lead has looked at yet, in a fixed order. */
export const listAuditable = (db: Db, queueId: string) => db.$queryRaw<AuditableJudgment[]>`
  select j.id as "judgmentId", j.reviewer_id as "reviewerId", e.item_id as "itemId", e.revision_id as "revisionId",
    (select array_agg(distinct other.reviewer_id) from judgments other where other.revision_id = e.revision_id) as "judgedByIds"
  from judgments j
  join queue_entries e on e.id = j.entry_id and e.status = 'CLOSED' and ${stands('e')} and e.gold_id is null
  join items i on i.id = e.item_id and i.archived_at is null
  where j.queue_id = ${queueId}::uuid and j.counted and j.withdrawn_at is null and j.superseded_at is null
    and j.decision in ('ACCEPT', 'REJECT', 'EDIT') and not ${questionsOnly('j.queue_id')}
    and not exists (select from audit_rows a where a.judgment_id = j.id)
  order by i.number, j.id`

export interface AuditLine {
  userId: string
  name: string
  /** Judgments that a lead has answered, and of these those that say the same. */
  n: number
  same: number
  /** Drawn, and not answered yet, or answered with neither. */
  waiting: number
}

/** What leads said of each reviewer's work, by name, over all audits of a project; null to those who do not curate. */
export async function listAudits(ctx: Ctx, projectId: string): Promise<AuditLine[] | null> {
  if (!canCurate(factsFor(ctx.actor, projectId))) return null
  const rows = await ctx.db.$queryRaw<{ userId: string; name: string; said: string; lead: string | null }[]>`
    select u.id as "userId", u.name, j.decision::text as said, lead.decision::text as lead
    from audit_rows a
    join judgments j on j.id = a.judgment_id
    join users u on u.id = j.reviewer_id
    join queue_entries e on e.id = a.entry_id
    left join judgments lead on lead.entry_id = e.id and lead.counted and lead.withdrawn_at is null
      and lead.superseded_at is null
    where e.project_id = ${projectId}::uuid
    order by u.name, u.id`
  const lines = new Map<string, AuditLine>()
  for (const { userId, name, said, lead } of rows) {
    const line = lines.get(userId) ?? { userId, name, n: 0, same: 0, waiting: 0 }
    const same = lead === null ? null : sameJudgment(said, lead)
    if (same === null) line.waiting += 1
    else {
      line.n += 1
      line.same += Number(same)
    }
    lines.set(userId, line)
  }
  return [...lines.values()]
}
