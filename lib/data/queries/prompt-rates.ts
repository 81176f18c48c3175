import { canCurate } from '@/lib/core/policy/policies'
import type { PatternVotes } from '@/lib/core/review/quality-report'
import { type ItemOrigin, type QueuePurpose, type RateGroup, rateGroup } from '@/lib/core/review/rates'
import { type Ctx, factsFor } from '@/lib/services/context'
import { votesOf } from './entry-votes'
import { byDemoModel, speaks, stands } from './speaking-entry'

/** Texts that one prompt version made and reviewers voted on alike. */
export interface PromptVotes extends PatternVotes {
  promptVersionId: string
  group: RateGroup
  /** False: still being judged, or judgments can still be taken back. */
  closed: boolean
}

/**
 * What reviewers made of texts as they were generated, by prompt version: aggregated by the database. Texts put before
 * reviewers again unchanged (controls) say nothing of a prompt and are left out. Empty to those who may not curate.
 */
export async function listPromptVotes(ctx: Ctx, projectId: string): Promise<PromptVotes[]> {
  if (!canCurate(factsFor(ctx.actor, projectId))) return []
  const rows = await ctx.db.$queryRaw<
    (Omit<PromptVotes, 'group'> & { origin: ItemOrigin; purpose: QueuePurpose; attempt: number; demo: boolean })[]
  >`
    select g.prompt_version_id as "promptVersionId", i.origin::text, q.purpose::text, least(r.attempt, 2) as attempt,
      ${byDemoModel()} as demo,
      e.status = 'CLOSED' and ${stands('e')} as closed, q.slots,
      ${votesOf('ACCEPT')} as accepts,
      ${votesOf('REJECT')} as rejects,
      e.abstains, e.full_overlap as "fullOverlap", count(*)::int as items
    from queue_entries e
    join items i on i.id = e.item_id and i.archived_at is null
    join revisions r on r.id = e.revision_id and r.author_kind = 'MODEL' and not r.control
    join generations g on g.id = r.author_id
    join review_queues q on q.id = e.queue_id
    where e.project_id = ${projectId}::uuid and ${speaks('FIGURES')}
    group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11`
  return rows.flatMap(({ origin, purpose, attempt, demo, ...row }) => {
    const group = rateGroup({ purpose, origin, author: 'MODEL', attempt, demo })
    return group ? [{ ...row, group }] : []
  })
}
