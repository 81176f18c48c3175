import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { DETECT_CHARACTERS, detectFormat } from '@/lib/core/import/detect-format'
import type { ImportFormat } from '@/lib/core/import/formats'
import type { ImportProblem } from '@/lib/core/import/problems'
import { type ImportEvent, ImportFileReader } from '@/lib/core/import/read-file'
import type { ImportReport } from '@/lib/core/import/report'

export interface ImportSource {
  /** As its owner calls it; never used as a path. */
  name: string
  path: string
  /** Given by a person; null: told by the file's beginning. */
  format: ImportFormat | null
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
  const reader = format ? new ImportFileReader(source.name, format) : null
  const hash = createHash('sha256')
  const facts: SourceFacts = {
    name: source.name,
    size: 0,
    sha256: '',
    format,
    formatBy: source.format ? 'GIVEN' : format ? 'DETECTED' : null,
    records: 0,
    leftOut: 0,
    failed: reader === null,
  }
  const take = async (events: ImportEvent[]) => {
    for (const event of events) {
      if (event.type === 'record') facts.records += 1
      else if (event.problem.severity === 'ERROR') facts.leftOut += 1
      const wait = hooks.onEvent(event)
      if (wait) await wait
    }
  }
  if (!reader) await take([{ type: 'problem', problem: unknownFormat(source.name), raw: null }])
  const stream = createReadStream(source.path, { highWaterMark: CHUNK_BYTES, signal: hooks.signal })
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    hash.update(chunk)
    facts.size += chunk.length
    if (reader) await take(reader.write(chunk))
    hooks.onBytes(chunk.length)
  }
  if (reader) await take(reader.end())
  return { ...facts, sha256: hash.digest('hex'), failed: reader === null || reader.failed }
}

const unknownFormat = (file: string): ImportProblem => ({
  code: 'unknown_format',
  severity: 'FATAL',
  message:
    'This is none of the formats that Plumbline reads (AgentAlign’s taxonomy, capability, tool, chain, instruction, response and trajectory files, OpenAI chats, and Plumbline JSONL), or it is no JSON at all. If it is one of them, choose its format.',
  file,
  line: null,
  column: null,
  path: null,
})
