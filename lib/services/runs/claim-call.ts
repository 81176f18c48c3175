import { randomUUID } from 'node:crypto'
import { MAX_CALLS } from '@/lib/core/run/trouble'
import type { Prisma, Tx } from '@/lib/data/client'
import { type Ctx, inTransaction } from '../context'
import { paceKey } from './hand-out'
import {
  endIfDone,
  type LockedCall,
  type LockedGeneration,
  type LockedRun,
  lockGeneration,
  lockRun,
  pauseFor,
} from './lock-call'
import { reserveSpend } from './spend'
import { spendSubjects } from './spend-subjects'

/** What a claim reserves: the most that the call can cost and use. */
export interface CallAsk {
  request: Prisma.InputJsonValue
  /** Micro-dollars; null while the price is unknown. */
  maxMicros: number | null
  maxTokens: number
  /** How long the call may take (ms); its lease is a little longer. */
  timeoutMs: number
  /** The operator's limit a day, in USD; null: none. */
  dailyLimit: number | null
}

/** CALL: go on, under this token. APPLY: the answer is here already. NOTHING: it is somebody else's, or not due, or over. */
export type Claim = { kind: 'CALL'; token: string } | { kind: 'APPLY' } | { kind: 'NOTHING' }

/** A lease outlives its call by this (ms), so that a live call is never made twice. */
const LEASE_MARGIN_MS = 10_000

const NOTHING: Claim = { kind: 'NOTHING' }

/**
 * Takes a generation for one call and reserves its budget, in one transaction, or puts it back. Everything that limits
 * calls is decided here on locked rows: state, calls at once, pace, run, budgets of run and day. Rows that other calls
 * wait for (pace, run, spending) are taken late, and always in this order.
 */
export function claimCall(ctx: Ctx, generationId: string, ask: CallAsk): Promise<Claim> {
  return inTransaction(ctx, async (tx) => {
    const call = await lockGeneration(tx, generationId)
    if (!call) return NOTHING
    if (call.state === 'ANSWERED') return { kind: 'APPLY' }
    if (call.state === 'CALLING' && call.lapsed) await writeOffLostCall(tx, call)
    else if (call.state !== 'QUEUED') return NOTHING
    if (call.attempt >= MAX_CALLS + call.repairs) return giveUp(tx, call)
    const later = await findPaceRefusal(tx, call, ask.maxTokens)
    if (later !== null) return putBack(tx, call, later)
    return reserve(tx, call, ask)
  })
}

/** The worker that made the call is gone. Whether it was billed nobody knows, so its reservation counts as spent. */
export async function writeOffLostCall(tx: Tx, { id, runId, reserved }: LockedGeneration): Promise<void> {
  await tx.$executeRaw`
    with lost as (
      update generations set state = 'QUEUED', token = null, reserved_micros = 0, cost_micros = cost_micros + ${reserved}
      where id = ${id}::uuid
    )
    update generation_runs set reserved_micros = reserved_micros - ${reserved}, spent_micros = spent_micros + ${reserved}
    where id = ${runId}::uuid`
}

async function giveUp(tx: Tx, call: LockedGeneration): Promise<Claim> {
  const message = `A worker died during each of its ${call.attempt} calls. They may have been billed.`
  await tx.$executeRaw`
    update generations set state = 'FAILED', error_kind = 'CRASHED', error_message = ${message}, lease_until = null, ended_at = now()
    where id = ${call.id}::uuid`
  await lockRun(tx, call.runId)
  await endIfDone(tx, call.runId)
  return NOTHING
}

/** Waits until it is handed out again. */
async function putBack(tx: Tx, { id }: LockedGeneration, afterMs = 0): Promise<Claim> {
  await tx.$executeRaw`
    update generations set state = 'WAITING', lease_until = null, due_at = now() + ${afterMs} * interval '1 millisecond'
    where id = ${id}::uuid`
  return NOTHING
}

async function cancel(tx: Tx, { id }: LockedGeneration): Promise<Claim> {
  await tx.$executeRaw`
    update generations set state = 'CANCELLED', lease_until = null, ended_at = now() where id = ${id}::uuid`
  return NOTHING
}

