import { stat } from 'node:fs/promises'
import type { ReadFormat } from '@/lib/core/import/readers/names'
import type { RowEvent } from '@/lib/core/import/readers/read-rows'
import { fileRows } from '@/lib/services/import/file-rows'
import { fileAt, type Invocation, UsageError } from './command'

const SAY_EVERY_MS = 1_000

/** The rows of a file, one at a time, with progress on standard error while it takes long. */
export async function* readRows(
  file: string,
  { format, say }: { format: ReadFormat; say: Invocation['say'] },
): AsyncGenerator<RowEvent> {
  const onBytes = await progressOf(file, say)
  for await (const events of fileRows(fileAt(file), format, { onBytes })) yield* events
}

/** Says once a second how much of a file was read; refuses what is no file. */
export async function progressOf(file: string, say: Invocation['say']): Promise<(bytes: number) => void> {
  const found = await stat(fileAt(file)).catch(() => null)
  if (!found?.isFile()) throw new UsageError(`${file} ${found ? 'is no file' : 'is not there'}. Nothing was read.`)
  let read = 0
  let said = Date.now()
  return (bytes) => {
    read += bytes
    if (Date.now() - said < SAY_EVERY_MS) return
    said = Date.now()
    say(`read ${(read / 1e6).toFixed(0)} of ${(found.size / 1e6).toFixed(0)} MB`)
  }
}
