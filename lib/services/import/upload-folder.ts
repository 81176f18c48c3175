import { rm } from 'node:fs/promises'
import path from 'node:path'

export const uploadRoot = () => path.join(path.resolve(process.env.PLUMBLINE_DATA || 'data'), 'uploads')

/** Files wait here between upload and import. Names are our own ids, so a user's name never becomes a path. */
export const uploadFolder = (batchId: string) => path.join(uploadRoot(), batchId)

export const uploadPath = (batchId: string, fileId: string) => path.join(uploadFolder(batchId), fileId)

export const removeUploads = (batchId: string) => rm(uploadFolder(batchId), { recursive: true, force: true })
