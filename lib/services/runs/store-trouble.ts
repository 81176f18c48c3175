import { BREAKER_AFTER, decideTrouble, type TroubleKind, type TroubleOutcome } from '@/lib/core/run/trouble'
import { ERROR_WORDS } from '@/lib/core/run/words'
import type { Tx } from '@/lib/data/client'
import { type Ctx, inTransaction } from '../context'
import { noteProviderAnswer } from '../providers/note-provider-answer'
import { paceKey } from './hand-out'
import { endIfDone, type LockedCall, lockGeneration, lockRun, pauseFor } from './lock-call'
import { settleSpend, spendKeys } from './spend'

export interface Trouble {
  kind: TroubleKind
  retryAfterMs: number | null
  /** In words, without a key. */
  message: string
  /** What the provider said, if anything. */
  body: string | null
  /** In [0, 1): spreads retries. */
  random: number
}

/** Writes what became of a call that brought no answer: called again later, given up, or its run paused. */
export function storeTrouble(ctx: Ctx, generationId: string, token: string, trouble: Trouble): Promise<boolean> {
  return inTransaction(ctx, async (tx) => {
    const generation = await lockGeneration(tx, generationId)
    if (generation?.state !== 'CALLING' || generation.token !== token) return false
    const pace = await lockPace(tx, generation.providerId)
    const call = { ...generation, ...(await lockRun(tx, generation.runId)) }
    const outcome = decideTrouble(trouble, { calls: call.attempt - call.repairs, random: trouble.random }, pace)
    await writeOutcome(tx, call, trouble, outcome)
    await writePace(tx, call.providerId, outcome)
    const cost = outcome.paid ? call.reserved : 0n
    await settleSpend(
      tx,
      spendKeys({ projectId: call.projectId, by: call.runById }, call.startedDay ?? call.today),
      cost - call.reserved,
    )
    if (isUnreachable(trouble, outcome)) await noteProviderAnswer(tx, { id: call.providerId }, trouble.message)
    if (outcome.pause) await pauseFor(tx, call.runId, outcome.pause, pauseMessage(outcome.pause, trouble.message))
    if (outcome.act === 'FAIL') await endIfDone(tx, call.runId)
    return true
  })
}

/** What an admin should hear of: a refused key or account, an address that may not be called, or one that keeps failing. */
const isUnreachable = ({ kind }: Trouble, { pause, pace }: TroubleOutcome) =>
  pause !== null || kind === 'BLOCKED' || pace.failures === BREAKER_AFTER

async function lockPace(tx: Tx, providerId: string) {
  const [pace] = await tx.$queryRaw<{ allowed: number; most: number; failures: number }[]>`
    select least(l.allowed, p.max_concurrent) as allowed, p.max_concurrent as most, l.failures
    from rate_limits l join provider_keys p on p.id = ${providerId}::uuid
    where l.key = ${paceKey(providerId)} for update of l`
  return pace ?? { allowed: 1, most: 1, failures: 0 }
}

/** A repair that failed begins anew with the first question: the answer that it would have repaired is overwritten. */
async function writeOutcome(tx: Tx, call: LockedCall, trouble: Trouble, outcome: TroubleOutcome): Promise<void> {
  const failed = outcome.act === 'FAIL'
  const state = failed ? 'FAILED' : call.runStatus === 'CANCELLED' ? 'CANCELLED' : 'WAITING'
  const back = outcome.counts ? 0 : 1
  const cost = outcome.paid ? call.reserved : 0n
  await tx.$executeRaw`
    with ended as (
      update generations set state = ${state}::"GenerationState", token = null, lease_until = null, reserved_micros = 0,
        attempt = attempt - ${back}::int, repairs = case when ${failed} then repairs else 0 end, cost_micros = cost_micros + ${cost}, error_kind = ${trouble.kind},
        error_message = ${trouble.message}, response = coalesce(${trouble.body}, response),
        due_at = now() + ${outcome.afterMs} * interval '1 millisecond', ended_at = case when ${state !== 'WAITING'} then now() end
      where id = ${call.id}::uuid
    )
    update generation_runs set reserved_micros = reserved_micros - ${call.reserved}, spent_micros = spent_micros + ${cost},
      calls = calls - ${outcome.paid ? 0 : back}::int
    where id = ${call.runId}::uuid`
}

const writePace = (tx: Tx, providerId: string, { pace, holdMs }: TroubleOutcome) => tx.$executeRaw`
  update rate_limits set calling = calling - 1, allowed = ${pace.allowed}::int, failures = ${pace.failures}::int,
    not_before = case when ${holdMs}::float8 > 0
      then greatest(not_before, now() + ${holdMs} * interval '1 millisecond') else not_before end
  where key = ${paceKey(providerId)}`

const pauseMessage = (kind: 'AUTH' | 'QUOTA', said: string) =>
  `${ERROR_WORDS[kind]!.title}: ${said} What came is kept. ${ERROR_WORDS[kind]!.hint}`
