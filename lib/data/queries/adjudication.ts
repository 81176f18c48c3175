import type { LabelPolicy, ResponseLabel } from '@/lib/core/compliance/labels'
import type { ItemContent } from '@/lib/core/item/content'
import { readContent } from '@/lib/core/item/stages'
import { canAdjudicate, canReadQuarantined, canSeeReviewerNames } from '@/lib/core/policy/policies'
import { projectSettingsSchema } from '@/lib/core/policy/settings'
import { rubricContentSchema } from '@/lib/core/review/rubric'
import type { DecisionName, Rubric, WorkFrame, WorkItem } from '@/lib/core/review/wire'
import { type Db, Prisma } from '@/lib/data/client'
import { type Ctx, factsFor, isSystem } from '@/lib/services/context'
import { type EntryViews, findEntryViews } from './entry-views'
import { type CategoryRow, categoryColumns, categoryJoins, notOptedOut, toCategory } from './item-category'
import { keptFromReview } from './response-facts'
import { stands } from './speaking-entry'
import { findWorkBody, listWorkItems } from './work-items'

export interface ContestedRow {
  entryId: string
  number: number
  queue: string
  intent: WorkFrame['intent']
  category: { path: string[]; severity: number | null }
  why: 'TIED' | 'TOO_FEW_VOTES' | 'SEVERAL_EDITS'
  accepts: number
  rejects: number
  edits: number
  abstains: number
  ambiguous: number
  closedAt: Date
  /** The asking person judged it, or proposed its text: somebody else settles it. */
  own: boolean
}

/** Who could still judge an entry anew does not read its votes: the judge of a queue waits until they stand. */
const readableTo = (userId: string) => Prisma.sql`(${stands('e')} or not exists (select from queue_reviewers given
  where given.queue_id = e.queue_id and given.user_id = ${userId}::uuid))`

/** Closed curation entries that no vote settled (services/adjudication/needs-adjudication.ts says the same of one). */
const waiting = Prisma.sql`e.curation and e.status = 'CLOSED'
  and not exists (select from adjudications settled where settled.entry_id = e.id)
  and (e.verdict in ('CONTESTED', 'OPEN') or (e.verdict = 'FAILED' and
    (select count(*) from proposals p where p.entry_id = e.id and p.status = 'PENDING') > 1))`

/** They judged it, or proposed its text: somebody else settles it. */
const isOwn = (userId: string) => Prisma.sql`(${userId}::uuid = any(e.barred_ids) or exists (
  select from judgments j where j.entry_id = e.id and j.reviewer_id = ${userId}::uuid and (j.counted or j.extra)
    and j.withdrawn_at is null and j.superseded_at is null))`

const mayAdjudicate = (ctx: Ctx, projectId: string) => canAdjudicate(factsFor(ctx.actor, projectId), { judgedAt: null })

/** What waits for adjudication, the longest first, at most `limit` of `total`; null to those who do not adjudicate. Opted-out categories are left out. */
export async function listContested(
  ctx: Ctx,
  projectId: string,
  limit = 200,
): Promise<{ rows: ContestedRow[]; total: number } | null> {
  if (isSystem(ctx.actor) || !mayAdjudicate(ctx, projectId)) return null
  const { userId } = ctx.actor
  const rows = await ctx.db.$queryRaw<(Omit<ContestedRow, 'category'> & CategoryRow & { total: number })[]>`
    select e.id as "entryId", i.number, q.name as queue, i.intent::text, ${categoryColumns}, e.closed_at as "closedAt",
      case e.verdict when 'CONTESTED' then 'TIED' when 'OPEN' then 'TOO_FEW_VOTES' else 'SEVERAL_EDITS' end as why,
      e.accepts, e.rejects, e.edits, e.abstains, e.ambiguous, ${isOwn(userId)} as own, (count(*) over ())::int as total
    from queue_entries e
    join items i on i.id = e.item_id
    join review_queues q on q.id = e.queue_id
    ${categoryJoins(userId)}
    where e.project_id = ${projectId}::uuid and i.archived_at is null and not ${keptFromReview} and ${waiting} and ${readableTo(userId)} and ${notOptedOut}
    order by e.closed_at, e.id
    limit ${limit}::int`
  return {
    total: rows[0]?.total ?? 0,
    rows: rows.map(({ total: _, categoryTitle, parentTitle, severity, ...row }) => ({
      ...row,
      category: toCategory({ categoryTitle, parentTitle, severity }),
    })),
  }
}

