import type { Tx } from '@/lib/data/client'

/** One person's tabs claim one after another: a daily limit is counted once, and two tabs never want one entry at the same instant. */
export async function lockReviewer(tx: Tx, userId: string): Promise<void> {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`claim ${userId}`}, 0))`
}
