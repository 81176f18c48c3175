import { once } from 'node:events'
import { Readable } from 'node:stream'
import { ZipFile } from 'yazl'
import type { Ctx } from '../context'
import { type Bundle, type BundleEntry, type BundleInput, type BundleWay, bundleSnapshot } from './bundle-snapshot'

export interface ZipInput extends BundleInput {
  /** In the archive. */
  folder: string
}
export interface Zipped {
  snapshot: BundleWay['snapshot']
  stream: Readable
  /** What went in, once all of it has. */
  done: Promise<Bundle>
}

/**
 * A frozen snapshot with everything beside it as one .zip, written as it is read: a slow reader slows the database's cursor.
 * The archive's directory comes last, so one that was cut off is known as one by every program that opens it. Same files, same
 * bytes: entries carry the time at which the snapshot was frozen.
 */
export async function zipSnapshot(ctx: Ctx, { folder, ...input }: ZipInput): Promise<Zipped> {
  const { snapshot, entries } = await bundleSnapshot(ctx, input)
  const zip = new ZipFile()
  const stream = zip.outputStream as Readable
  // What goes wrong in a file is told by the file itself.
  zip.on('error', () => {})
  const mtime = snapshot.frozenAt ?? snapshot.createdAt
  const done = fill(zip, entries, { folder, mtime, stream }).catch((error: unknown) => {
    const why = error instanceof Error ? error : new Error(String(error))
    stream.destroy(why)
    throw why
  })
  done.catch(() => {})
  return { snapshot, stream, done }
}

async function fill(
  zip: ZipFile,
  entries: AsyncGenerator<BundleEntry, Bundle>,
  { folder, mtime, stream }: { folder: string; mtime: Date; stream: Readable },
): Promise<Bundle> {
  for (;;) {
    const { done, value } = await entries.next()
    if (done) {
      zip.end()
      return value
    }
    const file = Readable.from(value.pieces, { objectMode: false })
    // Whoever stops reading ends the reading of the database too.
    const stop = () => file.destroy(new Error('The archive is not read any more.'))
    stream.once('close', stop)
    const ended = once(file, 'end')
    zip.addReadStream(file, `${folder}/${value.name}`, { mtime, forceDosTimestamp: true })
    try {
      await ended
    } catch (error) {
      await entries.return(undefined as never)
      throw error
    } finally {
      stream.off('close', stop)
    }
  }
}