/** What waits for adjudication and the person may read, as FROM and WHERE (aliases: e entry, i item). */
export const contested = (projectId: string, userId: string) => Prisma.sql`
  from queue_entries e
  join items i on i.id = e.item_id
  ${categoryJoins(userId)}
  where e.project_id = ${projectId}::uuid and i.archived_at is null and not ${keptFromReview} and ${waiting}
    and ${readableTo(userId)} and ${notOptedOut}`

/** How many wait for adjudication, and how many of these somebody else has to settle; null to those who do not adjudicate. */
export async function countContested(ctx: Ctx, projectId: string): Promise<{ total: number; own: number } | null> {
  if (isSystem(ctx.actor) || !mayAdjudicate(ctx, projectId)) return null
  const { userId } = ctx.actor
  const [row] = await ctx.db.$queryRaw<{ total: number; own: number }[]>`
    select count(*)::int as total, count(*) filter (where ${isOwn(userId)})::int as own
    ${contested(projectId, userId)}`
  return row!
}

export interface ContestedJudgment {
  id: string
  decision: DecisionName
  /** Of a response: what the agent did, and the step (from 0) at which it begins to comply. */
  label: ResponseLabel | null
  compliesFrom: number | null
  criteria: Record<string, boolean>
  reasons: string[]
  note: string
  stepMarks: number[]
  counted: boolean
  /** Asked for beyond the slots, since the vote was close. */
  extra: boolean
  at: Date
  /** A name where names may be seen, "you", or "reviewer 1", "reviewer 2" in order of their answers. */
  reviewer: string
  own: boolean
  /** `content` is null while the item is masked. */
  proposal: { id: string; status: 'PENDING' | 'KEPT' | 'APPLIED' | 'DECLINED'; content: ItemContent | null } | null
}

export interface FramedItem extends WorkItem {
  frame: WorkFrame
}

export interface ContestedEntry {
  projectId: string
  item: FramedItem
  rubric: Rubric
  queue: { name: string; slots: number; rule: 'MAJORITY' | 'UNANIMOUS' | 'FIRST_TO'; editCountsAs: 'ACCEPT' | 'REJECT' }
  verdict: 'OPEN' | 'PASSED' | 'FAILED' | 'CONTESTED'
  judgments: ContestedJudgment[]
  /** What labels decide here. */
  labelPolicy: LabelPolicy
  adjudication: {
    outcome: 'PASSED' | 'FAILED'
    label: ResponseLabel | null
    reason: string
    proposalId: string | null
    at: Date
    by: string
  } | null
  /** Why the asking person may not settle it; null when they may. */
  whyNot: 'JUDGED_IT' | 'WROTE_IT' | 'SETTLED' | 'VOTES_DECIDE' | null
  views: EntryViews
}

/** One closed entry with its judgments side by side; null to those who may not settle it or opted out of its category. */
export async function findContested(ctx: Ctx, entryId: string): Promise<ContestedEntry | null> {
  if (ctx.actor.kind !== 'user') return null
  const { userId } = ctx.actor
  const entry = await ctx.db.queueEntry.findUnique({
    where: { id: entryId },
    include: { queue: { include: { rubric: true, project: { select: { settings: true } } } } },
  })
  if (entry?.status !== 'CLOSED' || !mayAdjudicate(ctx, entry.projectId)) return null
  if (!(await areVotesReadable(ctx, entryId, userId))) return null
  const settings = projectSettingsSchema.parse(entry.queue.project.settings)
  const [item] = await listWorkItems({ actor: ctx.actor, db: ctx.db }, { entryIds: [entryId], settings })
  // Where only questions are answered there is nothing to settle.
  if (!item?.frame) return null
  const { frame } = item
  const readable = (!item.masked || (await revealedToday(ctx, userId, entry))) && (await isTextTheirs(ctx, entry))
  const body = readable ? await findWorkBody(ctx, entry.revisionId) : null
  const judgments = await listJudgments(ctx, entry, { userId, readable })
  const adjudication = await findAdjudication(ctx, entryId)
  const views = await findEntryViews(ctx, entry, readable)
  const { id, key, version, ...rubric } = entry.queue.rubric
  return {
    projectId: entry.projectId,
    item: { ...item, frame, body },
    rubric: { id, key, version, ...rubricContentSchema.strip().parse(rubric) },
    queue: {
      name: entry.queue.name,
      slots: entry.queue.slots,
      rule: entry.queue.rule,
      editCountsAs: entry.queue.editCountsAs === 'ACCEPT' ? 'ACCEPT' : 'REJECT',
    },
    verdict: entry.verdict,
    judgments,
    labelPolicy: { turningAsidePasses: settings.turningAsidePasses },
    adjudication,
    views,
    whyNot: adjudication
      ? 'SETTLED'
      : await findWhyNot(ctx, entry, { userId, judged: judgments.some(({ own }) => own) }),
  }
}

