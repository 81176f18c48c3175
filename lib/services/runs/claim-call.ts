import { randomUUID } from 'node:crypto'
import { leaseMargin, MAX_CALLS } from '@/lib/core/run/trouble'
import type { Db, Prisma, Tx } from '@/lib/data/client'
import { messageOf } from '@/lib/server/log'
import { type Ctx, inTransaction } from '../context'
import { paceKey } from './hand-out'
import { endIfDone, type LockedGeneration, type LockedRun, lockGeneration, lockRun, pauseFor } from './lock-call'
import type { SpendSubject } from './spend'

/** What a claim reserves: the most that the call can cost and use. */
export interface CallAsk {
  request: Prisma.InputJsonValue
  /** Micro-dollars; null while the price is unknown. */
  maxMicros: number | null
  maxTokens: number
  /** How long the call may take (ms); its lease is a little longer. */
  timeoutMs: number
}

/** CALL: go on, under this token. APPLY: the answer is here already. NOTHING: it is somebody else's, or not due, or over. */
export type Claim = { kind: 'CALL'; token: string } | { kind: 'APPLY' } | { kind: 'NOTHING' }

export interface Claimed {
  id: string
  projectId: string
  runId: string
  providerId: string
  repairs: number
  /** Whose spending of the day it counts in. */
  subjects: readonly SpendSubject[]
}

const NOTHING: Claim = { kind: 'NOTHING' }

/**
 * Takes a generation for one call and reserves its budget: all of it, or nothing. One statement, since every call of the
 * provider waits for the rows that it changes; what it refuses is put back by a transaction that may take its time.
 */
export async function claimCall(ctx: Ctx, call: Claimed, ask: CallAsk): Promise<Claim> {
  const token = randomUUID()
  if (await reserve(ctx.db, call, ask, token)) return { kind: 'CALL', token }
  return inTransaction(ctx, (tx) => settleRefusal(tx, call, ask))
}

/** As refuse_claim() in the database says it. */
const REFUSED = 'this call cannot begin now'

/**
 * Takes, in this order: the generation, the provider's pace, the run, the day's spending; each only where the one before
 * was granted. Each condition is checked on its row as it is when its lock is had, whatever stood there before.
 */
async function reserve(
  db: Db,
  { id, runId, providerId, repairs, subjects }: Claimed,
  { request, maxMicros, maxTokens, timeoutMs }: CallAsk,
  token: string,
): Promise<boolean> {
  const micros = BigInt(maxMicros ?? 0)
  const spending = [...subjects].sort((a, b) => (a.key < b.key ? -1 : 1))
  const keys = spending.map(({ key }) => key)
  try {
    await db.$queryRaw`
      with mine as (
        select id from generations where id = ${id}::uuid and state = 'QUEUED' and attempt < ${MAX_CALLS + repairs}::int
        for no key update
      ), pace as (
        update rate_limits l set calling = l.calling + 1,
          window_calls = case when l.window_start > now() - interval '1 minute' then l.window_calls else 0 end + 1,
          window_tokens = case when l.window_start > now() - interval '1 minute' then l.window_tokens else 0 end + ${maxTokens}::int,
          window_start = case when l.window_start > now() - interval '1 minute' then l.window_start else now() end
        from mine, provider_keys p
        where l.key = ${paceKey(providerId)} and p.id = ${providerId}::uuid
          and l.calling < least(l.allowed, p.max_concurrent) and (l.not_before is null or l.not_before <= now())
          and (l.window_start is null or l.window_start <= now() - interval '1 minute' or (
            (p.requests_per_minute is null or l.window_calls < p.requests_per_minute)
            and (p.tokens_per_minute is null or l.window_calls = 0 or l.window_tokens + ${maxTokens}::int <= p.tokens_per_minute)))
        returning l.key
      ), run as (
        update generation_runs r set reserved_micros = r.reserved_micros + ${micros}, calls = r.calls + 1
        from pace
        where r.id = ${runId}::uuid and r.status = 'RUNNING'
          and (r.budget_calls is null or r.calls < r.budget_calls)
          and (r.budget_micros is null or r.spent_micros + r.reserved_micros + ${micros} <= r.budget_micros)
        returning r.id
      ), spend as (
        insert into rate_limits as l (key, spent_micros)
        select s.key, ${micros} from run, unnest(${keys}::text[]) with ordinality s (key, place) order by place
        on conflict (key) do update set spent_micros = l.spent_micros + excluded.spent_micros
        returning l.key, l.spent_micros
      ), begun as (
        update generations g set state = 'CALLING', attempt = g.attempt + 1, token = ${token}::uuid,
          lease_until = now() + ${timeoutMs + leaseMargin(timeoutMs / 1_000) * 1_000} * interval '1 millisecond', reserved_micros = ${micros},
          request = ${JSON.stringify(request)}::jsonb, started_at = now(), error_kind = null, error_message = null
        from run where g.id = ${id}::uuid
        returning g.id
      )
      select case when (select count(*) from begun) = 1 and ${keys.length}::int = (
          select count(*) from spend join unnest(${keys}::text[], ${spending.map(({ limit }) => limit)}::bigint[]) s (key, most)
          using (key) where s.most is null or spend.spent_micros <= s.most)
        then 1 else refuse_claim() end as granted`
    return true
  } catch (error) {
    if (messageOf(error).includes(REFUSED)) return false
    throw error
  }
}

