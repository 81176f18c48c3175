import { type Ctx, inTransaction } from '../context'
import { noteProviderAnswer } from '../providers/note-provider-answer'
import { settleSpend, spendKeys } from './spend'

export interface Answer {
  /** The answer's body, word for word. */
  body: string
  ms: number
  usage: { inputTokens: number; outputTokens: number } | null
  /** Micro-dollars by usage and price; null when either is unknown: the reservation is then taken as the cost. */
  micros: number | null
}

/**
 * Keeps the answer before anybody reads it, and settles what was reserved. False when the call is no longer this token's:
 * somebody else has made it again, and this answer is thrown away (its cost is counted already).
 */
export function storeAnswer(ctx: Ctx, generationId: string, token: string, answer: Answer): Promise<boolean> {
  const { inputTokens, outputTokens } = answer.usage ?? { inputTokens: 0, outputTokens: 0 }
  return inTransaction(ctx, async (tx) => {
    const [call] = await tx.$queryRaw<Stored[]>`
      with mine as (
        select id, run_id, provider_id, reserved_micros as reserved, coalesce(${answer.micros}::bigint, reserved_micros) as cost
        from generations where id = ${generationId}::uuid and token = ${token}::uuid and state = 'CALLING' for no key update
      ), answered as (
        update generations g set state = 'ANSWERED', token = null, lease_until = now() + interval '1 minute',
          response = ${answer.body}, ms = ${answer.ms}::int, input_tokens = input_tokens + ${inputTokens}::int,
          output_tokens = output_tokens + ${outputTokens}::int, cost_micros = cost_micros + mine.cost, reserved_micros = 0
        from mine where g.id = mine.id
        returning g.project_id, to_char(g.started_at at time zone 'utc', 'YYYY-MM-DD') as day
      ), pace as (
        update rate_limits l set calling = l.calling - 1, failures = 0, allowed = least(l.allowed + 1, p.max_concurrent)
        from mine, provider_keys p where p.id = mine.provider_id and l.key = 'provider:' || mine.provider_id
        returning p.id, p.trouble
      ), run as (
        update generation_runs r set reserved_micros = r.reserved_micros - mine.reserved, spent_micros = r.spent_micros + mine.cost,
          input_tokens = r.input_tokens + ${inputTokens}::int, output_tokens = r.output_tokens + ${outputTokens}::int
        from mine, pace where r.id = mine.run_id
        returning r.created_by_id
      )
      select answered.project_id as "projectId", answered.day, run.created_by_id as by, mine.cost - mine.reserved as delta,
        case when pace.trouble is not null then pace.id end as "wellAgain"
      from mine, answered, pace, run`
    if (!call) return false
    await settleSpend(tx, spendKeys(call, call.day), call.delta)
    // Written only where there was trouble: a row that every answer wrote would be waited for by all.
    if (call.wellAgain) await noteProviderAnswer(tx, { id: call.wellAgain }, null)
    return true
  })
}

interface Stored {
  projectId: string
  day: string
  by: string | null
  delta: bigint
  /** The provider, where it had been in trouble. */
  wellAgain: string | null
}
