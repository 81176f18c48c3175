import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { type RowEvent, RowStream } from '@/lib/core/import/readers/read-rows'
import { fileAt, type Invocation, UsageError } from './command'

const CHUNK = 1024 * 1024
const SAY_EVERY_MS = 1_000

/** The rows of a file, one at a time, with progress on standard error while it takes long. */
export async function* readRows(
  file: string,
  { under, say }: { under: string | null; say: Invocation['say'] },
): AsyncGenerator<RowEvent> {
  const found = await stat(fileAt(file)).catch(() => null)
  if (!found?.isFile()) throw new UsageError(`${file} ${found ? 'is no file' : 'is not there'}. Nothing was read.`)
  const rows = new RowStream(under)
  let read = 0
  let said = Date.now()
  for await (const chunk of createReadStream(fileAt(file), { highWaterMark: CHUNK }) as AsyncIterable<Buffer>) {
    yield* rows.write(chunk)
    if (rows.failed) return
    read += chunk.length
    if (Date.now() - said < SAY_EVERY_MS) continue
    said = Date.now()
    say(`read ${(read / 1e6).toFixed(0)} of ${(found.size / 1e6).toFixed(0)} MB`)
  }
  yield* rows.end()
}
