import { type Ctx, inTransaction } from '../context'
import { handOut, paceKey } from './hand-out'
import { lockCall } from './lock-call'
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
 * Keeps the answer before anybody reads it, settles what was reserved, and hands out the next call. False when the call is
 * no longer this token's: somebody else has made it again, and this answer is thrown away (its cost is counted already).
 */
export function storeAnswer(ctx: Ctx, generationId: string, token: string, answer: Answer): Promise<boolean> {
  return inTransaction(ctx, async (tx) => {
    const call = await lockCall(tx, generationId)
    if (call?.state !== 'CALLING' || call.token !== token) return false
    const cost = answer.micros === null ? call.reserved : BigInt(answer.micros)
    const { inputTokens, outputTokens } = answer.usage ?? { inputTokens: 0, outputTokens: 0 }
    await tx.$executeRaw`
      with answered as (
        update generations set state = 'ANSWERED', token = null, lease_until = now() + interval '1 minute',
          response = ${answer.body}, ms = ${answer.ms}::int, input_tokens = input_tokens + ${inputTokens}::int,
          output_tokens = output_tokens + ${outputTokens}::int, cost_micros = cost_micros + ${cost}, reserved_micros = 0
        where id = ${call.id}::uuid
      )
      update generation_runs set reserved_micros = reserved_micros - ${call.reserved}, spent_micros = spent_micros + ${cost},
        input_tokens = input_tokens + ${inputTokens}::int, output_tokens = output_tokens + ${outputTokens}::int
      where id = ${call.runId}::uuid`
    await tx.$executeRaw`
      update rate_limits l set failures = 0, allowed = least(l.allowed + 1, p.max_concurrent)
      from provider_keys p where p.id = ${call.providerId}::uuid and l.key = ${paceKey(call.providerId)}`
    // Written only where there was trouble: a row that every answer wrote would be waited for by all.
    await tx.$executeRaw`
      update provider_keys set trouble = null, checked_at = now() where id = ${call.providerId}::uuid and trouble is not null`
    await settleSpend(tx, spendKeys(call, call.startedDay ?? call.today), cost - call.reserved)
    await handOut(tx, call.providerId)
    return true
  })
}
