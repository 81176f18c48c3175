import { type OutputRead, readOutput } from '@/lib/core/prompt/read-output'
import type { JsonTask, TaskOutput } from '@/lib/core/prompt/tasks'
import { phaseOf } from '@/lib/core/run/phase'
import type { Tx } from '@/lib/data/client'
import { type Ctx, inTransaction } from '../context'
import { allocateNumbers } from '../items/create-items'
import { type AnsweredCall, type Applied, applyOutput } from './apply-output'
import { applyTurn } from './apply-turn'
import { endIfDone, lockGeneration } from './lock-call'
import { rewriteStep } from './rewrite-step'
import { type Answer, type Problem, settleApplied, settleProblem } from './settle-answer'

/**
 * Makes of a stored answer what it is for, once, in one transaction: the generation's row is locked and must still be
 * ANSWERED. What cannot be read is repaired by one more call, and then kept for somebody's attention: never half applied.
 */
export async function applyAnswer(
  ctx: Ctx,
  call: AnsweredCall,
  answer: Answer | { problem: string },
): Promise<'DONE' | 'MORE'> {
  if (phaseOf(call) === 'TURN') return applyTurn(ctx, call, answer)
  const output = readAnswer(call.task as JsonTask, answer)
  if (call.task === 'regenerate-response' && 'value' in output && !call.tryOut) {
    const value = output.value as TaskOutput<'regenerate-response'>
    return applyTurn(ctx, call, answer, (conversation) => rewriteStep(conversation, value, call.params.from))
  }
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

function readAnswer(task: JsonTask, answer: Answer | { problem: string }): { value: unknown } | { problem: Problem } {
  if ('problem' in answer) return { problem: { kind: 'UNREADABLE', message: answer.problem } }
  if (answer.finishReason === 'length')
    return { problem: { kind: 'TRUNCATED', message: 'It reached the limit of output tokens before it was complete.' } }
  if (answer.finishReason === 'content_filter')
    return { problem: { kind: 'FILTERED', message: 'The provider’s filter stopped it.' } }
  const read: OutputRead<JsonTask> = readOutput(task, answer.text)
  return read.ok ? { value: read.value } : { problem: { kind: 'UNREADABLE', message: read.problem } }
}

/** How many items an output makes: their numbers are drawn before the transaction, so that no other waits for it. */
function newItems(value: unknown): number {
  const { chains, instructions } = value as { chains?: unknown[]; instructions?: unknown[] }
  return (chains ?? instructions ?? []).length
}