/** Finds out on locked rows why the claim was refused, and puts the call where it belongs. */
async function settleRefusal(tx: Tx, { id, subjects }: Claimed, ask: CallAsk): Promise<Claim> {
  const call = await lockGeneration(tx, id)
  if (!call) return NOTHING
  if (call.state === 'ANSWERED') return { kind: 'APPLY' }
  if (call.state === 'CALLING' && call.lapsed) await writeOffLostCall(tx, call)
  else if (call.state !== 'QUEUED') return NOTHING
  if (call.attempt >= MAX_CALLS + call.repairs) return giveUp(tx, call)
  const later = await findPaceRefusal(tx, call, ask.maxTokens)
  if (later !== null) return putBack(tx, call, later)
  const run = await lockRun(tx, call.runId)
  if (run.runStatus === 'CANCELLED') return cancel(tx, call)
  const micros = BigInt(ask.maxMicros ?? 0)
  const ofRun = findBudgetRefusal(run, micros)
  const refusal = ofRun ?? (await findDayRefusal(tx, subjects, micros))
  if (!refusal || run.runStatus !== 'RUNNING') return putBack(tx, call)
  if (await isUnderWay(tx, ofRun ? call.runId : null)) return putBack(tx, call, LOOK_AGAIN_MS)
  await pauseFor(tx, call.runId, 'BUDGET', refusal)
  return putBack(tx, call)
}

/** Calls under way hold the most that they can cost; what they leave of it may be enough for this one. */
const LOOK_AGAIN_MS = 1_000

/** Any call of the run; without a run, any at all, since a day's limit is spent by all. */
async function isUnderWay(tx: Tx, runId: string | null): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ any: boolean }[]>`
    select exists(select from generations
      where state = 'CALLING' and (${runId}::uuid is null or run_id = ${runId}::uuid)) as any`
  return row!.any
}

/**
 * The worker that made the call is gone. Whether it was billed nobody knows, so its reservation counts as spent. A repair
 * that was lost begins anew: what it would have repaired is no longer on the row.
 */
export async function writeOffLostCall(tx: Tx, { id, runId, providerId, reserved }: LockedGeneration): Promise<void> {
  await tx.$executeRaw`
    update generations set state = 'QUEUED', token = null, reserved_micros = 0, cost_micros = cost_micros + ${reserved},
      repairs = 0
    where id = ${id}::uuid`
  await tx.$executeRaw`update rate_limits set calling = calling - 1 where key = ${paceKey(providerId)}`
  await tx.$executeRaw`
    update generation_runs set reserved_micros = reserved_micros - ${reserved}, spent_micros = spent_micros + ${reserved}
    where id = ${runId}::uuid`
}

async function giveUp(tx: Tx, call: LockedGeneration): Promise<Claim> {
  const message = `A worker died during each of its ${call.attempt} calls. They may have been billed.`
  await tx.$executeRaw`
    update generations set state = 'FAILED', error_kind = 'CRASHED', error_message = ${message}, lease_until = null, ended_at = now()
    where id = ${call.id}::uuid`
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

/** Milliseconds until the provider may be called again; null when it may now. */
async function findPaceRefusal(tx: Tx, { providerId }: LockedGeneration, tokens: number): Promise<number | null> {
  const [pace] = await tx.$queryRaw<{ busy: boolean; holdMs: number; windowMs: number; full: boolean }[]>`
    select l.calling >= least(l.allowed, p.max_concurrent) as busy,
      greatest(0, extract(epoch from l.not_before - now()) * 1000)::float8 as "holdMs",
      greatest(0, extract(epoch from l.window_start + interval '1 minute' - now()) * 1000)::float8 as "windowMs",
      coalesce(l.window_start > now() - interval '1 minute' and (l.window_calls >= p.requests_per_minute
        or (l.window_calls > 0 and l.window_tokens + ${tokens}::int > p.tokens_per_minute)), false) as full
    from rate_limits l join provider_keys p on p.id = ${providerId}::uuid where l.key = ${paceKey(providerId)}`
  if (!pace) return 60_000
  if (pace.holdMs > 0) return pace.holdMs
  if (pace.full) return pace.windowMs
  return pace.busy ? 0 : null
}

function findBudgetRefusal(run: LockedRun, micros: bigint): string | null {
  if (run.budgetCalls !== null && run.calls >= run.budgetCalls)
    return `Its budget of ${run.budgetCalls} ${run.budgetCalls === 1 ? 'call' : 'calls'} is used up. What came is kept; raise the budget to go on.`
  if (run.budgetMicros !== null && run.spent + run.runReserved + micros > run.budgetMicros)
    return 'The next call could cost more than is left of its budget. What came is kept; raise the budget to go on.'
  return null
}

async function findDayRefusal(tx: Tx, subjects: readonly SpendSubject[], micros: bigint): Promise<string | null> {
  const rows = await tx.rateLimit.findMany({ where: { key: { in: subjects.map(({ key }) => key) } } })
  const spent = new Map(rows.map(({ key, spentMicros }) => [key, spentMicros]))
  const over = subjects.find(({ key, limit }) => limit !== null && (spent.get(key) ?? 0n) + micros > limit)
  return over
    ? `Today’s limit of ${over.whose} is reached. What came is kept; resume tomorrow, or raise the limit.`
    : null
}
