import type { Expected, LabelPolicy } from '@/lib/core/compliance/labels'
import type { ItemContent } from '@/lib/core/item/content'
import type { ItemStage } from '@/lib/core/item/lists'
import type { SettledBy } from '@/lib/core/review/entry-outcome'
import type { LabelRule } from '@/lib/core/review/label'
import type { RubricContent } from '@/lib/core/review/rubric'
import type { DecisionCounts, VerdictRule } from '@/lib/core/review/verdict'
import type { Tx } from '@/lib/data/client'
import { entryCounts, entryRule } from '@/lib/data/queries/entry-votes'
import { expectedOutcome } from '@/lib/data/queries/response-facts'

export interface LockedEntry {
  id: string
  projectId: string
  queueId: string
  itemId: string
  revisionId: string
  curation: boolean
  status: 'OPEN' | 'HELD' | 'CLOSED' | 'VOID'
  verdict: 'OPEN' | 'PASSED' | 'FAILED' | 'CONTESTED'
  /** What stands written of its votes; `several`: its verdict waits until none of them can be taken back. */
  votes: DecisionCounts
  several: boolean
  firstAccepts: number | null
  settledBy: SettledBy | null
  usedAt: Date | null
  barredIds: string[]
  queueStatus: 'OPEN' | 'PAUSED' | 'CLOSED'
  rule: VerdictRule
  /** AMBIGUOUS is among the answers. */
  offersAmbiguous: boolean
  fullOverlap: boolean
  rubric: Pick<RubricContent, 'criteria' | 'reasons'>
  content: ItemContent
  stage: ItemStage
  intent: 'HARMFUL' | 'BORDERLINE' | 'BENIGN'
  /** Null: not settled. */
  expected: Expected | null
  labelPolicy: LabelPolicy
  severity: number | null
  categoryIds: string[]
  currentRevisionId: string | null
  /** The queue was given to `userId`. */
  given: boolean
}

/**
 * Takes the entry and its item, in this order, until the transaction ends. Everything that changes a judgment, a
 * proposal or a verdict does so under this lock, so that what is read after it is the whole truth.
 * (Votes are read by a later statement: one that waited for the lock still sees other tables as they were before.)
 */
export async function lockEntry(tx: Tx, entryId: string, userId: string | null = null): Promise<LockedEntry | null> {
  const [entry] = await tx.$queryRaw<LockedEntry[]>`
    select e.id, e.project_id as "projectId", e.queue_id as "queueId", e.item_id as "itemId", e.revision_id as "revisionId",
      e.curation, e.status::text, e.verdict::text, e.used_at as "usedAt",
      ${entryCounts} as votes, e.stands_at is not null as several, e.first_accepts as "firstAccepts",
      e.settled_by::text as "settledBy", e.barred_ids as "barredIds",
      q.status::text as "queueStatus", r.content,
      jsonb_build_object('criteria', rubric.criteria, 'reasons', rubric.reasons) as rubric,
      ${entryRule} as rule, q.offers_ambiguous as "offersAmbiguous", e.full_overlap as "fullOverlap",
      i.stage::text, i.intent::text, ${expectedOutcome} as expected,
      jsonb_build_object('turningAsidePasses', coalesce((p.settings ->> 'turningAsidePasses')::boolean, false)) as "labelPolicy", coalesce(c.severity, above.severity) as severity,
      array_remove(array[c.id, c.parent_id], null) as "categoryIds", i.current_revision_id as "currentRevisionId",
      exists (select from queue_reviewers g where g.queue_id = q.id and g.user_id = ${userId}::uuid) as given
    from queue_entries e
    join items i on i.id = e.item_id
    join projects p on p.id = e.project_id
    join review_queues q on q.id = e.queue_id
    join rubric_versions rubric on rubric.id = q.rubric_version_id
    join revisions r on r.id = e.revision_id
    left join categories c on c.id = i.category_id
    left join categories above on above.id = c.parent_id
    where e.id = ${entryId}::uuid
    for no key update of e, i`
  return entry ?? null
}

/** What its labels depend on; null for stages without labels, and where only questions are answered. */
export const labelRuleOf = ({ stage, rule, expected, labelPolicy }: LockedEntry): LabelRule | null =>
  stage === 'RESPONSE' && !rule.questionsOnly ? { expected, policy: labelPolicy } : null
