import { open, rename, rm } from 'node:fs/promises'
import path from 'node:path'

/** A text under a name of its own until it is whole and on disk. */
export async function writeWhole(file: string, text: string): Promise<void> {
  const half = path.join(path.dirname(file), `.${path.basename(file)}.${process.pid}.tmp`)
  const handle = await open(half, 'wx', 0o600)
  try {
    await handle.write(text)
    await handle.sync()
    await handle.close()
    await rename(half, file)
  } catch (error) {
    await handle.close().catch(() => {})
    await rm(half, { force: true })
    throw error
  }
}
