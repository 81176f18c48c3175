import { canSpend } from '@/lib/core/policy/policies'
import { taskSpec } from '@/lib/core/prompt/tasks'
import { limitsFor } from '@/lib/core/run/conversation'
import { type RunInput, runInputSchema } from '@/lib/core/run/input'
import { judgesFor } from '@/lib/core/run/judges-for'
import type { RunOptions } from '@/lib/core/run/options'
import { promptTaskOf, regenerates } from '@/lib/core/run/targets'
import type { Tx } from '@/lib/data/client'
import { newId } from '@/lib/data/id'
import { writeAudit } from '../audit'
import { type Ctx, factsFor, inTransaction, isSystem } from '../context'
import { notFound, ServiceError } from '../errors'
import { requirePromptVersion } from '../prompts/require-prompt-version'
import { estimateCalls } from './estimate'
import { inLiveRun, saidAgain } from './find-candidates'
import { handOut, paceKey } from './hand-out'
import { type PlannedCall, planCalls, type RunPlan } from './plan-calls'
import { requireModel } from './require-model'

export const createRunInput = runInputSchema
export type CreateRunInput = RunInput
export interface CreateRunOutput {
  runId: string
  number: number
  calls: number
  leftOut: RunPlan['leftOut']
}

/** Rows of one INSERT. */
const CHUNK = 5_000
/** 20,000 calls are planned and written in some seconds (ms). */
const TIMEOUT = 120_000

/**
 * Starts a run: its calls are rows from here on, each with the exact text that it is about, and the first of them are
 * handed to the workers. Texts that are to be regenerated count as used: their judgments can no longer be taken back.
 */
export async function createRun(
  ctx: Ctx,
  input: CreateRunInput,
  how: { tryOut?: boolean; automatic?: boolean; within?: Tx } = {},
): Promise<CreateRunOutput> {
  if (!canSpend(factsFor(ctx.actor, input.projectId))) throw notFound('project')
  const create = async (tx: Tx) => {
    const { provider, entry, price } = await requireModel(tx, input.providerId, input.model)
    if (input.budgetCalls === null && (input.budget === null || price === null))
      throw new ServiceError('invalid', 'Nothing was started: a run needs a budget.', {
        budget: [price ? 'Give a budget in USD or in calls' : 'This model has no price: give a budget in calls'],
      })
    await requireQueue(tx, input)
    const { projectId, task } = input
    const prompt = await requirePromptVersion(tx, { projectId, task: promptTaskOf(task), version: input.prompt })
    const plan = await holdTexts(tx, input, how.tryOut ?? false, await planCalls(tx, ctx.actor, input))
    if (plan.calls.length === 0)
      throw new ServiceError('invalid', 'Nothing was started: there is nothing to do for this choice.')
    const maxTokens = input.maxOutputTokens ?? entry.maxOutputTokens ?? taskSpec(promptTaskOf(task)).maxTokens
    const options = await runOptions(tx, input, how.automatic ?? false)
    const estimate = await estimateCalls(tx, plan, { ...input, template: prompt.text, maxTokens, price, options })
    const id = newId()
    const number = await nextNumber(tx, projectId)
    await tx.generationRun.create({
      data: {
        ...{ id, projectId, number, task, tryOut: how.tryOut ?? false, providerId: provider.id, model: entry.id },
        ...{ promptVersionId: prompt.id, temperature: input.temperature, seed: input.seed, samples: input.samples },
        maxOutputTokens: maxTokens,
        options,
        inputPrice: price?.inputPerMillion ?? null,
        outputPrice: price?.outputPerMillion ?? null,
        budgetMicros: input.budget === null || !price ? null : BigInt(Math.round(input.budget * 1e6)),
        budgetCalls: input.budgetCalls,
        estimateMicros: estimate.micros,
        queueId: input.queueId,
        createdById: isSystem(ctx.actor) ? null : ctx.actor.userId,
      },
      select: { id: true },
    })
    await insertCalls(tx, { runId: id, promptVersionId: prompt.id, ...input }, plan.calls)
    if (regenerates(task) && !how.tryOut) await markUsed(tx, plan.calls)
    await openPace(tx, provider.id)
    await handOut(tx, provider.id)
    await writeAudit(tx, ctx, {
      action: how.tryOut ? 'run.try-out' : 'run.create',
      projectId,
      target: { kind: 'run', id },
      data: {
        ...{ task, model: entry.id, prompt: prompt.label, calls: plan.calls.length, automatic: how.automatic ?? false },
        ...{ budget: input.budget, budgetCalls: input.budgetCalls },
      },
    })
    return { runId: id, number, calls: plan.calls.length, leftOut: plan.leftOut }
  }
  return how.within ? create(how.within) : inTransaction(ctx, create, TIMEOUT)
}

