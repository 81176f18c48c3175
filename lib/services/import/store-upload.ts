import { createHash } from 'node:crypto'
import { open } from 'node:fs/promises'
import { IMPORT_LIMITS } from '@/lib/core/import/batch'
import { ServiceError } from '../errors'

/** Streams a body to a new file; throws, and leaves it to the caller to remove what there is, when it is over the limit. */
export async function storeUpload(path: string, body: AsyncIterable<Uint8Array>) {
  const hash = createHash('sha256')
  let size = 0
  const file = await open(path, 'wx', 0o600)
  try {
    for await (const chunk of body) {
      size += chunk.length
      if (size > IMPORT_LIMITS.fileBytes)
        throw new ServiceError('too_large', 'The file is over 1 GB. Nothing of it was kept; split it and try again.')
      hash.update(chunk)
      await file.write(chunk)
    }
    await file.sync()
  } finally {
    await file.close()
  }
  return { size, sha256: hash.digest('hex') }
}
