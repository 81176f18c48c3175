import { canJudge, canRead } from '@/lib/core/policy/policies'
import { isMasked, type ProjectSettings, projectSettingsSchema } from '@/lib/core/policy/settings'
import type { Db } from '@/lib/data/client'
import { questionsOnly } from '@/lib/data/queries/questions-only'
import { keptFromReview } from '@/lib/data/queries/response-facts'
import { stands } from '@/lib/data/queries/speaking-entry'
import { type Ctx, factsFor, type UserActor } from '../context'
import { notFound, ServiceError } from '../errors'

/** One entry as one reviewer stands to it. */
export interface ReviewerEntry {
  id: string
  projectId: string
  queueId: string
  itemId: string
  revisionId: string
  revisionNumber: number
  purpose: 'CURATION' | 'STUDY' | 'CALIBRATION' | 'AUDIT'
  /** It holds answers against a gold one: for the server alone. */
  gold: boolean
  /** In a study whose questions the frame of its items would answer. */
  questionsOnly: boolean
  status: 'OPEN' | 'HELD' | 'CLOSED' | 'VOID'
  verdict: 'OPEN' | 'PASSED' | 'FAILED' | 'CONTESTED'
  /** Closed, and none of its judgments can be taken back any more. */
  stands: boolean
  stage: 'CHAIN' | 'INSTRUCTION' | 'RESPONSE'
  intent: 'HARMFUL' | 'BORDERLINE' | 'BENIGN'
  severity: number | null
  quarantined: boolean
  /** Quarantined for more than being no refusal: not even those who judge read it. */
  kept: boolean
  settings: ProjectSettings
  masked: boolean
  given: boolean
  barred: boolean
  /** The reviewer's opt-outs cover it: its text never goes to them, by any path. */
  optedOut: boolean
  /** Has a slot of it that is not judged yet. */
  holds: boolean
  judgedAt: Date | null
  /** Asked for its masked text at some time. */
  revealed: boolean
}

/** Throws not_found for what is not theirs to see: another project's, or of a category that they opted out of. */
export async function requireVisibleEntry(ctx: Pick<Ctx, 'db'>, reader: UserActor, entryId: string) {
  const entry = await loadEntry(ctx.db, entryId, reader.userId)
  if (!entry || !canRead(factsFor(reader, entry.projectId)) || entry.optedOut) throw notFound('item')
  return entry
}

/** Throws forbidden, too, for what they may not judge. */
export async function requireReviewerEntry(ctx: Pick<Ctx, 'db'>, reviewer: UserActor, entryId: string) {
  const entry = await requireVisibleEntry(ctx, reviewer, entryId)
  if (canJudge(factsFor(reviewer, entry.projectId), entry)) return entry
  throw new ServiceError('forbidden', 'This item is not given to you to judge. Nothing was changed.')
}

async function loadEntry(db: Db, entryId: string, userId: string): Promise<ReviewerEntry | null> {
  const [row] = await db.$queryRaw<(Omit<ReviewerEntry, 'settings' | 'masked'> & { settings: unknown })[]>`
    select e.id, e.project_id as "projectId", e.queue_id as "queueId", e.item_id as "itemId", e.revision_id as "revisionId",
      r.number as "revisionNumber", q.purpose::text, e.gold_id is not null as gold,
      ${questionsOnly('e.queue_id')} as "questionsOnly", e.status::text, e.verdict::text,
      e.status = 'CLOSED' and ${stands('e')} as stands, i.stage::text, i.intent::text, i.quarantined,
      ${keptFromReview} as kept, 
      coalesce(c.severity, above.severity) as severity, p.settings,
      exists (select from queue_reviewers g where g.queue_id = q.id and g.user_id = ${userId}::uuid) as given,
      ${userId}::uuid = any(e.barred_ids) as barred,
      coalesce(c.id = any(pref.opt_out_category_ids) or c.parent_id = any(pref.opt_out_category_ids), false) as "optedOut",
      exists (select from assignments a where a.entry_id = e.id and a.reviewer_id = ${userId}::uuid
        and a.judgment_id is null) as holds,
      (select j.created_at from judgments j where j.entry_id = e.id and j.reviewer_id = ${userId}::uuid
        and j.withdrawn_at is null and j.superseded_at is null) as "judgedAt",
      exists (select from exposures x where x.user_id = ${userId}::uuid and x.project_id = e.project_id
        and x.revision_id = e.revision_id and x.revealed) as revealed
    from queue_entries e
    join review_queues q on q.id = e.queue_id
    join projects p on p.id = e.project_id
    join items i on i.id = e.item_id
    join revisions r on r.id = e.revision_id
    left join categories c on c.id = i.category_id
    left join categories above on above.id = c.parent_id
    left join preferences pref on pref.project_id = e.project_id and pref.user_id = ${userId}::uuid
    where e.id = ${entryId}::uuid`
  if (!row) return null
  const settings = projectSettingsSchema.parse(row.settings)
  return { ...row, settings, masked: row.questionsOnly || isMasked(row, settings) }
}