async function requireQueue(tx: Tx, { queueId, projectId }: RunInput) {
  if (!queueId) return
  const queue = await tx.reviewQueue.findFirst({ where: { id: queueId, projectId }, select: { status: true } })
  if (!queue) throw notFound('queue')
  if (queue.status === 'CLOSED') throw new ServiceError('conflict', 'That queue is closed. Choose another.')
}

async function nextNumber(tx: Tx, projectId: string): Promise<number> {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`run ${projectId}`}, 0))`
  const { _max } = await tx.generationRun.aggregate({ where: { projectId }, _max: { number: true } })
  return (_max.number ?? 0) + 1
}

async function runOptions(tx: Tx, input: RunInput, automatic: boolean): Promise<RunOptions> {
  const { projectId } = input
  const known = judgesFor(input.task)
  const judges = []
  for (const task of new Set(input.judges.filter((one) => known.includes(one)))) {
    const { id } = await requirePromptVersion(tx, { projectId, task: promptTaskOf(task), version: null })
    judges.push({ task, promptVersionId: id })
  }
  const turnPrompts: RunOptions['turnPrompts'] = {}
  if (input.task === 'regenerate-response') {
    for (const [expected, task] of GOES_ON_WITH)
      turnPrompts[expected] = (await requirePromptVersion(tx, { projectId, task, version: null })).id
  }
  const { targets, controlShare, secondTry } = input
  return { targets, judges, controlShare, automatic, limits: limitsFor(input), secondTry, turnPrompts }
}

/** What a regeneration goes on with after the step that was written anew. */
const GOES_ON_WITH = [
  ['COMPLY', 'trajectory-system'],
  ['REFUSE', 'refusal-system'],
] as const

interface CallsOf {
  runId: string
  projectId: string
  providerId: string
  promptVersionId: string
  task: string
  seed: number
}

async function insertCalls(tx: Tx, of: CallsOf, calls: readonly PlannedCall[]): Promise<void> {
  for (let from = 0; from < calls.length; from += CHUNK) {
    const rows = calls.slice(from, from + CHUNK).map((call, index) => ({
      ...call,
      id: newId(),
      number: from + index + 1,
      seed: (of.seed + from + index) % 2 ** 31,
    }))
    await tx.$executeRaw`
      insert into generations (id, project_id, run_id, provider_id, prompt_version_id, task, number, seed, category_id, item_id,
        revision_id, params)
      select row.id, ${of.projectId}::uuid, ${of.runId}::uuid, ${of.providerId}::uuid, ${of.promptVersionId}::uuid, ${of.task},
        row.number, row.seed, row."categoryId", row."itemId", row."revisionId", row.params
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) row (id uuid, number int, seed int, "categoryId" uuid,
        "itemId" uuid, "revisionId" uuid, params jsonb)`
  }
}

/**
 * Of texts to be regenerated, those that still are once nobody can change their verdict any more: a judgment taken back, or
 * another run made, while this one was planned takes its text out.
 */
async function holdTexts(
  tx: Tx,
  { task, reason }: Pick<RunInput, 'task' | 'reason'>,
  tryOut: boolean,
  plan: RunPlan,
): Promise<RunPlan> {
  if (!regenerates(task) || tryOut || plan.calls.length === 0) return plan
  const revisionIds = plan.calls.map(({ revisionId }) => revisionId!)
  await tx.$queryRaw`
    select id from queue_entries where revision_id = any(${revisionIds}::uuid[]) and curation and status = 'CLOSED'
    order by id for no key update`
  const rows = await tx.$queryRaw<{ revisionId: string }[]>`
    select i.current_revision_id as "revisionId" from items i
    where i.current_revision_id = any(${revisionIds}::uuid[]) and (i.verdict = 'FAILED' or i.stale or ${saidAgain} or ${reason !== ''})
      and not ${inLiveRun}`
  const held = new Set(rows.map(({ revisionId }) => revisionId))
  const calls = plan.calls.filter(({ revisionId }) => held.has(revisionId!))
  const lost = plan.calls.length - calls.length
  if (lost === 0) return plan
  const leftOut = { ...plan.leftOut, inAnotherRun: (plan.leftOut.inAnotherRun ?? 0) + lost }
  const controls = calls.filter(({ params }) => params.control).length
  return { calls, controls, leftOut, targets: plan.targets - lost }
}

/** Withdrawals of the judgments that a regeneration rests on end here. */
const markUsed = (tx: Tx, calls: readonly PlannedCall[]) => tx.$executeRaw`
  update queue_entries set used_at = now()
  where revision_id = any(${calls.map(({ revisionId }) => revisionId!)}::uuid[]) and curation and status = 'CLOSED'
    and used_at is null`

/** A provider that has not been called yet starts with all that it is allowed. */
export const openPace = (tx: Tx, providerId: string) => tx.$executeRaw`
  insert into rate_limits (key, allowed) select ${paceKey(providerId)}, max_concurrent from provider_keys
  where id = ${providerId}::uuid on conflict (key) do nothing`
