import { deliveriesOf } from '@/lib/core/snapshot/delivery'
import { checkForeignArguments } from '@/lib/environment/check-foreign-arguments'
import type { Ctx } from '../context'
import { withReceipt } from './with-receipt'
import { readingWhole, writeRows } from './write-file'

/**
 * Writes each file of a frozen snapshot to nowhere and keeps its receipt: rows, bytes, hash, and what the format cannot say.
 * So a page can tell before anybody takes it out. Begun again, it goes on with what is missing.
 */
export async function writeReceipts(ctx: Ctx, snapshotId: string, signal?: AbortSignal): Promise<void> {
  const found = await ctx.db.snapshot.findUnique({ where: { id: snapshotId }, include: { receipts: true } })
  if (found?.status !== 'FROZEN') return
  const { stage, receipts } = found
  const checks = { checkArguments: checkForeignArguments }
  for (const delivery of deliveriesOf(stage)) {
    if (receipts.some(({ format, part }) => format === delivery.name && part === 'ALL')) continue
    const asked = { snapshotId, stage, delivery, part: null, checks }
    const pieces = readingWhole(ctx.db, snapshotId, (client) => writeRows(client, asked))
    for await (const _ of withReceipt(ctx, { pieces, delivery, snapshot: { id: snapshotId } }, null)) {
      if (signal?.aborted) throw new Error('The worker stops: another one begins this again.')
    }
  }
}
