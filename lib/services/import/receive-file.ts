import { mkdir, rm } from 'node:fs/promises'
import { type BatchFile, displayName, IMPORT_LIMITS } from '@/lib/core/import/batch'
import { newId } from '@/lib/data/id'
import type { Ctx } from '../context'
import { ServiceError } from '../errors'
import { loadBatch } from './load-batch'
import { tellFormat } from './read-source'
import { storeUpload } from './store-upload'
import { uploadFolder, uploadPath } from './upload-folder'

export interface ReceiveFileInput {
  batchId: string
  name: string
  /** Read only after the actor was found to be allowed. */
  body: AsyncIterable<Uint8Array>
}

/** Streams one file to the data folder. What is over the limit, or breaks off, leaves nothing. */
export async function receiveFile(ctx: Ctx, { batchId, name, body }: ReceiveFileInput): Promise<BatchFile> {
  const batch = await loadBatch(ctx, batchId)
  if (batch.status !== 'STAGED' && batch.status !== 'PREVIEWED')
    throw new ServiceError('conflict', 'This import takes no more files. Start a new one.')
  if (batch.files.length >= IMPORT_LIMITS.files)
    throw new ServiceError(
      'limited',
      `An import takes ${IMPORT_LIMITS.files} files. Import these first, then the rest.`,
    )
  const id = newId()
  await mkdir(uploadFolder(batchId), { recursive: true, mode: 0o700 })
  const path = uploadPath(batchId, id)
  try {
    const { size, sha256 } = await storeUpload(path, body)
    const detected = await tellFormat({ path, format: null })
    const file: BatchFile = { id, name: displayName(name), size, sha256, detected, given: null }
    await append(ctx, batchId, file)
    return file
  } catch (error) {
    await rm(path, { force: true })
    throw error
  }
}

/** One statement, so that files which arrive at once all stay; a new file makes an earlier preview void. */
async function append(ctx: Ctx, batchId: string, file: BatchFile): Promise<void> {
  const added = await ctx.db.$executeRaw`
    update import_batches set files = files || ${JSON.stringify([file])}::jsonb, status = 'STAGED', report = '{}'
    where id = ${batchId}::uuid and status in ('STAGED', 'PREVIEWED')
      and jsonb_array_length(files) < ${IMPORT_LIMITS.files}`
  if (added === 0) throw new ServiceError('conflict', 'This import takes no more files. Start a new one.')
}
