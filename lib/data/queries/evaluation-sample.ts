import { careOf } from '@/lib/core/evaluation/care'
import type { EvaluationLabelName } from '@/lib/core/evaluation/labels'
import type { SampleDetail, SampleLabel, SampleRow } from '@/lib/core/evaluation/views'
import { canReadTranscripts } from '@/lib/core/policy/policies'
import { isMasked, projectSettingsSchema } from '@/lib/core/policy/settings'
import type { ResponseContent } from '@/lib/core/trajectory/content'
import { type Ctx, factsFor, isSystem } from '@/lib/services/context'
import { loadItemScope } from './item-scope'

export type FoundSample = { kind: 'SAMPLE'; detail: SampleDetail } | { kind: 'OPTED_OUT' }

/** One sample with its transcript; null when it is not there or not the actor's. `reveal` brings what is masked. */
export async function findEvaluationSample(
  ctx: Ctx,
  { projectId, id }: { projectId: string; id: string },
  reveal = false,
): Promise<FoundSample | null> {
  if (!canReadTranscripts(factsFor(ctx.actor, projectId))) return null
  const [row, project, scope] = await Promise.all([
    findRow(ctx, projectId, id),
    ctx.db.project.findUniqueOrThrow({ where: { id: projectId }, select: { settings: true } }),
    loadItemScope(ctx, { projectId, stage: 'RESPONSE' }),
  ])
  if (!row) return null
  const { number, task, model, label, intent, runId, problem, before, after, ...sample } = row
  const care = careOf({ category: sample.category, intent }, scope.categories, scope.optedOut)
  if (care.withheld) return { kind: 'OPTED_OUT' }
  const masked = isMasked(
    { stage: 'RESPONSE', intent, severity: care.severity },
    projectSettingsSchema.parse(project.settings),
  )
  const content = sample.readable && (reveal || !masked) ? await loadContent(ctx, id) : null
  const { mine, others } = await loadLabels(ctx, projectId, id)
  const run = { number, task, model, label, intent }
  const { severity } = care
  return {
    kind: 'SAMPLE',
    detail: { run, sample, problem, severity, masked, content, mine, others, before, after },
  }
}

interface RawSample extends SampleRow {
  runId: string
  number: number
  task: string
  model: string
  label: string
  intent: 'HARMFUL' | 'BENIGN'
  problem: string | null
  before: string | null
  after: string | null
}

async function findRow({ db, actor }: Ctx, projectId: string, id: string): Promise<RawSample | undefined> {
  const userId = isSystem(actor) ? null : actor.userId
  const [row] = await db.$queryRaw<RawSample[]>`
    select s.id, s.position, s.sample_id as "sampleId", s.epoch, s.category, s.score, s.refused, s.error,
      s.limit_hit as "limit", s.outcome, s.steps, s.content is not null as readable, l.label as mine, s.problem,
      r.id as "runId", r.number, r.task, r.model, r.label, r.intent::text,
      (select p.id from evaluation_samples p where p.run_id = r.id and p.position = s.position - 1) as before,
      (select n.id from evaluation_samples n where n.run_id = r.id and n.position = s.position + 1) as after
    from evaluation_samples s join evaluation_runs r on r.id = s.run_id
    left join evaluation_labels l on l.sample_id = s.id and l.user_id = ${userId}::uuid
    where s.id = ${id}::uuid and r.project_id = ${projectId}::uuid`
  return row
}

async function loadContent({ db }: Ctx, id: string): Promise<ResponseContent> {
  const { content } = await db.evaluationSample.findUniqueOrThrow({ where: { id }, select: { content: true } })
  return content as unknown as ResponseContent
}

/** Who judges says first what he finds himself. */
async function loadLabels({ db, actor }: Ctx, projectId: string, sampleId: string) {
  const labels = await db.evaluationLabel.findMany({
    where: { sampleId },
    select: { userId: true, label: true, note: true, user: { select: { name: true } } },
    orderBy: { at: 'asc' },
  })
  const userId = isSystem(actor) ? null : actor.userId
  const own = labels.find((one) => one.userId === userId)
  const others = labels
    .filter((one) => one !== own)
    .map(({ label, note, user }): SampleLabel => ({ by: user.name, label: label as EvaluationLabelName, note }))
  return {
    mine: own ? { label: own.label as EvaluationLabelName, note: own.note } : null,
    others: own || !factsFor(actor, projectId).reviews ? others : null,
  }
}
