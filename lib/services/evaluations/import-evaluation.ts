import { mkdir } from 'node:fs/promises'
import { intentOfTask } from '@/lib/core/evaluation/header'
import { type EvaluationProblems, PROBLEMS_SHOWN } from '@/lib/core/evaluation/problems'
import { displayName } from '@/lib/core/import/batch'
import { canCurate } from '@/lib/core/policy/policies'
import type { Tx } from '@/lib/data/client'
import { newId } from '@/lib/data/id'
import { writeAudit } from '../audit'
import { type Ctx, factsFor, inTransaction, isSystem } from '../context'
import { notFound, ServiceError } from '../errors'
import { storeUpload } from '../import/store-upload'
import { removeUploads, uploadFolder, uploadPath } from '../import/upload-folder'
import type { ImportEvaluationInput } from './evaluation-input'
import { listPrompts, PromptHashes } from './list-prompts'
import { LogProblem, readLog } from './read-log'
import { SampleWriter } from './sample-writer'

export interface ImportedEvaluation {
  number: number
  /** The file had come in before; nothing was changed. */
  known: boolean
  samples: number
  leftOut: number
  partial: boolean
  /** Prompts that no list of this project knew; they keep out of snapshots from now on. */
  listed: number
}

/** A large log takes minutes: its transcripts are written as they are read. */
const AT_MOST_MS = 15 * 60_000

/** Takes one Inspect log in, all or nothing; the same file twice is one run. The body is read only after the actor may. */
export async function importEvaluation(
  ctx: Ctx,
  { body, ...input }: ImportEvaluationInput & { body: AsyncIterable<Uint8Array> },
): Promise<ImportedEvaluation> {
  if (!canCurate(factsFor(ctx.actor, input.projectId))) throw notFound('project')
  const folder = newId()
  await mkdir(uploadFolder(folder), { recursive: true, mode: 0o700 })
  try {
    const path = uploadPath(folder, folder)
    const { sha256 } = await storeUpload(path, body)
    return await inTransaction(ctx, (tx) => takeIn(tx, ctx, { ...input, path, sha256 }), AT_MOST_MS)
  } catch (error) {
    if (!(error instanceof LogProblem)) throw error
    throw new ServiceError('invalid', `${displayName(input.name)}: ${error.message} Nothing was imported.`)
  } finally {
    await removeUploads(folder)
  }
}

type Input = ImportEvaluationInput & { path: string; sha256: string }

async function takeIn(tx: Tx, ctx: Ctx, input: Input): Promise<ImportedEvaluation> {
  const { projectId, sha256 } = input
  // One log after the other: of two that are the same file the second finds the first.
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`evaluation ${projectId}`}, 0))`
  const known = await tx.evaluationRun.findUnique({
    where: { projectId_sha256: { projectId, sha256 } },
    select: { number: true, partial: true, _count: { select: { samples: true } } },
  })
  if (known) {
    const { number, partial, _count } = known
    return { number, partial, known: true, samples: _count.samples, leftOut: 0, listed: 0 }
  }
  const { _max } = await tx.evaluationRun.aggregate({ where: { projectId }, _max: { number: true } })
  const number = (_max.number ?? 0) + 1
  const id = newId()
  const file = displayName(input.name)
  await tx.evaluationRun.create({
    data: {
      ...{ id, projectId, number, file, sha256, task: '', model: '', label: input.label, intent: 'HARMFUL' as const },
      ...{ status: '', partial: true, problems: {}, reported: {} },
      createdById: isSystem(ctx.actor) ? null : ctx.actor.userId,
    },
    select: { id: true },
  })
  const read = await readSamples(tx, id, input.path)
  const { task, model, status, ranAt, reported } = read.header
  const intent = input.intent === 'TASK' ? intentOfTask(task) : input.intent
  const { problems, partial } = read
  await tx.evaluationRun.update({
    where: { id },
    data: { task, model: input.model || model, status, ranAt, reported, intent, partial, problems },
    select: { id: true },
  })
  const listed = await listPrompts(tx, ctx, { projectId, name: `Benchmark: ${task} (evaluation ${number})`, ...read })
  const made = { number, samples: read.samples, leftOut: problems.total, partial, listed }
  await writeAudit(tx, ctx, {
    action: 'evaluation.import',
    projectId,
    target: { kind: 'evaluation', id },
    data: { ...made, sha256 },
  })
  return { ...made, known: false }
}

async function readSamples(tx: Tx, runId: string, path: string) {
  const writer = new SampleWriter(tx, runId)
  const prompts = new PromptHashes()
  const problems: EvaluationProblems = { total: 0, shown: [] }
  const onProblem = (problem: EvaluationProblems['shown'][number]) => {
    problems.total += 1
    if (problems.shown.length < PROBLEMS_SHOWN) problems.shown.push(problem)
  }
  const { header, partial } = await readLog(path, {
    onProblem,
    async onSample(sample) {
      for (const prompt of sample.prompts) prompts.add(prompt)
      if (!(await writer.add(sample))) {
        onProblem({ place: `${sample.sampleId}, epoch ${sample.epoch}`, message: 'It stands twice; the first is kept' })
      }
    },
  })
  const samples = await writer.end()
  if (samples === 0) throw new LogProblem('No sample that can be read is in it.')
  return { header, partial, problems, prompts, samples }
}
