import { type Ctx, withinTransaction } from '../context'
import { ServiceError } from '../errors'

export interface Answer {
  status: number
  body: string
}

/** Planning a run of 20,000 calls takes some seconds; nobody else waits for it (ms). */
const TIMEOUT = 120_000

/**
 * Does what a token asks once a key. The answer is kept in the transaction of the act itself: either both are there or
 * neither, wherever the process dies. Of two at once the second waits, then gets the first one's bytes. What was refused
 * changed nothing and is not kept: the same key may be tried again.
 */
export async function answerOnce(
  ctx: Ctx,
  { key, requestHash }: { key: string; requestHash: string },
  act: (ctx: Ctx) => Promise<Answer>,
): Promise<Answer & { replayed: boolean }> {
  const { actor } = ctx
  if (actor.kind !== 'token') throw new ServiceError('forbidden', 'Only a token’s requests have such a key.')
  const { tokenId } = actor
  return ctx.db.$transaction(
    async (tx) => {
      await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`api ${tokenId} ${key}`}, 0))`
      const kept = await tx.idempotencyKey.findUnique({ where: { tokenId_key: { tokenId, key } } })
      if (kept && kept.requestHash !== requestHash)
        throw new ServiceError(
          'conflict',
          'This Idempotency-Key was used for another request. Nothing was done; use a new key for a new request.',
        )
      if (kept) return { status: kept.status, body: kept.body, replayed: true }
      const answer = await act(withinTransaction(ctx, tx))
      await tx.idempotencyKey.create({ data: { tokenId, key, requestHash, ...answer }, select: { key: true } })
      return { ...answer, replayed: false }
    },
    { timeout: TIMEOUT },
  )
}
