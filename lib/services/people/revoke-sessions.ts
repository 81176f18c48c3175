import type { Tx } from '@/lib/data/client'

/** Ends a person's sessions, all or all but one; they are refused from the next request on. Says how many ended. */
export async function revokeSessions(tx: Tx, userId: string, now: Date, except?: string): Promise<number> {
  const { count } = await tx.session.updateMany({
    where: { userId, revokedAt: null, ...(except && { id: { not: except } }) },
    data: { revokedAt: now },
  })
  return count
}
