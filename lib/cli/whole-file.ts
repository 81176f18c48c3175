import { open, rename, rm } from 'node:fs/promises'
import path from 'node:path'

const HELD = 1024 * 1024

/** Writes a file under a name of its own until it is whole and on disk; a failure leaves nothing behind. */
export async function writeWhole<T>(
  file: string,
  produce: (write: (text: string) => Promise<void>) => Promise<T>,
): Promise<T> {
  const half = path.join(path.dirname(file), `.${path.basename(file)}.${process.pid}.tmp`)
  const handle = await open(half, 'wx', 0o600)
  let held = ''
  const flush = async () => {
    if (held !== '') await handle.write(held)
    held = ''
  }
  try {
    const made = await produce(async (text) => {
      held += text
      if (held.length >= HELD) await flush()
    })
    await flush()
    await handle.sync()
    await handle.close()
    await rename(half, file)
    return made
  } catch (error) {
    await handle.close().catch(() => {})
    await rm(half, { force: true })
    throw error
  }
}
