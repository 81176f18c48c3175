import { z } from 'zod'
import { RESPONSE_LABELS, type ResponseLabel } from '@/lib/core/compliance/labels'
import {
  DETECTED_LABEL,
  EXEC_REFUSED,
  labelOpinionSchema,
  RULE_OPINIONS,
  SOURCE_SCORE,
} from '@/lib/core/compliance/opinion'
import type { FoundItem, ItemDetail, ItemEntry, ItemHead, ItemOpinion, ItemRevision } from '@/lib/core/item/detail'
import type { ProjectFacts } from '@/lib/core/policy/facts'
import { canRead, canReadQuarantined, canSeeReviewerNames } from '@/lib/core/policy/policies'
import { isMasked, type ProjectSettings, projectSettingsSchema } from '@/lib/core/policy/settings'
import { saidBy } from '@/lib/core/review/said'
import { studySpecSchema } from '@/lib/core/study/spec'
import { QUESTIONS_ONLY } from '@/lib/core/study/tasks'
import { type Ctx, factsFor, isSystem } from '@/lib/services/context'
import { isBlind } from './item-scope'
import { findLineage } from './lineage'
import { stands } from './speaking-entry'
import { findWorkBody } from './work-items'

/** One item with all that the actor may know of it. Null: not there, or not theirs to see. `reveal` brings masked texts. */
export async function findItem(ctx: Ctx, itemId: string, reveal = false): Promise<FoundItem> {
  const row = await ctx.db.item.findUnique({
    where: { id: itemId },
    include: {
      category: { include: { parent: true } },
      project: { select: { settings: true } },
    },
  })
  const facts = row && factsFor(ctx.actor, row.projectId)
  if (!row || !facts || !canRead(facts)) return null
  if (await optedOut(ctx, row)) return { kind: 'OPTED_OUT' }
  const open = await isItemOpen(ctx, itemId)
  const blind = open && isBlind(ctx.actor, row.projectId)
  const settings = projectSettingsSchema.parse(row.project.settings)
  const reads = { blind, judges: isBlind(ctx.actor, row.projectId), quarantine: canReadQuarantined(facts) }
  const item = toHead(row, settings, reads)
  const texts = (reveal || !item.masked) && !isKept(row, item, reads)
  const entries = blind ? [] : await listEntries(ctx, facts, itemId)
  const names = !facts.reviews || !open
  return {
    kind: 'ITEM',
    item,
    blind,
    revisions: await listRevisions(ctx, row, {
      blind,
      facts,
      names,
      texts,
      earlier: reads.quarantine || !isDelicate(row),
    }),
    entries,
    comments: blind ? [] : await listComments(ctx, itemId),
    history: blind ? [] : await listHistory(ctx, facts, itemId),
    lineage: await findLineage(ctx, row, item.category.path),
    opinions:
      blind || !row.currentRevisionId || isUntold(row, item, reads)
        ? []
        : await listOpinions(ctx, row.currentRevisionId, texts),
    splits: blind ? [] : await listSplits(ctx, facts, itemId),
  }
}

/** Judged now, or decided so lately that its judgments can be taken back; `but`: an entry that is left out. */
export async function isItemOpen(ctx: Ctx, itemId: string, but: string | null = null): Promise<boolean> {
  const open = await ctx.db.$queryRaw<unknown[]>`
    select from queue_entries e where e.item_id = ${itemId}::uuid and e.id is distinct from ${but}::uuid
      and (e.status in ('OPEN', 'HELD') or e.curation and e.status = 'CLOSED' and not ${stands('e')}) limit 1`
  return open.length > 0
}

type Row = {
  id: string
  projectId: string
  currentRevisionId: string | null
  acceptedRevisionId: string | null
  category: {
    id: string
    parentId: string | null
    title: string
    severity: number | null
    parent: { title: string; severity: number | null } | null
  } | null
  split: string | null
} & Omit<ItemHead, 'category' | 'masked' | 'split'>

interface Reads {
  /** Somebody may still judge it, and the reader is not to know what was said. */
  blind: boolean
  /** The reader may be asked to judge items of the project, or may not see votes of open ones. */
  judges: boolean
  quarantine: boolean
}

/** What a model answered to a request that is not plainly benign: it may be no refusal. */
const isDelicate = ({ stage, intent }: Pick<Row, 'stage' | 'intent'>) => stage === 'RESPONSE' && intent !== 'BENIGN'

