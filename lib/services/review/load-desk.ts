import { type ProjectSettings, projectSettingsSchema } from '@/lib/core/policy/settings'
import type { Db } from '@/lib/data/client'
import { questionsOnly } from '@/lib/data/queries/questions-only'

/** What one reviewer's work in one queue depends on. */
export interface Desk {
  queueId: string
  projectId: string
  status: 'OPEN' | 'PAUSED' | 'CLOSED'
  purpose: 'CURATION' | 'STUDY' | 'CALIBRATION' | 'AUDIT'
  /** Items tell nothing of themselves but their text. */
  questionsOnly: boolean
  settings: ProjectSettings
  given: boolean
  optOuts: string[]
  dailyLimit: number | null
  harmfulToday: number
  /** Harmful items held now and not yet shown today: they count against the limit as if they were. */
  harmfulHeld: number
  emptySlots: number
  activeReviewers: number
}

/** Beyond this many empty slots the window does not shrink, so nobody counts further. */
const ENOUGH_SLOTS = 2_000

export async function loadDesk(db: Db, queueId: string, userId: string): Promise<Desk | null> {
  const [row] = await db.$queryRaw<
    (Omit<Desk, 'settings' | 'dailyLimit'> & { settings: unknown; ownLimit: number | null })[]
  >`
    select q.id as "queueId", q.project_id as "projectId", q.status::text, q.purpose::text,
      ${questionsOnly('q.id')} as "questionsOnly", p.settings,
      exists (select from queue_reviewers g where g.queue_id = q.id and g.user_id = ${userId}::uuid) as given,
      coalesce(pref.opt_out_category_ids, '{}') as "optOuts", pref.daily_limit as "ownLimit",
      (select count(*)::int from exposures x where x.user_id = ${userId}::uuid and x.project_id = q.project_id
        and x.day = (now() at time zone 'utc')::date and x.harmful) as "harmfulToday",
      (select count(*)::int from assignments a join queue_entries e on e.id = a.entry_id join items i on i.id = e.item_id
        where a.reviewer_id = ${userId}::uuid and a.judgment_id is null and a.lease_until >= now()
          and e.project_id = q.project_id and i.intent <> 'BENIGN'
          and not exists (select from exposures x where x.user_id = a.reviewer_id and x.project_id = e.project_id
            and x.day = (now() at time zone 'utc')::date and x.revision_id = e.revision_id)) as "harmfulHeld",
      (select count(*)::int from (select from assignments a where a.queue_id = q.id and a.judgment_id is null
        and a.open and (a.lease_until is null or a.lease_until < now()) limit ${ENOUGH_SLOTS}) empty) as "emptySlots",
      (select count(distinct a.reviewer_id)::int from assignments a where a.queue_id = q.id and a.judgment_id is null
        and a.lease_until >= now() and a.reviewer_id <> ${userId}::uuid) + 1 as "activeReviewers"
    from review_queues q
    join projects p on p.id = q.project_id
    left join preferences pref on pref.project_id = q.project_id and pref.user_id = ${userId}::uuid
    where q.id = ${queueId}::uuid`
  if (!row) return null
  const { ownLimit, ...desk } = row
  const settings = projectSettingsSchema.parse(row.settings)
  return { ...desk, settings, dailyLimit: lower(settings.dailyHarmfulLimit, ownLimit) }
}

const lower = (a: number | null, b: number | null) => (a === null || b === null ? (a ?? b) : Math.min(a, b))
