import { mkdir } from 'node:fs/promises'
import { type BatchFile, displayName } from '@/lib/core/import/batch'
import { newId } from '@/lib/data/id'
import type { Ctx } from '../context'
import { requireImporter } from './load-batch'
import { tellFormat } from './read-source'
import { storeUpload } from './store-upload'
import { removeUploads, uploadFolder, uploadPath } from './upload-folder'

export interface SpoolImportInput {
  projectId: string
  name: string
  /** Read only after the actor was found to be allowed. */
  body: AsyncIterable<Uint8Array>
}
/** A file in its place, of an import that is not there yet. */
export interface SpooledImport {
  batchId: string
  file: BatchFile
}
/** The same, and how to take it back. */
export type Spooled = SpooledImport & { discard: () => Promise<void> }

/** Streams a file to where its import will look for it. Nothing is written to the database; what breaks off leaves nothing. */
export async function spoolImport(ctx: Ctx, { projectId, name, body }: SpoolImportInput): Promise<Spooled> {
  await requireImporter(ctx, projectId)
  const [batchId, id] = [newId(), newId()]
  const path = uploadPath(batchId, id)
  await mkdir(uploadFolder(batchId), { recursive: true, mode: 0o700 })
  try {
    const { size, sha256 } = await storeUpload(path, body)
    const detected = await tellFormat({ path, format: null })
    const file: BatchFile = { id, name: displayName(name), size, sha256, detected, given: null }
    return { batchId, file, discard: () => removeUploads(batchId) }
  } catch (error) {
    await removeUploads(batchId)
    throw error
  }
}
