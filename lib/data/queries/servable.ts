import { Prisma } from '@/lib/data/client'
import { keptFromReview } from './response-facts'

/**
 * The entries that a person could still be given to judge, as FROM and WHERE (aliases: e entry, i item, c category, s
 * skip, own the person's own slot that is not judged). Open, not judged by them, not theirs to be kept from, not flagged,
 * not quarantined but for being no refusal, not put away, in no category that they opted out of. One text for the claim, counts and heads, so that none can leak.
 */
export const servable = (userId: string) => Prisma.sql`
  from queue_entries e
  join items i on i.id = e.item_id
  left join categories c on c.id = i.category_id
  left join assignments own on own.entry_id = e.id and own.reviewer_id = ${userId}::uuid
    and own.judgment_id is null
  left join skips s on s.entry_id = e.id and s.user_id = ${userId}::uuid
  left join preferences pref on pref.project_id = e.project_id and pref.user_id = ${userId}::uuid
  where e.status = 'OPEN' and ${userId}::uuid <> all (e.barred_ids)
    and not exists (select from judgments j where j.queue_id = e.queue_id and j.entry_id = e.id and j.reviewer_id = ${userId}::uuid
      and j.withdrawn_at is null and j.superseded_at is null)
    and i.archived_at is null and not i.flagged and not ${keptFromReview}
    and not coalesce(c.id = any(pref.opt_out_category_ids) or c.parent_id = any(pref.opt_out_category_ids), false)`
