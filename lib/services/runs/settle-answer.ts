import type { Reply } from '@/lib/core/prompt/read-reply'
import type { Tx } from '@/lib/data/client'
import type { Applied } from './apply-output'
import { type LockedGeneration, lockRun } from './lock-call'

/** An answer's body, taken apart. */
export type Answer = Omit<Extract<Reply, { ok: true }>, 'ok'> & { body: string }

export interface Problem {
  kind: 'UNREADABLE' | 'TRUNCATED' | 'FILTERED' | 'MODEL_FAILED' | 'NOT_FITTING' | 'TARGET_GONE' | 'NOT_ALLOWED'
  message: string
}

/** Answers that could not be read are asked for once more, where there is a form to mend with what was wrong. */
const REPAIRS = 1

export async function settleProblem(
  tx: Tx,
  call: LockedGeneration,
  { kind, message }: Problem,
): Promise<'DONE' | 'MORE'> {
  const again = (kind === 'UNREADABLE' || kind === 'MODEL_FAILED') && call.repairs < REPAIRS
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
export async function settleApplied(
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
