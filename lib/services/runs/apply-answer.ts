import { type OutputRead, readOutput } from '@/lib/core/prompt/read-output'
import type { RunTask } from '@/lib/core/run/targets'
import type { Tx } from '@/lib/data/client'
import { type Ctx, inTransaction } from '../context'
import { allocateNumbers } from '../items/create-items'
import { type AnsweredCall, type Applied, applyOutput } from './apply-output'
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
  call: AnsweredCall,
  answer: ReadAnswer | { problem: string },
): Promise<'DONE' | 'MORE'> {
  const output = readAnswer(call.task, answer)
  const makesItems = !('problem' in output) && !call.tryOut
  const firstNumber = !makesItems ? 0 : await allocateNumbers(ctx, call.projectId, newItems(output.value))
  return inTransaction(ctx, async (tx) => {
    const generation = await lockGeneration(tx, call.id)
    if (generation?.state !== 'ANSWERED') return 'DONE'
    const applied = await applyRead(ctx, tx, call, output, firstNumber)
    if (!('problem' in applied)) return settleApplied(tx, generation, applied)
    const more = await settleProblem(tx, generation, applied.problem)
    await endIfDone(tx, generation.runId)
    return more
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

function readAnswer(
  task: RunTask,
  answer: ReadAnswer | { problem: string },
): { value: unknown } | { problem: Problem } {
  if ('problem' in answer) return { problem: { kind: 'UNREADABLE', message: answer.problem } }
  if (answer.finishReason === 'length')
    return { problem: { kind: 'TRUNCATED', message: 'It reached the limit of output tokens before it was complete.' } }
  if (answer.finishReason === 'content_filter')
    return { problem: { kind: 'FILTERED', message: 'The provider’s filter stopped it.' } }
  const read: OutputRead<RunTask> = readOutput(task, answer.text)
  return read.ok ? { value: read.value } : { problem: { kind: 'UNREADABLE', message: read.problem } }
}

async function settleProblem(tx: Tx, call: LockedGeneration, { kind, message }: Problem): Promise<'DONE' | 'MORE'> {
  const again = kind === 'UNREADABLE' && call.repairs < REPAIRS
  const cancelled = again && (await lockRun(tx, call.runId)).runStatus === 'CANCELLED'
  const state = !again ? 'NEEDS_ATTENTION' : cancelled ? 'CANCELLED' : 'WAITING'
  await tx.$executeRaw`
    update generations set state = ${state}::"GenerationState", repairs = repairs + ${again ? 1 : 0}::int, lease_until = null,
      error_kind = ${kind}, error_message = ${message}, due_at = now(),
      ended_at = case when ${state !== 'WAITING'} then now() end
    where id = ${call.id}::uuid`
  return state === 'WAITING' ? 'MORE' : 'DONE'
}

/** Looks for the run's end in the same statement as it writes its own, whose row it therefore leaves out. */
async function settleApplied(
  tx: Tx,
  call: LockedGeneration,
  { produced, outcome, asked }: Applied,
): Promise<'DONE' | 'MORE'> {
  await tx.$executeRaw`
    with applied as (
      update generations set state = 'APPLIED', lease_until = null, error_kind = null, error_message = null, ended_at = now(),
        produced = ${produced}::int, outcome = ${JSON.stringify(outcome)}::jsonb
      where id = ${call.id}::uuid
    )
    update generation_runs set status = 'DONE', ended_at = now()
    where id = ${call.runId}::uuid and status = 'RUNNING' and not exists (select from generations
      where run_id = ${call.runId}::uuid and id <> ${call.id}::uuid and state in ('WAITING', 'QUEUED', 'CALLING', 'ANSWERED'))`
  return asked ? 'MORE' : 'DONE'
}

/** How many items an output makes: their numbers are drawn before the transaction, so that no other waits for it. */
function newItems(value: unknown): number {
  const { chains, instructions } = value as { chains?: unknown[]; instructions?: unknown[] }
  return (chains ?? instructions ?? []).length
}
