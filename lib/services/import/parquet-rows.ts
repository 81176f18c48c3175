import { Worker } from 'node:worker_threads'
import type { RowEvent } from '@/lib/core/import/readers/read-rows'
import { FAULTS, textFault } from '@/lib/core/import/readers/text-fault'
import type { JsonValue } from '@/lib/core/json/values'

/** A group of rows is unpacked whole. */
const GROUP_BYTES = 96 * 1024 * 1024
/** What Arrow writes at most. */
const GROUP_ROWS = 1_048_576
const ROW_CHARACTERS = 8_388_608
/** For one group; a damaged one can keep its reader busy for good. */
const GROUP_MS = 60_000

/**
 * Reads in a thread of its own: what is wrong with a file may neither hold up this one nor take its memory. Answers with the
 * metadata first, then each group as JSON texts when it is asked for.
 */
const READER = `
const { parentPort, workerData } = require('node:worker_threads')
const { brotliDecompressSync, gunzipSync } = require('node:zlib')
const plain = (_key, value) => {
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : String(value)
  return value instanceof Uint8Array ? value.length + ' bytes' : value
}
;(async () => {
  const { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } = await import('hyparquet')
  const { decompress } = await import('fzstd')
  const compressors = {
    GZIP: (input) => gunzipSync(input),
    BROTLI: (input) => brotliDecompressSync(input),
    ZSTD: (input, length) => decompress(input, new Uint8Array(length)),
  }
  const file = await asyncBufferFromFile(workerData.path)
  const metadata = await parquetMetadataAsync(file)
  parentPort.on('message', async ({ rowStart, rowEnd }) => {
    try {
      const rows = await parquetReadObjects({ file, metadata, compressors, rowStart, rowEnd })
      parentPort.postMessage({ rows: rows.map((row) => JSON.stringify(row, plain)) })
    } catch (error) {
      parentPort.postMessage({ failed: String(error && error.message) })
    }
  })
  parentPort.postMessage({
    groups: metadata.row_groups.map(({ num_rows, columns }) => ({
      rows: Number(num_rows),
      bytes: columns.reduce((sum, { meta_data }) => sum + Number(meta_data?.total_uncompressed_size ?? 0), 0),
      packed: columns.reduce((sum, { meta_data }) => sum + Number(meta_data?.total_compressed_size ?? 0), 0),
      codecs: [...new Set(columns.map(({ meta_data }) => meta_data?.codec))],
      values: columns.reduce((least, { meta_data }) => Math.min(least, Number(meta_data?.num_values ?? 0)), Infinity),
    })),
    total: Number(metadata.num_rows),
  })
})().catch((error) => parentPort.postMessage({ failed: String(error && error.message) }))
`

interface Group {
  rows: number
  bytes: number
  packed: number
  codecs: (string | undefined)[]
  /** Of the column that has fewest. */
  values: number
}
type Answer = { groups: Group[]; total: number } | { rows: string[] } | { failed: string }

/** The rows of a Parquet file, group by group; `line` is the row's number from 1. Never throws for what is in the file. */
export async function* parquetRows(path: string, onBytes: (bytes: number) => void): AsyncGenerator<RowEvent[]> {
  const reader = new Worker(READER, {
    eval: true,
    workerData: { path },
    resourceLimits: { maxOldGenerationSizeMb: 768 },
    execArgv: [],
  })
  try {
    const head = await answerOf(reader)
    if (!('groups' in head)) {
      yield [
        fatal('not_json', 'It is no Parquet file that can be read: its end, which lists what is in it, is damaged.', 1),
      ]
      return
    }
    if (head.groups.reduce((sum, { rows }) => sum + rows, 0) !== head.total) {
      yield [fatal('truncated', `${DAMAGED}its groups have not the rows that the whole has.`, 1)]
      return
    }
    let start = 0
    for (const group of head.groups) {
      if (group.values < group.rows) {
        yield [fatal('truncated', `${DAMAGED}a group says it has more rows than values.`, start + 1)]
        return
      }
      const why = whyUnread(group)
      if (why) {
        yield [fatal('too_large', why, start + 1)]
        return
      }
      reader.postMessage({ rowStart: start, rowEnd: start + group.rows })
      const read = await answerOf(reader)
      if (!('rows' in read)) {
        const said = 'failed' in read ? read.failed : 'its bytes are damaged'
        yield [fatal('truncated', `It cannot be read from row ${start + 1} on: ${said}.`, start + 1)]
        return
      }
      for (let from = 0; from < read.rows.length; from += BATCH) {
        yield read.rows.slice(from, from + BATCH).map((raw, index) => toEvent(raw, start + from + index + 1))
      }
      start += group.rows
      onBytes(group.packed)
    }
    if (start === 0) yield [fatal('empty_file', 'The file has no rows.', 1)]
  } finally {
    await reader.terminate()
  }
}
/** Rows handed on at a time. */
const BATCH = 500

function answerOf(reader: Worker): Promise<Answer> {
  return new Promise((resolve) => {
    const failed = (why: string) => () => done({ failed: why })
    const onError = (error: Error) => done({ failed: error.message })
    const onExit = failed('its bytes are damaged')
    const timer = setTimeout(failed('it takes too long'), GROUP_MS)
    const done = (answer: Answer) => {
      clearTimeout(timer)
      reader.off('message', done).off('error', onError).off('exit', onExit)
      resolve(answer)
    }
    reader.on('message', done).on('error', onError).on('exit', onExit)
  })
}

const DAMAGED = 'What the file says of itself cannot be true: '

function whyUnread({ rows, bytes, codecs }: Group): string | null {
  const codec = codecs.find((one) => one && !READ_CODECS.has(one))
  if (codec) return `It is packed by a method that is not read here (${codec}).`
  // Rows without content take no bytes, and a thread that runs out of memory may take the whole process along.
  if (rows > GROUP_ROWS) return 'A group has more than 1,048,576 rows. Write the file again with smaller row groups.'
  return bytes > GROUP_BYTES
    ? 'A group of its rows takes more than 96 MB. Write the file again with smaller row groups.'
    : null
}
const READ_CODECS: ReadonlySet<string> = new Set(['UNCOMPRESSED', 'SNAPPY', 'GZIP', 'BROTLI', 'ZSTD'])

/** Integers beyond JSON's own are texts, dates as ISO has them, bytes by their length alone. */
function toEvent(raw: string, line: number): RowEvent {
  const value = JSON.parse(raw) as JsonValue
  const fault = textFault(value)
  if (fault !== null) return problem(fault, FAULTS[fault], line, raw)
  if (raw.length > ROW_CHARACTERS)
    return problem('too_large', 'The row takes more than 8 MB.', line, raw.slice(0, 1_000))
  return { type: 'row', line, path: '$', value, raw }
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
