import { createWriteStream } from 'node:fs'
import { mkdir, open, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { Ctx } from '@/lib/services/context'
import { type Bundle, type BundleWay, bundleSnapshot } from '@/lib/services/snapshots/bundle-snapshot'
import { type Zipped, zipSnapshot } from '@/lib/services/snapshots/zip-snapshot'
import { sayBytes } from './say-progress'

interface WriteInput {
  project: { id: string; slug: string }
  number: number
  format: string
  /** A folder that is not there yet; a name that ends in .zip is an archive. */
  out: string
  /** Hears how much is written. */
  say?: (text: string) => void
}

/**
 * A snapshot with everything beside it, as a folder or an archive. Under a name of its own until all of it is on disk, so
 * that nothing looks whole that is not.
 */
export async function writeBundle(
  ctx: Ctx,
  { project, number, format, out, say = () => {} }: WriteInput,
): Promise<Bundle> {
  const asked = { project, number, format }
  const half = path.join(path.dirname(out), `.${path.basename(out)}.${process.pid}.tmp`)
  try {
    const writing = out.endsWith('.zip')
      ? zipSnapshot(ctx, { ...asked, folder: path.basename(out, '.zip') }).then((zipped) => writeArchive(zipped, half))
      : bundleSnapshot(ctx, asked).then((way) => writeFolder(way, half))
    const bundle = await sayBytes(() => half, say, writing)
    await rename(half, out)
    await sync(path.dirname(out))
    return bundle
  } catch (error) {
    await rm(half, { recursive: true, force: true })
    throw error
  }
}

async function writeFolder({ entries }: BundleWay, folder: string): Promise<Bundle> {
  await mkdir(folder, { mode: 0o700 })
  for (;;) {
    const { done, value } = await entries.next()
    if (done) {
      await sync(folder)
      return value
    }
    const handle = await open(path.join(folder, value.name), 'wx', 0o600)
    try {
      for await (const piece of value.pieces) await handle.writeFile(piece)
      await handle.sync()
    } finally {
      await handle.close()
    }
  }
}

async function writeArchive({ stream, done }: Zipped, file: string): Promise<Bundle> {
  await pipeline(stream, createWriteStream(file, { flags: 'wx', mode: 0o600, flush: true }))
  return done
}

async function sync(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  await handle.sync().finally(() => handle.close())
}
