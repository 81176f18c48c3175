import { type BatchFile, displayName } from '@/lib/core/import/batch'
import type { Ctx } from '../context'
import { beginImport } from './begin-import'
import { discardImport } from './discard-import'
import { receiveFile } from './receive-file'

export interface ReceiveImportInput {
  projectId: string
  name: string
  /** Read only after the actor was found to be allowed. */
  body: AsyncIterable<Uint8Array>
}

/** An import of one file in one go. What breaks off leaves a discarded import, and no file. */
export async function receiveImport(
  ctx: Ctx,
  { projectId, name, body }: ReceiveImportInput,
): Promise<{ batchId: string; file: BatchFile }> {
  const { batchId } = await beginImport(ctx, { projectId })
  try {
    return { batchId, file: await receiveFile(ctx, { batchId, name: displayName(name), body }) }
  } catch (error) {
    await discardImport(ctx, { batchId })
    throw error
  }
}