/** Milliseconds until the provider may be called again; null when it may now. Holds the pace's row. */
async function findPaceRefusal(tx: Tx, { providerId }: LockedGeneration, tokens: number): Promise<number | null> {
  const [pace] = await tx.$queryRaw<{ allowed: number; holdMs: number; windowMs: number; full: boolean }[]>`
    select least(l.allowed, p.max_concurrent) as allowed,
      greatest(0, extract(epoch from l.not_before - now()) * 1000)::float8 as "holdMs",
      greatest(0, extract(epoch from l.window_start + interval '1 minute' - now()) * 1000)::float8 as "windowMs",
      coalesce(l.window_start > now() - interval '1 minute' and (l.window_calls >= p.requests_per_minute
        or (l.window_calls > 0 and l.window_tokens + ${tokens}::int > p.tokens_per_minute)), false) as full
    from rate_limits l join provider_keys p on p.id = ${providerId}::uuid
    where l.key = ${paceKey(providerId)} for update of l`
  if (!pace) return 60_000
  if (pace.holdMs > 0) return pace.holdMs
  if (pace.full) return pace.windowMs
  const [busy] = await tx.$queryRaw<{ calls: number }[]>`
    select count(*)::int as calls from generations
    where provider_id = ${providerId}::uuid and state = 'CALLING' and lease_until > now()`
  return (busy?.calls ?? 0) < pace.allowed ? null : 0
}

async function reserve(tx: Tx, call: LockedGeneration, ask: CallAsk): Promise<Claim> {
  const run = await lockRun(tx, call.runId)
  if (run.runStatus === 'CANCELLED') return cancel(tx, call)
  if (run.runStatus !== 'RUNNING') return putBack(tx, call)
  const micros = BigInt(ask.maxMicros ?? 0)
  const refusal = findBudgetRefusal(run, micros) ?? (await reserveDay(tx, { ...call, ...run }, micros, ask.dailyLimit))
  if (refusal) {
    await pauseFor(tx, call.runId, 'BUDGET', refusal)
    return putBack(tx, call)
  }
  const token = randomUUID()
  await tx.$executeRaw`
    with begun as (
      update generations set state = 'CALLING', attempt = attempt + 1, token = ${token}::uuid,
        lease_until = now() + ${ask.timeoutMs + LEASE_MARGIN_MS} * interval '1 millisecond', reserved_micros = ${micros},
        request = ${JSON.stringify(ask.request)}::jsonb, started_at = now(), error_kind = null, error_message = null
      where id = ${call.id}::uuid
    ), run as (
      update generation_runs set reserved_micros = reserved_micros + ${micros}, calls = calls + 1
      where id = ${call.runId}::uuid
    )
    update rate_limits set
      window_calls = case when window_start > now() - interval '1 minute' then window_calls else 0 end + 1,
      window_tokens = case when window_start > now() - interval '1 minute' then window_tokens else 0 end + ${ask.maxTokens}::int,
      window_start = case when window_start > now() - interval '1 minute' then window_start else now() end
    where key = ${paceKey(call.providerId)}`
  return { kind: 'CALL', token }
}

function findBudgetRefusal(run: LockedRun, micros: bigint): string | null {
  if (run.budgetCalls !== null && run.calls >= run.budgetCalls)
    return `Its budget of ${run.budgetCalls} ${run.budgetCalls === 1 ? 'call' : 'calls'} is used up. What came is kept; raise the budget to go on.`
  if (run.budgetMicros !== null && run.spent + run.runReserved + micros > run.budgetMicros)
    return 'The next call could cost more than is left of its budget. What came is kept; raise the budget to go on.'
  return null
}

async function reserveDay(tx: Tx, call: LockedCall, micros: bigint, dailyLimit: number | null): Promise<string | null> {
  const over = await reserveSpend(tx, await spendSubjects(tx, call, call.today, dailyLimit), micros)
  return over
    ? `Today’s limit of ${over.whose} is reached. What came is kept; resume tomorrow, or raise the limit.`
    : null
}
