import { itemNumber } from '@/lib/core/item/words'
import { canCurate, canRead } from '@/lib/core/policy/policies'
import type { StudyData, StudyVote } from '@/lib/core/study/data'
import { type StudyPreset, type StudySpec, studySpecSchema } from '@/lib/core/study/spec'
import { answerOf, tasksOf } from '@/lib/core/study/tasks'
import { Prisma } from '@/lib/data/client'
import { type Ctx, factsFor } from '@/lib/services/context'

export interface StudyRowFacts {
  id: string
  number: number
  name: string
  preset: StudyPreset
  stage: 'CHAIN' | 'INSTRUCTION' | 'RESPONSE'
  size: number
  raters: number
  /** Texts with all of their judgments, and judgments given of those asked for. */
  finished: number
  judgments: number
  createdAt: Date
  closedAt: Date | null
}

const facts = Prisma.sql`s.id, s.number, s.name, s.preset, q.stage::text, s.size, q.slots as raters,
  (select count(*)::int from queue_entries e where e.queue_id = q.id and e.status = 'CLOSED') as finished,
  (select count(*)::int from judgments j where j.queue_id = q.id and j.counted and j.withdrawn_at is null
    and j.superseded_at is null) as judgments,
  s.created_at as "createdAt", s.closed_at as "closedAt"`

/** The studies of a project, newest first; null to those who may not read it. How far each is tells nobody how anyone voted. */
export async function listStudies(ctx: Ctx, projectId: string): Promise<StudyRowFacts[] | null> {
  if (!canRead(factsFor(ctx.actor, projectId))) return null
  return ctx.db.$queryRaw<StudyRowFacts[]>`
    select ${facts} from studies s join review_queues q on q.id = s.queue_id
    where s.project_id = ${projectId}::uuid order by s.number desc`
}

export interface StudyHead extends StudyRowFacts {
  queueId: string
  protocol: string
  estimand: string
  sampleHash: string
  spec: StudySpec
  rubric: { name: string; key: string; version: number }
  /** Who it was given to, for those who run it; else empty. How much each has done is not told: a study ranks nobody. */
  raterNames: string[]
}

/** One study as its page shows it at any time, without its numbers; null when it is not there or not the actor's. */
export async function findStudy(
  ctx: Ctx,
  { projectId, number }: { projectId: string; number: number },
): Promise<StudyHead | null> {
  const may = factsFor(ctx.actor, projectId)
  if (!canRead(may)) return null
  const [row] = await ctx.db.$queryRaw<(Omit<StudyHead, 'spec'> & { spec: unknown })[]>`
    select ${facts}, s.spec, s.queue_id as "queueId", s.protocol, s.estimand, s.sample_hash as "sampleHash",
      jsonb_build_object('name', r.name, 'key', r.key, 'version', r.version) as rubric,
      case when ${canCurate(may)} then coalesce((select array_agg(u.name order by u.name) from queue_reviewers g
        join users u on u.id = g.user_id where g.queue_id = q.id), '{}') else '{}' end as "raterNames"
    from studies s join review_queues q on q.id = s.queue_id join rubric_versions r on r.id = s.rubric_version_id
    where s.project_id = ${projectId}::uuid and s.number = ${number}::int`
  return row ? { ...row, spec: studySpecSchema.parse(row.spec) } : null
}

/**
 * A study's sample and answers, without texts and names; null until it is closed: numbers that were looked at while it
 * ran would say when to stop, and tell raters what others think.
 */
export async function findStudyData(
  ctx: Ctx,
  { projectId, number }: { projectId: string; number: number },
): Promise<StudyData | null> {
  if (!canRead(factsFor(ctx.actor, projectId))) return null
  const study = await ctx.db.study.findUnique({
    where: { projectId_number: { projectId, number } },
    include: { project: { select: { name: true } }, rubric: { select: { name: true, key: true, version: true } } },
  })
  if (!study || study.closedAt === null) return null
  const spec = studySpecSchema.parse(study.spec)
  const rows = await ctx.db.$queryRaw<SampleRow[]>`
    select row.entry_id as "entryId", i.number as item, r.number as revision, r.content_hash as content, row.stratum,
      e.status = 'CLOSED' as finished
    from study_rows row
    join queue_entries e on e.id = row.entry_id
    join items i on i.id = row.item_id
    join revisions r on r.id = row.revision_id
    where row.study_id = ${study.id}::uuid order by row.position`
  const judgments = await ctx.db.judgment.findMany({
    where: { queueId: study.queueId, counted: true, withdrawnAt: null, supersededAt: null },
    select: { entryId: true, reviewerId: true, decision: true, criteria: true },
  })
  const { design, drawn, notDrawable } = spec
  return {
    ...{ number, name: study.name, project: study.project.name, published: null, protocol: study.protocol },
    ...{ estimand: study.estimand, design, rubric: study.rubric, drawn, notDrawable, sampleHash: study.sampleHash },
    ...{ createdAt: study.createdAt.toISOString(), closedAt: study.closedAt.toISOString() },
    sample: rows.map(({ entryId: _, item, ...row }) => ({ item: itemNumber(item), ...row })),
    votes: votesByTask(design, rows, judgments),
  }
}

interface SampleRow {
  entryId: string
  item: number
  revision: number
  content: string
  stratum: string
  finished: boolean
}
interface Judged {
  entryId: string
  reviewerId: string
  decision: string
  criteria: unknown
}

function votesByTask(design: Parameters<typeof tasksOf>[0], rows: readonly SampleRow[], judgments: readonly Judged[]) {
  const byEntry = new Map<string, Judged[]>()
  for (const judged of judgments) byEntry.set(judged.entryId, [...(byEntry.get(judged.entryId) ?? []), judged])
  const names = new Map<string, string>()
  const nameOf = (id: string) => {
    if (!names.has(id)) names.set(id, `r${names.size + 1}`)
    return names.get(id)!
  }
  const said = rows.flatMap(({ entryId, item }) =>
    // In an order that is nobody's: ids are random, and who came first would tell who is quick.
    (byEntry.get(entryId) ?? [])
      .toSorted((a, b) => (a.reviewerId < b.reviewerId ? -1 : 1))
      .map((judged) => ({ item: itemNumber(item), reviewer: nameOf(judged.reviewerId), judged })),
  )
  return Object.fromEntries(
    tasksOf(design).map((task) => [
      task.key,
      said.map(({ item, reviewer, judged: { decision, criteria } }): StudyVote => {
        const answered = { decision, criteria: criteria as Record<string, boolean> }
        return { item, reviewer, label: answerOf(task, answered) }
      }),
    ]),
  )
}

/** Which items of a closed study have a page that the reader may open, by number as the sample names them. */
export async function findStudyItems(
  ctx: Ctx,
  { projectId, number }: { projectId: string; number: number },
): Promise<Map<string, string>> {
  if (!canRead(factsFor(ctx.actor, projectId))) return new Map()
  const rows = await ctx.db.$queryRaw<{ id: string; number: number }[]>`
    select i.id, i.number from studies s join study_rows row on row.study_id = s.id join items i on i.id = row.item_id
    where s.project_id = ${projectId}::uuid and s.number = ${number}::int`
  return new Map(rows.map(({ id, number: item }) => [itemNumber(item), id]))
}
