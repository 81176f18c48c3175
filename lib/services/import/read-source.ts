import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import { DETECT_CHARACTERS, detectFormat } from '@/lib/core/import/detect-format'
import { type ImportFormat, isRowFormat, type RowFormat } from '@/lib/core/import/formats'
import type { ImportProblem } from '@/lib/core/import/problems'
import { type ImportEvent, ImportFileReader } from '@/lib/core/import/read-file'
import type { ImportReport } from '@/lib/core/import/report'
import { RowFile } from '@/lib/core/import/row-file'
import { fileRows } from './file-rows'

export interface ImportSource {
  /** As its owner calls it; never used as a path. */
  name: string
  path: string
  /** Given by a person; null: told by the file's beginning. */
  format: ImportFormat | null
  /** Its rows are JSON whatever the format is: one of them was mended. */
  asJson?: boolean
}
export type SourceFacts = ImportReport['files'][number]

const CHUNK_BYTES = 256 * 1024

/** The format as given, or as the file's beginning tells; null when it is none of ours. */
export async function tellFormat(source: Pick<ImportSource, 'path' | 'format'>): Promise<ImportFormat | null> {
  if (source.format) return source.format
  const file = await open(source.path, 'r')
  try {
    const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(DETECT_CHARACTERS) })
    return detectFormat(new TextDecoder('utf-8').decode(buffer.subarray(0, bytesRead)))
  } finally {
    await file.close()
  }
}

export interface SourceHooks {
  /** Each event in the file's order; a promise is waited for before the file is read on. */
  onEvent(event: ImportEvent): Promise<void> | undefined
  onBytes(bytes: number): void
  signal?: AbortSignal
}

/** Streams one file through the reader of its format, and tells its size and SHA-256. Holds one chunk at a time. */
export async function readSource(source: ImportSource, hooks: SourceHooks): Promise<SourceFacts> {
  const format = await tellFormat(source)
  const facts: SourceFacts = {
    name: source.name,
    size: 0,
    sha256: '',
    format,
    formatBy: source.format ? 'GIVEN' : format ? 'DETECTED' : null,
    records: 0,
    leftOut: 0,
    failed: format === null,
  }
  const take = async (events: ImportEvent[]) => {
    for (const event of events) {
      if (event.type === 'record') facts.records += 1
      else if (event.problem.severity === 'ERROR') facts.leftOut += 1
      const wait = hooks.onEvent(event)
      if (wait) await wait
    }
  }
  if (format === null) await take([{ type: 'problem', problem: unknownFormat(source.name), raw: null }])
  if (format !== null && isRowFormat(format)) {
    return Object.assign(facts, await readRowFile(source, format, { ...hooks, take }))
  }
  const reader = format ? new ImportFileReader(source.name, format) : null
  const read = await readBytes(source.path, hooks, async (chunk) => {
    if (reader) await take(reader.write(chunk))
  })
  if (reader) await take(reader.end())
  return Object.assign(facts, read, { failed: reader === null || reader.failed })
}

interface TakeHooks extends SourceHooks {
  take(events: ImportEvent[]): Promise<void>
}

/** Rows of conversations: the same reading that `convert` does. */
async function readRowFile(source: ImportSource, format: RowFormat, { take, signal, onBytes }: TakeHooks) {
  const reader = new RowFile(source.name, format)
  const hash = createHash('sha256')
  let size = 0
  const onChunk = (chunk: Buffer) => {
    size += chunk.length
    hash.update(chunk)
  }
  for await (const events of fileRows(source.path, format, { onBytes, onChunk, signal, asJson: source.asJson })) {
    for (const event of events) await take(reader.take(event))
  }
  // A file that is read by its own directory, or not to its end, has not passed through whole.
  const whole = size === (await stat(source.path)).size
  const read = whole
    ? { size, sha256: hash.digest('hex') }
    : await readBytes(source.path, { signal, onBytes: () => {} })
  return { ...read, failed: reader.failed }
}

async function readBytes(
  path: string,
  { signal, onBytes }: Pick<SourceHooks, 'signal' | 'onBytes'>,
  each: (chunk: Buffer) => Promise<void> = async () => {},
): Promise<Pick<SourceFacts, 'size' | 'sha256'>> {
  const hash = createHash('sha256')
  let size = 0
  for await (const chunk of createReadStream(path, { highWaterMark: CHUNK_BYTES, signal }) as AsyncIterable<Buffer>) {
    hash.update(chunk)
    size += chunk.length
    await each(chunk)
    onBytes(chunk.length)
  }
  return { size, sha256: hash.digest('hex') }
}

const unknownFormat = (file: string): ImportProblem => ({
  code: 'unknown_format',
  severity: 'FATAL',
  message:
    'This is none of the formats that Plumbline reads (AgentAlign’s files, Plumbline JSONL, and rows of conversations as OpenAI, ShareGPT, ToolACE, Glaive, Inspect, CSV or Parquet have them). If it is one of them, choose its format.',
  file,
  line: null,
  column: null,
  path: null,
})
