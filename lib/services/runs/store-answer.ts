import { type Ctx, inTransaction } from '../context'
import { paceKey } from './hand-out'
import { settleSpend } from './spend'
import { spendKeys } from './spend-subjects'

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
        select id, reserved_micros as reserved, coalesce(${answer.micros}::bigint, reserved_micros) as cost from generations
        where id = ${generationId}::uuid and token = ${token}::uuid and state = 'CALLING' for no key update
      )
      update generations g set state = 'ANSWERED', token = null, lease_until = now() + interval '1 minute',
        response = ${answer.body}, ms = ${answer.ms}::int, input_tokens = input_tokens + ${inputTokens}::int,
        output_tokens = output_tokens + ${outputTokens}::int, cost_micros = cost_micros + mine.cost, reserved_micros = 0
      from mine where g.id = mine.id
      returning g.project_id as "projectId", g.run_id as "runId", g.provider_id as "providerId", mine.reserved, mine.cost,
        to_char(g.started_at at time zone 'utc', 'YYYY-MM-DD') as day`
    if (!call) return false
    await tx.$executeRaw`
      with answered as (
        update rate_limits l set failures = 0, allowed = least(l.allowed + 1, p.max_concurrent)
        from provider_keys p where p.id = ${call.providerId}::uuid and l.key = ${paceKey(call.providerId)}
      )
      update provider_keys set trouble = null, checked_at = now() where id = ${call.providerId}::uuid and trouble is not null`
    const [run] = await tx.$queryRaw<{ runById: string | null }[]>`
      update generation_runs set reserved_micros = reserved_micros - ${call.reserved}, spent_micros = spent_micros + ${call.cost},
        input_tokens = input_tokens + ${inputTokens}::int, output_tokens = output_tokens + ${outputTokens}::int
      where id = ${call.runId}::uuid returning created_by_id as "runById"`
    const subject = { projectId: call.projectId, runById: run?.runById ?? null }
    await settleSpend(tx, spendKeys(subject, call.day), call.cost - call.reserved)
    return true
  })
}

interface Stored {
  projectId: string
  runId: string
  providerId: string
  reserved: bigint
  cost: bigint
  day: string
}
