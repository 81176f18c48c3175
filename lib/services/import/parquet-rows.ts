import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { decompress } from 'fzstd'
import {
  asyncBufferFromFile,
  type Compressors,
  type FileMetaData,
  parquetMetadataAsync,
  parquetReadObjects,
  type RowGroup,
} from 'hyparquet'
import type { RowEvent } from '@/lib/core/import/readers/read-rows'
import { FAULTS, textFault } from '@/lib/core/import/readers/text-fault'
import type { JsonValue } from '@/lib/core/json/values'

/** A group of rows is unpacked whole. */
const GROUP_BYTES = 96 * 1024 * 1024
const ROW_CHARACTERS = 8_388_608
/** Rows handed on at a time. */
const BATCH = 500

const compressors: Compressors = {
  GZIP: (input) => gunzipSync(input),
  BROTLI: (input) => brotliDecompressSync(input),
  ZSTD: (input, length) => decompress(input, new Uint8Array(length)),
}

/** The rows of a Parquet file, group by group; `line` is the row's number from 1. Never throws for what is in the file. */
export async function* parquetRows(path: string, onBytes: (bytes: number) => void): AsyncGenerator<RowEvent[]> {
  const file = await asyncBufferFromFile(path)
  const metadata = await parquetMetadataAsync(file).catch(() => null)
  if (!metadata) {
    yield [
      fatal('not_json', 'It is no Parquet file that can be read: its end, which lists what is in it, is damaged.', 1),
    ]
    return
  }
  let start = 0
  for (const group of metadata.row_groups) {
    const rows = Number(group.num_rows)
    const why = whyUnread(group)
    if (why) {
      yield [fatal('too_large', why, start + 1)]
      return
    }
    const read = await readGroup(file, metadata, start, start + rows)
    if (!Array.isArray(read)) {
      yield [read]
      return
    }
    for (let from = 0; from < read.length; from += BATCH) {
      yield read.slice(from, from + BATCH).map((row, index) => toEvent(row, start + from + index + 1))
    }
    start += rows
    onBytes(Number(group.total_compressed_size ?? group.total_byte_size))
  }
  if (start === 0) yield [fatal('empty_file', 'The file has no rows.', 1)]
}

function whyUnread(group: RowGroup): string | null {
  const bytes = group.columns.reduce((sum, { meta_data }) => sum + Number(meta_data?.total_uncompressed_size ?? 0), 0)
  const codec = group.columns.map(({ meta_data }) => meta_data?.codec).find((one) => one && !READ_CODECS.has(one))
  if (codec) return `It is packed by a method that is not read here (${codec}).`
  return bytes > GROUP_BYTES
    ? 'A group of its rows takes more than 96 MB. Write the file again with smaller row groups.'
    : null
}
const READ_CODECS: ReadonlySet<string> = new Set(['UNCOMPRESSED', 'SNAPPY', 'GZIP', 'BROTLI', 'ZSTD'])

type Source = Awaited<ReturnType<typeof asyncBufferFromFile>>

/** All at once: a part of a group costs as much to unpack as the whole. */
async function readGroup(
  file: Source,
  metadata: FileMetaData,
  rowStart: number,
  rowEnd: number,
): Promise<Record<string, unknown>[] | RowEvent> {
  try {
    return await parquetReadObjects({ file, metadata, compressors, rowStart, rowEnd })
  } catch (error) {
    const said = error instanceof Error ? error.message : 'its bytes are damaged'
    return fatal('truncated', `It cannot be read from row ${rowStart + 1} on: ${said}.`, rowStart + 1)
  }
}

function toEvent(row: Record<string, unknown>, line: number): RowEvent {
  const raw = JSON.stringify(row, plain)
  const value = JSON.parse(raw) as JsonValue
  const fault = textFault(value)
  if (fault !== null) return problem(fault, FAULTS[fault], line, raw)
  if (raw.length > ROW_CHARACTERS)
    return problem('too_large', 'The row takes more than 8 MB.', line, raw.slice(0, 1_000))
  return { type: 'row', line, path: '$', value, raw }
}

/** What JSON has no word for: integers beyond its own are texts, dates as ISO has them, bytes by their length alone. */
function plain(_key: string, value: unknown): unknown {
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : String(value)
  if (value instanceof Uint8Array) return `${value.length} bytes`
  return value
}

const problem = (code: 'too_large' | keyof typeof FAULTS, message: string, line: number, raw: string): RowEvent => ({
  ...{ type: 'problem', code, message, line, column: 1, path: '$', fatal: false, raw },
})
const fatal = (
  code: 'not_json' | 'truncated' | 'too_large' | 'empty_file',
  message: string,
  line: number,
): RowEvent => ({
  ...{ type: 'problem', code, message, line, column: 1, path: '$', fatal: true, raw: null },
})
