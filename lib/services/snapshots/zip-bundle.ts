import { once } from 'node:events'
import { Readable } from 'node:stream'
import { ZipFile } from 'yazl'
import type { Bundle, BundleEntry, BundleWay } from './bundle-snapshot'

/**
 * A bundle as one .zip, written as it is read: a slow reader slows the database's cursor. The archive's directory comes last,
 * so one that was cut off is known as one by every program that opens it. Same files, same bytes: entries carry the time at
 * which the snapshot was frozen. `done` says what went in.
 */
export function zipBundle(
  { snapshot, entries }: BundleWay,
  folder: string,
): { stream: Readable; done: Promise<Bundle> } {
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
  return { stream, done }
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
