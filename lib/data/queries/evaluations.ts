import { careOf } from '@/lib/core/evaluation/care'
import type { EvaluationLabelName } from '@/lib/core/evaluation/labels'
import { evaluationProblemsSchema } from '@/lib/core/evaluation/problems'
import type { TableSample } from '@/lib/core/evaluation/table'
import type { EvaluationDetail, EvaluationImportView, EvaluationRow, SampleRow } from '@/lib/core/evaluation/views'
import { canCurate, canRead } from '@/lib/core/policy/policies'
import { type Db, Prisma } from '@/lib/data/client'
import { type Ctx, factsFor, isSystem } from '@/lib/services/context'
import { loadItemScope } from './item-scope'

const runColumns = Prisma.sql`r.number, r.kind, r.task, r.model, r.label, r.intent::text, r.file, r.status, r.partial,
  (select count(*)::int from evaluation_samples s where s.run_id = r.id) as samples,
  coalesce((r.problems ->> 'total')::int, 0) as "leftOut", r.ran_at as "ranAt", r.created_at as "createdAt"`

/** The benchmark runs of a project in the order in which they came; null to those who may not read it. */
export async function listEvaluations(ctx: Ctx, projectId: string): Promise<EvaluationRow[] | null> {
  if (!canRead(factsFor(ctx.actor, projectId))) return null
  return ctx.db.$queryRaw<EvaluationRow[]>`
    select ${runColumns} from evaluation_runs r where r.project_id = ${projectId}::uuid order by r.number`
}

/** Scores of all samples of a project's runs, without texts; for the table. */
export async function listScores(ctx: Ctx, projectId: string): Promise<TableSample[]> {
  if (!canRead(factsFor(ctx.actor, projectId))) return []
  return ctx.db.$queryRaw<TableSample[]>`
    select r.kind, r.task, r.model, r.label, r.intent::text, r.task || ' ' || s.sample_id as prompt, s.score, s.refused
    from evaluation_runs r join evaluation_samples s on s.run_id = r.id
    where r.project_id = ${projectId}::uuid order by r.number, s.position`
}

const IMPORTS_SHOWN = 5

/** Files on their way in, and those that failed of late, newest first; one by its id whatever became of it. Null to those who bring none in. */
export async function listEvaluationImports(
  ctx: Ctx,
  projectId: string,
  importId: string | null = null,
): Promise<EvaluationImportView[] | null> {
  if (!canCurate(factsFor(ctx.actor, projectId))) return null
  const rows = await ctx.db.$queryRaw<(Omit<EvaluationImportView, 'progress'> & { progress: object; bytes: bigint })[]>`
    select id, file, status, progress, bytes, error, result from evaluation_imports
    where project_id = ${projectId}::uuid and case when ${importId}::uuid is null
      then status = 'WAITING' or (status = 'FAILED' and ended_at > now() - interval '1 day')
      else id = ${importId}::uuid end
    order by created_at desc, id limit ${IMPORTS_SHOWN}::int`
  return rows.map(({ bytes, progress, ...row }) => ({
    ...row,
    progress: { done: 0, total: Number(bytes), samples: 0, ...progress },
  }))
}

type RawRun = EvaluationRow & { id: string; sha256: string; problems: unknown; reported: Record<string, number> }

/** One run with its samples, without texts; null when it is not there or not the actor's. */
export async function findEvaluation(
  ctx: Ctx,
  { projectId, number }: { projectId: string; number: number },
): Promise<EvaluationDetail | null> {
  const facts = factsFor(ctx.actor, projectId)
  if (!canRead(facts)) return null
  const [run] = await ctx.db.$queryRaw<RawRun[]>`
    select ${runColumns}, r.id, r.sha256, r.problems, r.reported
    from evaluation_runs r where r.project_id = ${projectId}::uuid and r.number = ${number}::int`
  if (!run) return null
  const [all, scope] = await Promise.all([
    listSamples(ctx, run.id),
    loadItemScope(ctx, { projectId, stage: 'RESPONSE' }),
  ])
  const { id, problems, ...head } = run
  const rows = all.filter(
    ({ category }) => !careOf({ category, intent: run.intent }, scope.categories, scope.optedOut).withheld,
  )
  return {
    ...{ ...head, rows, withheld: all.length - rows.length, problems: evaluationProblemsSchema.parse(problems) },
    scored: all.map(({ sampleId, category, score, refused }) => ({ prompt: sampleId, category, score, refused })),
    labels: facts.reviews ? null : await countLabels(ctx.db, id),
  }
}

function listSamples({ db, actor }: Ctx, runId: string): Promise<SampleRow[]> {
  const userId = isSystem(actor) ? null : actor.userId
  return db.$queryRaw<SampleRow[]>`
    select s.id, s.position, s.sample_id as "sampleId", s.epoch, s.category, s.score, s.refused, s.error,
      s.limit_hit as "limit", s.outcome, s.steps, s.content is not null as readable, l.label as mine
    from evaluation_samples s
    left join evaluation_labels l on l.sample_id = s.id and l.user_id = ${userId}::uuid
    where s.run_id = ${runId}::uuid order by s.position`
}

const countLabels = (db: Db, runId: string) => db.$queryRaw<{ label: EvaluationLabelName; samples: number }[]>`
  select l.label, count(distinct l.sample_id)::int as samples
  from evaluation_labels l join evaluation_samples s on s.id = l.sample_id
  where s.run_id = ${runId}::uuid group by l.label order by l.label`
