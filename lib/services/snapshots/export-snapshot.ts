import type { Delivery, DeliveryShape } from '@/lib/core/snapshot/delivery'
import { snapshotReportSchema } from '@/lib/core/snapshot/report'
import type { Ctx } from '../context'
import { ServiceError } from '../errors'
import { type OpenInput, type OpenSnapshot, openSnapshot } from './open-snapshot'
import { type Pieces, readingWhole, writeRows, writeTable } from './write-file'

export interface ExportInput extends Omit<OpenInput, 'as'> {
  /** `table`: as the table that some formats also have. */
  shape?: DeliveryShape
}

export interface ExportedFile {
  delivery: Delivery
  extension: string
  mediaType: string
  snapshot: OpenSnapshot
  /** Pieces of the file, in order. Ends by an error when the database fails half-way: then the file must not be kept. */
  pieces: Pieces
}

/** A frozen snapshot, or one part of it, as one file of one format. Same snapshot, same bytes. */
export async function exportSnapshot(ctx: Ctx, { shape = 'rows', ...input }: ExportInput): Promise<ExportedFile> {
  const { delivery, snapshot } = await openSnapshot(ctx, { ...input, as: 'FILE' })
  const { id: snapshotId, stage, report } = snapshot
  const asked = { snapshotId, stage, delivery, part: input.part }
  if (shape === 'rows') {
    const pieces = readingWhole(ctx.db, snapshotId, (client) => writeRows(client, asked))
    return { delivery, extension: delivery.extension, mediaType: delivery.mediaType, snapshot, pieces }
  }
  if (!delivery.table) throw new ServiceError('invalid', `${delivery.label} has no table.`)
  const { reviewers } = snapshotReportSchema.parse(report)
  const pieces = readingWhole(ctx.db, snapshotId, (client) => writeTable(client, asked, reviewers))
  return { delivery, ...delivery.table, snapshot, pieces }
}
