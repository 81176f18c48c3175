import { intentOfTask, type LogHeader } from '@/lib/core/evaluation/header'
import { type EvaluationProblems, PROBLEMS_SHOWN } from '@/lib/core/evaluation/problems'
import type { EvaluationProgress, ImportedEvaluation } from '@/lib/core/evaluation/views'
import type { Tx } from '@/lib/data/client'
import { newId } from '@/lib/data/id'
import { writeAudit } from '../audit'
import type { Ctx } from '../context'
import type { EvaluationAsked } from './evaluation-input'
import { listPrompts, PromptHashes } from './list-prompts'
import { readFile } from './read-file'
import { LogProblem, type ReadFile } from './read-log'
import { SampleWriter } from './sample-writer'

/** A large log takes minutes: its transcripts are written as they are read. */
export const AT_MOST_MS = 15 * 60_000

export interface TakeIn extends EvaluationAsked {
  projectId: string
  /** As its owner called it. */
  file: string
  sha256: string
  createdById: string | null
  path: string
  onProgress(progress: EvaluationProgress): void
}

/** One file becomes one evaluation, all or nothing, in the caller's transaction; the same file twice is one. */
export async function takeIn(tx: Tx, ctx: Ctx, input: TakeIn): Promise<ImportedEvaluation> {
  const { projectId, sha256, file, createdById } = input
  // One file after the other: of two that are the same the second finds the first.
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
  await tx.evaluationRun.create({
    data: {
      ...{ id, projectId, number, file, sha256, task: '', model: '', label: input.label, intent: 'HARMFUL' as const },
      ...{ status: '', partial: true, problems: {}, reported: {}, createdById },
    },
    select: { id: true },
  })
  const read = await readSamples(tx, id, input)
  const { problems, partial, kind } = read
  await tx.evaluationRun.update({
    where: { id },
    data: { ...headerOf(read.header, input), kind, partial, problems },
    select: { id: true },
  })
  const { task } = read.header
  const listed = await listPrompts(tx, ctx, { projectId, name: `Benchmark: ${task} (evaluation ${number})`, ...read })
  const made = { number, samples: read.samples, leftOut: problems.total, partial, listed }
  await writeAudit(tx, ctx, {
    action: 'evaluation.import',
    projectId,
    target: { kind: 'evaluation', id },
    data: { ...made, sha256, requestedBy: createdById },
  })
  return { ...made, known: false }
}

function headerOf({ task, model, status, ranAt, reported }: LogHeader, asked: EvaluationAsked) {
  const named = asked.model || model
  if (named === '') throw new LogProblem('Nothing in it says which model answered. Say so, and bring it in again.')
  const intent = asked.intent === 'TASK' ? intentOfTask(task) : asked.intent
  return { task, model: named, status, ranAt, reported, intent }
}

async function readSamples(tx: Tx, runId: string, input: TakeIn) {
  const writer = new SampleWriter(tx, runId)
  const prompts = new PromptHashes()
  const problems: EvaluationProblems = { total: 0, shown: [] }
  const onProblem = (problem: EvaluationProblems['shown'][number]) => {
    problems.total += 1
    if (problems.shown.length < PROBLEMS_SHOWN) problems.shown.push(problem)
  }
  const { header, partial, kind }: ReadFile = await readFile(input, {
    onProblem,
    onProgress: (done, total) => input.onProgress({ done, total, samples: writer.count }),
    async onSample(sample) {
      for (const prompt of sample.prompts) prompts.add(prompt)
      if (!(await writer.add(sample))) {
        onProblem({ place: `${sample.sampleId}, epoch ${sample.epoch}`, message: 'It stands twice; the first is kept' })
      }
    },
  })
  const samples = await writer.end()
  if (samples === 0) throw new LogProblem('No sample that can be read is in it.')
  return { header, partial, kind, problems, prompts, samples }
}
