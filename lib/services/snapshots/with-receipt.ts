import { createHash } from 'node:crypto'
import type { FormatReport } from '@/lib/core/export/report'
import type { Part } from '@/lib/core/snapshot/spec'
import type { Ctx } from '../context'
import type { ExportedFile } from './export-snapshot'

/**
 * The pieces of a file, as they are; at the end, and only there, length, hash and report are kept, so that whoever has
 * received it can tell that all of it came.
 */
export async function* withReceipt(
  { db }: Pick<Ctx, 'db'>,
  { pieces, delivery, snapshot }: Pick<ExportedFile, 'pieces' | 'delivery'> & { snapshot: { id: string } },
  part: Part | null,
): AsyncGenerator<Buffer | string, FormatReport> {
  const hash = createHash('sha256')
  let bytes = 0
  try {
    for (;;) {
      const { done, value } = await pieces.next()
      if (done) {
        const where = { snapshotId: snapshot.id, format: delivery.name, part: part ?? 'ALL' }
        const facts = { bytes, sha256: hash.digest('hex'), report: value, writtenAt: new Date() }
        // Of the same bytes the first report stays: the one that was worked out beforehand also checked arguments.
        const { count } = await db.exportReceipt.updateMany({
          where: { ...where, sha256: facts.sha256 },
          data: { writtenAt: facts.writtenAt },
        })
        if (count === 0) {
          await db.exportReceipt.upsert({
            where: { snapshotId_format_part: where },
            create: { ...where, ...facts },
            update: facts,
            select: { sha256: true },
          })
        }
        return value
      }
      hash.update(value)
      bytes += Buffer.byteLength(value)
      yield value
    }
  } finally {
    await pieces.return(undefined as never)
  }
}
