import { type OutputRead, readOutput } from '@/lib/core/prompt/read-output'
import { type PromptTask, promptTaskSchema } from '@/lib/core/prompt/tasks'
import { generationParamsSchema, runOptionsSchema } from '@/lib/core/run/options'
import type { Tx } from '@/lib/data/client'
import { type Ctx, inTransaction } from '../context'
import { allocateNumbers } from '../items/create-items'
import { type AnsweredCall, type Applied, applyOutput } from './apply-output'
import { handOut } from './hand-out'
import { endIfDone, type LockedGeneration, lockGeneration, lockRun } from './lock-call'

/** An answer's body, taken apart; null where it is no answer at all. */
export interface ReadAnswer {
  text: string
  finishReason: string | null
}

type Problem = { kind: 'UNREADABLE' | 'TRUNCATED' | 'FILTERED' | 'NOT_FITTING' | 'TARGET_GONE'; message: string }

/** Answers that could not be read are sent back once, with what was wrong. */
const REPAIRS = 1

/**
 * Makes of a stored answer what it is for, once, in one transaction: the generation's row is locked and must still be
 * ANSWERED. What cannot be read is repaired by one more call, and then kept for somebody's attention: never half applied.
 */
export async function applyAnswer(
  ctx: Ctx,
  generationId: string,
  answer: ReadAnswer | { problem: string },
): Promise<void> {
  const call = await loadCall(ctx, generationId)
  const output = readAnswer(call.task, answer)
  const firstNumber = 'problem' in output ? 0 : await allocateNumbers(ctx, call.projectId, newItems(output.value))
  await inTransaction(ctx, async (tx) => {
    const generation = await lockGeneration(tx, generationId)
    if (generation?.state !== 'ANSWERED') return
    const applied = await applyRead(ctx, tx, call, output, firstNumber)
    const { runStatus } = await lockRun(tx, generation.runId)
    if ('problem' in applied) await settleProblem(tx, generation, applied.problem, runStatus === 'CANCELLED')
    else await settleApplied(tx, generation, applied)
    await endIfDone(tx, generation.runId)
    await handOut(tx, generation.providerId)
  })
}

function applyRead(
  ctx: Ctx,
  tx: Tx,
  call: AnsweredCall,
  output: { value: unknown } | { problem: Problem },
  firstNumber: number,
): Promise<Applied | { problem: Problem }> | Applied | { problem: Problem } {
  if ('problem' in output) return output
  if (call.tryOut) return { produced: 0, outcome: { answer: output.value } }
  return applyOutput(ctx, tx, call, output.value, firstNumber)
}

async function loadCall({ db }: Ctx, generationId: string): Promise<AnsweredCall> {
  const { params, run, task, ...row } = await db.generation.findUniqueOrThrow({
    where: { id: generationId },
    select: {
      ...{ id: true, projectId: true, runId: true, promptVersionId: true, task: true },
      ...{ categoryId: true, itemId: true, revisionId: true, params: true, seed: true },
      run: {
        select: { model: true, tryOut: true, queueId: true, options: true, provider: { select: { preset: true } } },
      },
    },
  })
  const { provider, options, ...rest } = run
  return {
    ...{ ...row, ...rest },
    task: promptTaskSchema.parse(task),
    params: generationParamsSchema.parse(params),
    options: runOptionsSchema.parse(options),
    origin: provider.preset === 'demo' ? 'DEMO_MODEL' : 'GENERATED',
  }
}

function readAnswer(
  task: PromptTask,
  answer: ReadAnswer | { problem: string },
): { value: unknown } | { problem: Problem } {
  if ('problem' in answer) return { problem: { kind: 'UNREADABLE', message: answer.problem } }
  if (answer.finishReason === 'length')
    return { problem: { kind: 'TRUNCATED', message: 'It reached the limit of output tokens before it was complete.' } }
  if (answer.finishReason === 'content_filter')
    return { problem: { kind: 'FILTERED', message: 'The provider’s filter stopped it.' } }
  const read: OutputRead<PromptTask> = readOutput(task, answer.text)
  return read.ok ? { value: read.value } : { problem: { kind: 'UNREADABLE', message: read.problem } }
}

async function settleProblem(
  tx: Tx,
  call: LockedGeneration,
  { kind, message }: Problem,
  cancelled: boolean,
): Promise<void> {
  const again = kind === 'UNREADABLE' && call.repairs < REPAIRS
  const state = !again ? 'NEEDS_ATTENTION' : cancelled ? 'CANCELLED' : 'WAITING'
  await tx.$executeRaw`
    update generations set state = ${state}::"GenerationState", repairs = repairs + ${again ? 1 : 0}::int, lease_until = null,
      error_kind = ${kind}, error_message = ${message}, due_at = now(),
      ended_at = case when ${state !== 'WAITING'} then now() end
    where id = ${call.id}::uuid`
}

const settleApplied = (tx: Tx, call: LockedGeneration, { produced, outcome }: Applied) => tx.$executeRaw`
  update generations set state = 'APPLIED', lease_until = null, error_kind = null, error_message = null, ended_at = now(),
    produced = ${produced}::int, outcome = ${JSON.stringify(outcome)}::jsonb
  where id = ${call.id}::uuid`

/** How many items an output makes: their numbers are drawn before the transaction, so that no other waits for it. */
function newItems(value: unknown): number {
  const { chains, instructions } = value as { chains?: unknown[]; instructions?: unknown[] }
  return (chains ?? instructions ?? []).length
}
