import type { Ctx } from '../context'
import { noteProviderAnswer } from '../providers/note-provider-answer'
import { spendPrefixes } from './spend'

export interface Answer {
  /** The answer's body, word for word. */
  body: string
  ms: number
  usage: { inputTokens: number; outputTokens: number } | null
  /** Micro-dollars by usage and price; null when either is unknown: the reservation is then taken as the cost. */
  micros: number | null
}

/**
 * Keeps the answer before anybody reads it, and settles what was reserved, in one statement. False when the call is no
 * longer this token's: somebody else has made it again, and this answer is thrown away (its cost is counted already).
 */
export async function storeAnswer(ctx: Ctx, call: Stored, token: string, answer: Answer): Promise<boolean> {
  const { inputTokens, outputTokens } = answer.usage ?? { inputTokens: 0, outputTokens: 0 }
  const [row] = await ctx.db.$queryRaw<{ wasInTrouble: boolean }[]>`
    with mine as (
      select id, run_id, provider_id, reserved_micros as reserved, coalesce(${answer.micros}::bigint, reserved_micros) as cost,
        to_char(started_at at time zone 'utc', 'YYYY-MM-DD') as day
      from generations where id = ${call.id}::uuid and token = ${token}::uuid and state = 'CALLING' for no key update
    ), answered as (
      update generations g set state = 'ANSWERED', token = null, lease_until = now() + interval '1 minute',
        response = ${answer.body}, ms = ${answer.ms}::int, input_tokens = input_tokens + ${inputTokens}::int,
        output_tokens = output_tokens + ${outputTokens}::int, cost_micros = cost_micros + mine.cost, reserved_micros = 0
      from mine where g.id = mine.id
    ), pace as (
      update rate_limits l set calling = l.calling - 1, failures = 0, allowed = least(l.allowed + 1, p.max_concurrent)
      from mine, provider_keys p where p.id = mine.provider_id and l.key = 'provider:' || mine.provider_id
      returning p.trouble is not null as trouble
    ), run as (
      update generation_runs r set reserved_micros = r.reserved_micros - mine.reserved, spent_micros = r.spent_micros + mine.cost,
        input_tokens = r.input_tokens + ${inputTokens}::int, output_tokens = r.output_tokens + ${outputTokens}::int
      from mine, pace where r.id = mine.run_id
      returning r.id
    ), spent as (
      select l.key from rate_limits l, mine, run
      where l.key = any(array(select prefix || mine.day from unnest(${spendPrefixes(call.spending)}::text[]) prefix))
      order by l.key for no key update of l
    ), settled as (
      update rate_limits l set spent_micros = l.spent_micros + mine.cost - mine.reserved from spent, mine where l.key = spent.key
    )
    select pace.trouble as "wasInTrouble" from mine, pace, run`
  // Written only where there was trouble: a row that every answer wrote would be waited for by all.
  if (row?.wasInTrouble) await noteProviderAnswer(ctx.db, { id: call.providerId }, null)
  return row !== undefined
}

interface Stored {
  id: string
  providerId: string
  spending: { projectId: string; by: string | null }
}