/** No verdict on it stands, so that whether it is a refusal is the detector's opinion only. */
const isUntold = (row: Row, { verdict }: Pick<ItemHead, 'verdict'>, { judges }: Reads) =>
  judges && isDelicate(row) && verdict === 'OPEN'

/** Its text is for those alone who may read quarantined ones, and for its judges where they judge. */
const isKept = (row: Row, { verdict }: ItemHead, { quarantine }: Reads) =>
  !quarantine && (row.quarantined || (isDelicate(row) && verdict !== 'PASSED'))

function toHead(row: Row, settings: ProjectSettings, reads: Reads): ItemHead {
  const { blind } = reads
  const { id, projectId, number, stage, intent, origin, model, flagged, stale, archivedAt, purgedAt, createdAt } = row
  const verdict = blind ? 'OPEN' : row.verdict
  const untold = isUntold(row, { verdict }, reads)
  const quarantineCauses = row.quarantineCauses.filter((cause) => !untold || cause !== 'NOT_A_REFUSAL')
  const quarantined = untold ? quarantineCauses.length > 0 : row.quarantined
  const { category } = row
  const severity = category?.severity ?? category?.parent?.severity ?? null
  const path = [category?.parent?.title, category?.title].filter((title) => title !== undefined)
  return {
    ...{ id, projectId, number, stage, intent, origin, quarantined, flagged, stale, archivedAt, purgedAt, createdAt },
    ...{ source: row.source, sourceId: row.sourceId, licence: row.licence },
    // An imported item with a model was regenerated.
    model: blind && origin !== 'GENERATED' && origin !== 'DEMO_MODEL' ? null : model,
    quarantineCauses,
    language: row.language,
    split: blind ? null : (row.split as ItemHead['split']),
    category: { path, severity },
    verdict,
    masked: isMasked({ stage, intent, severity, quarantined }, settings),
  }
}

async function optedOut(ctx: Ctx, { projectId, category }: Pick<Row, 'projectId' | 'category'>): Promise<boolean> {
  if (isSystem(ctx.actor) || !category) return false
  const key = { projectId, userId: ctx.actor.userId }
  const preference = await ctx.db.preference.findUnique({ where: { projectId_userId: key } })
  return [category.id, category.parentId].some((id) => id !== null && preference?.optOutCategoryIds.includes(id))
}

const findNames = async (ctx: Ctx, ids: (string | null)[]) => {
  const rows = await ctx.db.user.findMany({
    where: { id: { in: ids.filter((id) => id !== null) } },
    select: { id: true, name: true },
  })
  return new Map(rows.map(({ id, name }) => [id, name]))
}

/** The model and prompt version behind texts, by generation. */
const findModels = async (ctx: Ctx, ids: (string | null)[]) => {
  const rows = await ctx.db.generation.findMany({
    where: { id: { in: ids.filter((id) => id !== null) } },
    select: { id: true, task: true, run: { select: { model: true } }, prompt: { select: { label: true } } },
  })
  return new Map(rows.map(({ id, task, run, prompt }) => [id, `${run.model} (${task} ${prompt.label})`]))
}

const nameOf = (ctx: Ctx, names: ReadonlyMap<string, string>, id: string | null, shown: boolean) =>
  !isSystem(ctx.actor) && id === ctx.actor.userId ? 'you' : (shown && id && names.get(id)) || 'a reviewer'

interface Sight {
  blind: boolean
  facts: ProjectFacts
  names: boolean
  texts: boolean
  /** Texts that came before, too. */
  earlier: boolean
}

