import type { GenerationState, PauseCause, RunStatus } from '@/lib/core/run/words'
import type { Tx } from '@/lib/data/client'
import { tellWebhooks } from '../webhooks/tell-webhooks'

/** A generation, held until the transaction ends. */
export interface LockedGeneration {
  id: string
  projectId: string
  runId: string
  providerId: string
  state: GenerationState
  attempt: number
  repairs: number
  stepsTaken: number
  token: string | null
  /** Its lease has run out, by the database's clock. */
  lapsed: boolean
  reserved: bigint
  /** Spending counts on the day (UTC) on which the call began. */
  startedDay: string | null
  today: string
}

export interface LockedRun {
  runStatus: RunStatus
  runById: string | null
  budgetMicros: bigint | null
  budgetCalls: number | null
  spent: bigint
  runReserved: bigint
  calls: number
}

export type LockedCall = LockedGeneration & LockedRun

/**
 * First the generation, then the provider's pace (hand-out.ts), then the run, then the day's spending: everything that
 * takes several of these rows takes them in this order, so that nobody waits crosswise.
 */
export async function lockGeneration(tx: Tx, generationId: string): Promise<LockedGeneration | null> {
  const [generation] = await tx.$queryRaw<LockedGeneration[]>`
    select g.id, g.project_id as "projectId", g.run_id as "runId", g.provider_id as "providerId", g.state::text, g.attempt,
      g.repairs, g.steps_taken as "stepsTaken", g.token, coalesce(g.lease_until <= now(), true) as lapsed, g.reserved_micros as reserved,
      to_char(g.started_at at time zone 'utc', 'YYYY-MM-DD') as "startedDay",
      to_char(now() at time zone 'utc', 'YYYY-MM-DD') as today
    from generations g where g.id = ${generationId}::uuid for no key update`
  return generation ?? null
}

/** Every call of the run waits for this lock: take it late, and hold it for a few statements. */
export async function lockRun(tx: Tx, runId: string): Promise<LockedRun> {
  const [run] = await tx.$queryRaw<LockedRun[]>`
    select status::text as "runStatus", created_by_id as "runById", budget_micros as "budgetMicros",
      budget_calls as "budgetCalls", spent_micros as spent, reserved_micros as "runReserved", calls
    from generation_runs where id = ${runId}::uuid for no key update`
  return run!
}

/** Takes the run out of work. Its waiting calls stay as they are until somebody resumes it. */
export async function pauseFor(tx: Tx, runId: string, cause: PauseCause, message: string): Promise<void> {
  await tx.$executeRaw`
    update generation_runs set status = 'PAUSED', pause_cause = ${cause}::"PauseCause", pause_message = ${message}
    where id = ${runId}::uuid and status = 'RUNNING'`
}

/**
 * A run with nothing left to do is done. Looks first without a lock, which every call would wait for: of the last two calls
 * that end at the same instant each sees the other; the clock then ends their run (keep-runs-going.ts).
 */
export async function endIfDone(tx: Tx, runId: string): Promise<boolean> {
  const [run] = await tx.$queryRaw<{ projectId: string; number: number; task: string }[]>`
    update generation_runs set status = 'DONE', ended_at = now()
    where id = ${runId}::uuid and status = 'RUNNING' and not exists (select from generations
      where run_id = ${runId}::uuid and state in ('WAITING', 'QUEUED', 'CALLING', 'ANSWERED'))
    returning project_id as "projectId", number, task`
  if (!run) return false
  const { projectId, number, task } = run
  await tellWebhooks(tx, { projectId, event: 'run.ended', data: { number, task, status: 'DONE' } })
  return true
}