export async function waitsForAdjudication(db: Db, entryId: string): Promise<boolean> {
  const found = await db.$queryRaw<unknown[]>`select from queue_entries e where e.id = ${entryId}::uuid and ${waiting}`
  return found.length > 0
}

/** The text of what was quarantined is for those who settle it only while they do. */
async function isTextTheirs(ctx: Ctx, entry: { id: string; projectId: string; itemId: string }): Promise<boolean> {
  if (canReadQuarantined(factsFor(ctx.actor, entry.projectId))) return true
  const { quarantined } = await ctx.db.item.findUniqueOrThrow({
    where: { id: entry.itemId },
    select: { quarantined: true },
  })
  return !quarantined || waitsForAdjudication(ctx.db, entry.id)
}

async function areVotesReadable(ctx: Ctx, entryId: string, userId: string): Promise<boolean> {
  const found = await ctx.db.$queryRaw<unknown[]>`
    select from queue_entries e where e.id = ${entryId}::uuid and ${readableTo(userId)}`
  return found.length > 0
}

async function findWhyNot(
  ctx: Ctx,
  entry: { id: string; barredIds: string[] },
  { userId, judged }: { userId: string; judged: boolean },
): Promise<ContestedEntry['whyNot']> {
  if (judged) return 'JUDGED_IT'
  if (entry.barredIds.includes(userId)) return 'WROTE_IT'
  return (await waitsForAdjudication(ctx.db, entry.id)) ? null : 'VOTES_DECIDE'
}

async function listJudgments(
  ctx: Ctx,
  entry: { id: string; projectId: string; verdict: string },
  { userId, readable }: { userId: string; readable: boolean },
): Promise<ContestedJudgment[]> {
  const contested = entry.verdict === 'CONTESTED' || entry.verdict === 'OPEN'
  const named = canSeeReviewerNames(factsFor(ctx.actor, entry.projectId), {
    closed: true,
    contested,
    judgedAt: null,
    given: false,
    barred: false,
  })
  const rows = await ctx.db.judgment.findMany({
    where: { entryId: entry.id, withdrawnAt: null, supersededAt: null },
    include: { proposal: { select: { id: true, status: true, revisionId: true } } },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  })
  const people = await ctx.db.user.findMany({
    where: { id: { in: rows.map(({ reviewerId }) => reviewerId) } },
    select: { id: true, name: true },
  })
  const texts = await ctx.db.revision.findMany({
    where: { id: { in: readable ? rows.flatMap(({ proposal }) => proposal?.revisionId ?? []) : [] } },
    select: { id: true, content: true, item: { select: { stage: true } } },
  })
  return rows.map((row, index) => {
    const own = row.reviewerId === userId
    const name = named ? people.find(({ id }) => id === row.reviewerId)?.name : undefined
    const text = texts.find(({ id }) => id === row.proposal?.revisionId)
    const { id, decision, compliesFrom, reasons, note, stepMarks, counted, extra, createdAt: at } = row
    return {
      ...{ id, decision, compliesFrom, reasons, note, stepMarks, counted, extra, at, own },
      label: row.label as ResponseLabel | null,
      criteria: row.criteria as Record<string, boolean>,
      reviewer: own ? 'you' : (name ?? `reviewer ${index + 1}`),
      proposal: row.proposal && {
        id: row.proposal.id,
        status: row.proposal.status,
        content: text ? readContent(text.item.stage, text.content) : null,
      },
    }
  })
}

async function findAdjudication(ctx: Ctx, entryId: string): Promise<ContestedEntry['adjudication']> {
  const row = await ctx.db.adjudication.findUnique({ where: { entryId } })
  if (!row) return null
  const by = await ctx.db.user.findUnique({ where: { id: row.adjudicatorId }, select: { name: true } })
  const { reason, proposalId, createdAt: at } = row
  const label = row.label as ResponseLabel | null
  return {
    outcome: row.outcome === 'PASSED' ? 'PASSED' : 'FAILED',
    label,
    reason,
    proposalId,
    at,
    by: by?.name ?? 'somebody',
  }
}

async function revealedToday(ctx: Ctx, userId: string, entry: { projectId: string; revisionId: string }) {
  const rows = await ctx.db.$queryRaw<unknown[]>`
    select from exposures where user_id = ${userId}::uuid and project_id = ${entry.projectId}::uuid
      and day = (now() at time zone 'utc')::date and revision_id = ${entry.revisionId}::uuid and revealed`
  return rows.length > 0
}
