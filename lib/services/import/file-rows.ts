import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import type { ReadFormat } from '@/lib/core/import/readers/names'
import { type RowEvent, RowStream } from '@/lib/core/import/readers/read-rows'
import { rowSourceOf } from '@/lib/core/import/readers/registry'
import { parquetRows } from './parquet-rows'
import { zipRows } from './zip-rows'

const CHUNK = 256 * 1024

export interface RowHooks {
  onBytes?(bytes: number): void
  /** Each piece of a file that is read from its beginning to its end; others have none. */
  onChunk?(chunk: Buffer): void
  signal?: AbortSignal | undefined
  /** The rows are JSON whatever the format: one of them was mended. */
  asJson?: boolean | undefined
}

/** The rows of a file of conversations, whatever holds them, a few at a time: for `convert`, `validate` and imports alike. */
export async function* fileRows(path: string, format: ReadFormat, hooks: RowHooks = {}): AsyncGenerator<RowEvent[]> {
  const onBytes = hooks.onBytes ?? (() => {})
  const source = hooks.asJson ? new RowStream() : rowSourceOf(format)
  if (!source) return yield* untilStopped(parquetRows(path, onBytes), hooks.signal)
  if (format === 'inspect' && !hooks.asJson && (await isZip(path))) {
    return yield* untilStopped(zipRows(path, onBytes), hooks.signal)
  }
  for await (const chunk of createReadStream(path, {
    highWaterMark: CHUNK,
    signal: hooks.signal,
  }) as AsyncIterable<Buffer>) {
    hooks.onChunk?.(chunk)
    yield source.write(chunk)
    onBytes(chunk.length)
    if (source.failed) return
  }
  yield source.end()
}

async function* untilStopped(rows: AsyncGenerator<RowEvent[]>, signal: AbortSignal | undefined) {
  for await (const some of rows) {
    signal?.throwIfAborted()
    yield some
  }
}

async function isZip(path: string): Promise<boolean> {
  const file = await open(path, 'r')
  try {
    const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(4), position: 0 })
    return bytesRead === 4 && buffer.readUInt32LE(0) === 0x04034b50
  } finally {
    await file.close()
  }
}
