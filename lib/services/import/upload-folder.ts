import { rm } from 'node:fs/promises'
import path from 'node:path'

/** Files wait here between upload and import. Names are our own ids, so a user's name never becomes a path. */
export const uploadFolder = (batchId: string) =>
  path.join(path.resolve(/* turbopackIgnore: true */ process.env.PLUMBLINE_DATA || 'data'), 'uploads', batchId)

export const uploadPath = (batchId: string, fileId: string) => path.join(uploadFolder(batchId), fileId)

export const removeUploads = (batchId: string) => rm(uploadFolder(batchId), { recursive: true, force: true })
