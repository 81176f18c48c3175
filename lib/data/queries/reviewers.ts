import type { ItemStage } from '@/lib/core/item/lists'
import { canCurate } from '@/lib/core/policy/policies'
import { type Reliability, reliabilitySchema } from '@/lib/core/review/reliability'
import { type Ctx, factsFor } from '@/lib/services/context'
import { judgedEntries } from './agreement'
import { votesOf } from './entry-votes'

export interface ReliabilityState {
  askedAt: Date
  fittedAt: Date | null
  result: Reliability | null
}

/** The newest fit of a stage; null where none was ever asked for, and to those who do not curate. */
export async function findReliability(ctx: Ctx, projectId: string, stage: ItemStage): Promise<ReliabilityState | null> {
  if (!canCurate(factsFor(ctx.actor, projectId))) return null
  const row = await ctx.db.reliabilityFit.findUnique({ where: { projectId_stage: { projectId, stage } } })
  if (!row) return null
  const result = reliabilitySchema.safeParse(row.result)
  return { askedAt: row.askedAt, fittedAt: row.fittedAt, result: result.success ? result.data : null }
}

/** A reviewer's votes in one month on items that have a majority. */
export interface ReviewerMonth {
  reviewerId: string
  name: string
  /** "2026-11", UTC. */
  month: string
  votes: number
  /** With the majority of all votes on the item, their own among them. */
  same: number
  /** Of their answers of that month, in seconds: the middle one. */
  seconds: number
}

/** Month by month, what each reviewer judged of what is closed. To curators only. */
export async function listReviewerMonths(ctx: Ctx, projectId: string, stage: ItemStage): Promise<ReviewerMonth[]> {
  if (!canCurate(factsFor(ctx.actor, projectId))) return []
  // Names and months in words come after the counting: grouped with them, every row would be sorted by text.
  return ctx.db.$queryRaw<ReviewerMonth[]>`
    select m.reviewer_id as "reviewerId", u.name, to_char(m.month, 'YYYY-MM') as month, m.votes, m.same, m.seconds
    from (
      select j.reviewer_id, date_trunc('month', j.created_at at time zone 'UTC') as month,
        count(*)::int as votes,
        count(*) filter (where (${votesOf('ACCEPT')} > ${votesOf('REJECT')}) = (case j.decision when 'EDIT' then q.edit_counts_as
          when 'AMBIGUOUS' then q.ambiguous_counts_as else j.decision end = 'ACCEPT'))::int as same,
        percentile_cont(0.5) within group (order by j.seconds)::float8 as seconds
      from (select e.id, e.queue_id, e.accepts, e.rejects, e.edits, e.ambiguous from ${judgedEntries(projectId, stage)}) e
      join judgments j on j.entry_id = e.id and j.counted and j.withdrawn_at is null and j.superseded_at is null
        and j.decision <> 'ABSTAIN'
      join review_queues q on q.id = e.queue_id
      where ${votesOf('ACCEPT')} <> ${votesOf('REJECT')}
      group by 1, 2
    ) m
    join users u on u.id = m.reviewer_id
    order by u.name, m.reviewer_id, m.month`
}