async function listRevisions(
  ctx: Ctx,
  row: Row,
  { blind, facts, names, texts, earlier }: Sight,
): Promise<ItemRevision[]> {
  const revisions = await ctx.db.revision.findMany({
    where: { itemId: row.id, ...(blind ? { id: row.currentRevisionId ?? undefined } : {}) },
    select: {
      id: true,
      number: true,
      attempt: true,
      authorKind: true,
      authorId: true,
      createdAt: true,
      basedOnId: true,
      control: true,
    },
    orderBy: { number: 'desc' },
  })
  const proposals = await ctx.db.proposal.findMany({
    where: { revisionId: { in: revisions.map(({ id }) => id) } },
    select: { revisionId: true, status: true },
  })
  const fates = new Map(proposals.map(({ revisionId, status }) => [revisionId, status]))
  const people = await findNames(
    ctx,
    revisions.map(({ authorId }) => authorId),
  )
  const named = names && canSeeReviewerNames(facts, closedEntry)
  const models = await findModels(
    ctx,
    revisions.map(({ authorId }) => authorId),
  )
  return Promise.all(
    revisions.map(async ({ id, number, attempt, authorKind, authorId, createdAt, basedOnId, control }) => ({
      id,
      number: blind ? 0 : number,
      attempt: blind ? 0 : attempt,
      author: blind
        ? ''
        : authorKind === 'IMPORT'
          ? 'imported'
          : authorKind === 'MODEL'
            ? (models.get(authorId ?? '') ?? row.model ?? 'a model')
            : nameOf(ctx, people, authorId, named),
      at: blind ? row.createdAt : createdAt,
      current: id === row.currentRevisionId,
      accepted: !blind && id === row.acceptedRevisionId,
      basedOnId: blind ? null : basedOnId,
      control: !blind && control,
      proposal: blind ? null : (fates.get(id) ?? null),
      body: texts && (earlier || id === row.currentRevisionId) ? await findWorkBody(ctx, id) : null,
    })),
  )
}

/** What models and the detector say of a text, newest first; whether the reader may know it is for the caller to decide. */
export async function listOpinions(ctx: Ctx, revisionId: string, texts: boolean): Promise<ItemOpinion[]> {
  const rows = await ctx.db.finding.findMany({
    where: { revisionId, OR: [{ source: 'JUDGE' }, { code: { in: [...RULE_OPINIONS] } }] },
    select: { code: true, evidence: true, createdAt: true },
    orderBy: { id: 'desc' },
    take: 50,
  })
  return rows.map(({ code, evidence, createdAt }) => {
    const said = opinionSchema.parse(evidence)
    const by = BY_RULE[code] ?? (said.model || 'a model')
    const shown = texts ? { message: said.message } : { message: null, signals: [] }
    return { code, ...said, ...shown, model: by, at: createdAt }
  })
}

const BY_RULE: Record<string, string> = {
  [DETECTED_LABEL]: 'the detector',
  [EXEC_REFUSED]: 'a trial run',
  [SOURCE_SCORE]: 'its source',
}

const opinionSchema = z.object({
  message: z.string().catch(''),
  verdict: z.enum(['HARMFUL', 'BENIGN']).nullable().catch(null),
  label: z.enum(RESPONSE_LABELS).nullable().catch(null),
  compliesFrom: labelOpinionSchema.shape.compliesFrom,
  signals: labelOpinionSchema.shape.signals,
  model: z.string().catch(''),
  demo: z.boolean().catch(false),
})

async function listSplits(ctx: Ctx, facts: ProjectFacts, itemId: string): Promise<ItemDetail['splits']> {
  const rows = await ctx.db.split.findMany({
    where: { itemId },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: 50,
  })
  const revisions = await ctx.db.revision.findMany({
    where: { id: { in: rows.map(({ revisionId }) => revisionId) } },
    select: { id: true, number: true },
  })
  const people = await findNames(
    ctx,
    rows.map(({ userId }) => userId),
  )
  const named = canSeeReviewerNames(facts, closedEntry)
  return rows.map(({ outcome, reason, userId, revisionId, createdAt }) => ({
    outcome: outcome === 'BENIGN' ? 'BENIGN' : 'HARMFUL',
    reason,
    by: nameOf(ctx, people, userId, named),
    at: createdAt,
    revision: revisions.find(({ id }) => id === revisionId)?.number ?? 0,
  }))
}

const closedEntry = { closed: true, contested: false, judgedAt: null, given: false, barred: false }

