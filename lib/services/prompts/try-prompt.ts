import { z } from 'zod'
import { canSpend } from '@/lib/core/policy/policies'
import { neededBy } from '@/lib/core/run/needed-by'
import type { RunTargets } from '@/lib/core/run/options'
import { runTaskSchema } from '@/lib/core/run/targets'
import { type Ctx, factsFor, inTransaction } from '../context'
import { notFound, ServiceError } from '../errors'
import { createRun, createRunInput } from '../runs/create-run'
import { pickTrialCalls, type TrialCall } from './pick-trial-calls'

export const tryPromptInput = z.object({
  projectId: z.uuid(),
  task: runTaskSchema,
  /** The version: "001", "p2". */
  label: z.string().min(1).max(64),
  providerId: z.uuid(),
  model: z.string().min(1).max(200),
})
export type TryPromptInput = z.infer<typeof tryPromptInput>

/** Things that a prompt is tried on before a run uses it. */
const TRIALS = 3
/** Each call may be repaired once. */
const CALLS_EACH = 2

/** A small run whose answers are kept to be read and are applied to nothing. */
export async function tryPrompt(
  ctx: Ctx,
  input: TryPromptInput,
): Promise<{ runId: string; number: number; calls: number }> {
  const { projectId, task, label, providerId, model } = input
  if (!canSpend(factsFor(ctx.actor, projectId))) throw notFound('project')
  const calls = await inTransaction(ctx, (tx) => pickTrialCalls(tx, ctx.actor, { projectId, task }, TRIALS))
  if (calls.length === 0) {
    throw new ServiceError('conflict', `There is nothing to try it on yet: it needs ${neededBy(task)}.`)
  }
  const run = await createRun(
    ctx,
    createRunInput.parse({
      ...{ projectId, task, providerId, model, prompt: label, targets: targetsOf(calls) },
      budgetCalls: calls.length * CALLS_EACH,
    }),
    { tryOut: true },
  )
  return { runId: run.runId, number: run.number, calls: run.calls }
}

function targetsOf(calls: readonly TrialCall[]): RunTargets {
  const itemIds = calls.flatMap(({ itemId }) => itemId ?? [])
  return itemIds.length > 0
    ? { kind: 'ITEMS', itemIds }
    : { kind: 'CATEGORIES', categoryIds: calls.flatMap(({ categoryId }) => categoryId ?? []) }
}
