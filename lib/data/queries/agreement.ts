import type { OverlapVotes } from '@/lib/core/agreement/basis'
import type { ItemStage } from '@/lib/core/item/lists'
import { canRead } from '@/lib/core/policy/policies'
import { HEADLINE } from '@/lib/core/review/rates'
import { Prisma } from '@/lib/data/client'
import { type Ctx, factsFor } from '@/lib/services/context'
import { votesOf } from './entry-votes'
import { speaks, stands } from './speaking-entry'

/** Closed entries that voted alike, in one top category and one week. */
export interface AgreementPattern extends OverlapVotes {
  categoryId: string | null
  category: string
  /** The Monday it was closed in the week of, UTC: "2026-11-16". */
  week: string
  settledBy: 'UNANIMOUS' | 'MAJORITY' | 'ADJUDICATED' | null
  verdict: 'OPEN' | 'PASSED' | 'FAILED' | 'CONTESTED'
  /** Among accepts or rejects, as the queue reads them. */
  ambiguous: number
  ambiguousAs: 'ACCEPT' | 'REJECT'
  items: number
}

/**
 * Entries whose votes figures of agreement are about (aliases: e entry, i item, r revision): those of the headline, closed,
 * with votes that can no longer be taken back. Queues are joined to groups: they are few, and of a table that was never
 * analysed the database expects the wrong number.
 */
export const judgedEntries = (projectId: string, stage: ItemStage) => Prisma.sql`queue_entries e
  join items i on i.id = e.item_id and i.stage = ${stage}::"Stage" and i.archived_at is null
  join revisions r on r.id = e.revision_id
  where e.project_id = ${projectId}::uuid and e.status = 'CLOSED' and ${stands('e')} and ${speaks('FIGURES')}
    and i.origin = any(${HEADLINE.origins}::"Origin"[]) and r.author_kind = any(${HEADLINE.authors}::"AuthorKind"[])
    and r.attempt = ${HEADLINE.attempt}::int and not r.control`

/** Votes by pattern, category and week: one pass over the entries' own counts. Null to those who may not read the project. */
export async function findAgreement(ctx: Ctx, projectId: string, stage: ItemStage): Promise<AgreementPattern[] | null> {
  if (!canRead(factsFor(ctx.actor, projectId))) return null
  return ctx.db.$queryRaw<AgreementPattern[]>`
    with grouped as (
      select e.queue_id, i.category_id, date_trunc('week', e.closed_at at time zone 'UTC') as week, e.settled_by, e.verdict,
        e.accepts, e.rejects, e.edits, e.abstains, e.ambiguous, e.full_overlap, e.first_accepts, count(*)::int as items
      from ${judgedEntries(projectId, stage)}
      group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12
    )
    select top.id as "categoryId", coalesce(top.title, 'No category') as category, to_char(g.week, 'YYYY-MM-DD') as week,
      g.settled_by::text as "settledBy", g.verdict::text, q.slots, ${votesOf('ACCEPT', 'g')} as accepts,
      ${votesOf('REJECT', 'g')} as rejects, g.abstains, g.ambiguous, q.ambiguous_counts_as::text as "ambiguousAs",
      g.full_overlap as "fullOverlap", g.first_accepts as "firstAccepts", sum(g.items)::int as items
    from grouped g
    join review_queues q on q.id = g.queue_id
    left join categories c on c.id = g.category_id
    left join categories top on top.id = coalesce(c.parent_id, c.id)
    group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13
    order by 3, 2, 1, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13`
}