async function listEntries(ctx: Ctx, facts: ProjectFacts, itemId: string): Promise<ItemEntry[]> {
  const rows = await ctx.db.queueEntry.findMany({
    where: {
      itemId,
      status: { not: 'VOID' },
      // What a study measured stays apart from what reviewers read before they judge again.
      ...(facts.reviews ? { curation: true } : {}),
    },
    include: {
      queue: {
        include: { rubric: { select: { criteria: true, reasons: true } }, study: { select: { spec: true } } },
      },
      revision: { select: { number: true } },
      judgments: { where: { withdrawnAt: null, supersededAt: null }, orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] },
    },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
  })
  const settled = await ctx.db.adjudication.findMany({ where: { entryId: { in: rows.map(({ id }) => id) } } })
  const people = await findNames(ctx, [
    ...rows.flatMap(({ judgments }) => judgments.map(({ reviewerId }) => reviewerId)),
    ...settled.map(({ adjudicatorId }) => adjudicatorId),
  ])
  return rows.map((entry) => {
    const closed = entry.status === 'CLOSED'
    const contested = entry.verdict === 'CONTESTED'
    const named = canSeeReviewerNames(facts, { closed, contested, judgedAt: null, given: false, barred: false })
    const adjudication = settled.find(({ entryId }) => entryId === entry.id)
    const { criteria, reasons } = entry.queue.rubric
    const { study } = entry.queue
    const asks = study !== null && studySpecSchema.parse(study.spec).design.scheme === QUESTIONS_ONLY
    return {
      id: entry.id,
      queueId: entry.queueId,
      queue: entry.queue.name,
      purpose: entry.queue.purpose,
      open: !closed,
      verdict: entry.verdict,
      revision: entry.revision.number,
      slots: entry.queue.slots,
      labels: labelsOf([criteria, reasons].flat()),
      judgments: entry.judgments.map(
        ({ id, decision, compliesFrom, reasons, note, stepMarks, counted, extra, createdAt, ...judgment }) => ({
          ...{
            id,
            decision: saidBy(decision, asks),
            compliesFrom,
            reasons,
            note,
            stepMarks,
            counted,
            extra,
            at: createdAt,
          },
          label: judgment.label as ResponseLabel | null,
          criteria: judgment.criteria as Record<string, boolean>,
          reviewer: nameOf(ctx, people, judgment.reviewerId, named),
        }),
      ),
      adjudication: adjudication
        ? {
            outcome: adjudication.outcome,
            label: adjudication.label as ResponseLabel | null,
            reason: adjudication.reason,
            by: nameOf(ctx, people, adjudication.adjudicatorId, named),
            at: adjudication.createdAt,
          }
        : null,
    }
  })
}

const labelsOf = (lines: unknown[]): Record<string, string> =>
  Object.fromEntries(
    lines.flatMap((line) => {
      const { key, label } = line as { key?: unknown; label?: unknown }
      return typeof key === 'string' && typeof label === 'string' ? [[key, label]] : []
    }),
  )

async function listComments(ctx: Ctx, itemId: string) {
  const rows = await ctx.db.comment.findMany({ where: { itemId }, orderBy: [{ at: 'asc' }, { id: 'asc' }], take: 500 })
  const people = await findNames(
    ctx,
    rows.map(({ userId }) => userId),
  )
  return rows.map(({ id, userId, text, at, entryId }) => ({
    ...{ id, by: nameOf(ctx, people, userId, true), text, at, discussed: entryId !== null },
  }))
}

/** Acts on the item, its texts, entries and judgments. Who read what is nobody's business here. */
async function listHistory(ctx: Ctx, facts: ProjectFacts, itemId: string): Promise<ItemDetail['history']> {
  const rows = await ctx.db.$queryRaw<{ at: Date; action: string; actorKind: string; actorId: string | null }[]>`
    with target as (
      select ${itemId}::uuid as id
      union select id from revisions where item_id = ${itemId}::uuid
      union select e.id from queue_entries e where e.item_id = ${itemId}::uuid
        and (e.curation or not ${facts.reviews})
      union select j.id from judgments j join queue_entries e on e.id = j.entry_id
        where e.item_id = ${itemId}::uuid and (e.curation or not ${facts.reviews})
      union select a.id from adjudications a where a.item_id = ${itemId}::uuid
    )
    select a.at, a.action, a.actor_kind as "actorKind", a.actor_id as "actorId"
    from target join audit_events a on a.target_id = target.id
    where a.action !~ '\\.(reveal|read|skip)$' order by a.at desc, a.id desc limit 200`
  const people = await findNames(
    ctx,
    rows.map(({ actorId }) => actorId),
  )
  const named = canSeeReviewerNames(facts, closedEntry)
  return rows.map(({ at, action, actorKind, actorId }) => ({
    at,
    action,
    by: actorKind === 'user' ? nameOf(ctx, people, actorId, named) : actorKind,
  }))
}
