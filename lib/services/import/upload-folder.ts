import { rm } from 'node:fs/promises'
import path from 'node:path'

// The bundler would take the whole folder of sources along for a path that it cannot know.
export const uploadRoot = () =>
  path.join(path.resolve(/* turbopackIgnore: true */ process.env.PLUMBLINE_DATA || 'data'), 'uploads')

/** Files wait here between upload and import. Names are our own ids, so a user's name never becomes a path. */
export const uploadFolder = (batchId: string) => path.join(uploadRoot(), batchId)

export const uploadPath = (batchId: string, fileId: string) => path.join(uploadFolder(batchId), fileId)

export const removeUploads = (batchId: string) => rm(uploadFolder(batchId), { recursive: true, force: true })
