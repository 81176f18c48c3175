import type { ResponseLabel } from '@/lib/core/compliance/labels'
import type { ItemStage } from '@/lib/core/item/lists'
import { canReadQuarantined, canSeeReviewerNames } from '@/lib/core/policy/policies'
import { isMasked, projectSettingsSchema } from '@/lib/core/policy/settings'
import { type Said, saidBy } from '@/lib/core/review/said'
import type { DecisionName } from '@/lib/core/review/wire'
import { Prisma } from '@/lib/data/client'
import { type Ctx, factsFor } from '@/lib/services/context'
import { loadItemScope } from './item-scope'
import { mayBeJudged } from './item-where'
import { questionsOnly } from './questions-only'
import { stands } from './speaking-entry'

export interface JudgmentFilter {
  stage: ItemStage | null
  itemId: string | null
  queueId: string | null
  since: Date | null
}
export interface JudgmentPlace {
  at: string
  id: string
}
export interface JudgmentRow {
  id: string
  item: { id: string; number: number; stage: ItemStage }
  revision: { id: string; number: number }
  queue: { id: string; name: string; purpose: string }
  reviewer: { id: string; name: string }
  decision: Said
  label: ResponseLabel | null
  compliesFrom: number | null
  criteria: Record<string, boolean>
  reasons: string[]
  /** Null where its item is masked or quarantined: notes quote. */
  note: string | null
  counted: boolean
  seconds: number
  at: Date
}

interface RawRow extends Omit<JudgmentRow, 'note' | 'decision'> {
  decision: DecisionName
  questionsOnly: boolean
  note: string
  intent: 'HARMFUL' | 'BORDERLINE' | 'BENIGN'
  severity: number | null
  quarantined: boolean
  settings: unknown
}

const closed = { closed: true, contested: false, judgedAt: null, given: false, barred: false }

/**
 * Live judgments of a project, the oldest first; null to those who may not know whose they are. Who may be asked to judge
 * here gets those of closed curation entries alone, once nobody can take one back and nobody judges the item again; nobody those of categories that they
 * opted out of.
 */
export async function listJudgments(
  ctx: Ctx,
  request: { projectId: string; filter: JudgmentFilter; after: JudgmentPlace | null; limit: number },
): Promise<{ rows: JudgmentRow[]; after: JudgmentPlace | null } | null> {
  const { projectId, limit } = request
  const facts = factsFor(ctx.actor, projectId)
  if (!canSeeReviewerNames(facts, closed)) return null
  const { blind, optedOut } = await loadItemScope(ctx, { projectId, stage: 'CHAIN' })
  const rows = await ctx.db.$queryRaw<RawRow[]>`
    select j.id, jsonb_build_object('id', i.id, 'number', i.number, 'stage', i.stage) as item,
      jsonb_build_object('id', r.id, 'number', r.number) as revision,
      jsonb_build_object('id', q.id, 'name', q.name, 'purpose', q.purpose) as queue,
      jsonb_build_object('id', u.id, 'name', u.name) as reviewer,
      j.decision::text, j.label, j.complies_from as "compliesFrom", j.criteria, j.reasons, j.note, j.counted, j.seconds,
      j.created_at as at, i.intent::text, coalesce(c.severity, above.severity) as severity, i.quarantined, p.settings,
      ${questionsOnly('j.queue_id')} as "questionsOnly"
    from judgments j
    join queue_entries e on e.id = j.entry_id
    join review_queues q on q.id = j.queue_id
    join items i on i.id = j.item_id
    join revisions r on r.id = j.revision_id
    join users u on u.id = j.reviewer_id
    join projects p on p.id = j.project_id
    left join categories c on c.id = i.category_id
    left join categories above on above.id = c.parent_id
    where ${Prisma.join(conditions(request, blind), ' and ')}
      and (i.category_id is null or i.category_id <> all(${[...optedOut]}::uuid[]))
    order by j.created_at, j.id limit ${limit + 1}::int`
  const quarantine = canReadQuarantined(facts)
  const page = rows.slice(0, limit)
  const last = rows.length > limit ? page.at(-1) : undefined
  return {
    rows: page.map((row) => toRow(row, quarantine)),
    after: last ? { at: last.at.toISOString(), id: last.id } : null,
  }
}

const conditions = (
  { projectId, filter, after }: { projectId: string; filter: JudgmentFilter; after: JudgmentPlace | null },
  blind: boolean,
): Prisma.Sql[] =>
  [
    Prisma.sql`j.project_id = ${projectId}::uuid and j.withdrawn_at is null and j.superseded_at is null`,
    blind && Prisma.sql`e.curation and e.status = 'CLOSED' and ${stands('e')} and not ${mayBeJudged}`,
    filter.stage && Prisma.sql`i.stage = ${filter.stage}::"Stage"`,
    filter.itemId && Prisma.sql`j.item_id = ${filter.itemId}::uuid`,
    filter.queueId && Prisma.sql`j.queue_id = ${filter.queueId}::uuid`,
    filter.since && Prisma.sql`j.created_at >= ${filter.since}`,
    after && Prisma.sql`(j.created_at, j.id) > (${after.at}::timestamptz, ${after.id}::uuid)`,
  ].filter((condition) => condition instanceof Prisma.Sql)

function toRow(raw: RawRow, quarantine: boolean): JudgmentRow {
  const { intent, severity, quarantined, settings, note, decision, questionsOnly, ...row } = raw
  const masked = isMasked(
    { stage: row.item.stage, intent, severity, quarantined: quarantined && !quarantine },
    projectSettingsSchema.parse(settings),
  )
  return { ...row, decision: saidBy(decision, questionsOnly), note: masked ? null : note }
}
