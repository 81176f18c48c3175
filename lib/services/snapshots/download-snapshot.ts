import type { Ctx } from '../context'
import { type ExportedFile, type ExportInput, exportSnapshot } from './export-snapshot'
import { withReceipt } from './with-receipt'

/** An export that leaves a receipt once its last byte has been taken. */
export async function downloadSnapshot(ctx: Ctx, input: ExportInput): Promise<ExportedFile> {
  const file = await exportSnapshot(ctx, input)
  return { ...file, pieces: withReceipt(ctx, file, input.part) }
}
