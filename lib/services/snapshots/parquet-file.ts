import { ByteWriter, ParquetWriter } from 'hyparquet-writer'
import { flatRow, HUGGINGFACE_COLUMNS } from '@/lib/core/export/rows/huggingface'
import type { JsonObject } from '@/lib/core/record/conversation'
import type { Pieces } from './write-file'

/** Rows of one row group: some megabytes of text. */
const GROUP = 2_000

const SCHEMA = [
  { name: 'root', num_children: HUGGINGFACE_COLUMNS.length },
  ...HUGGINGFACE_COLUMNS.map((name) => ({
    ...{ name, type: 'BYTE_ARRAY' as const, converted_type: 'UTF8' as const, repetition_type: 'OPTIONAL' as const },
  })),
]

/**
 * The Hub's JSONL rows as flat Parquet: columns of texts, conversations and tools as JSON text, so that every reader has the
 * same schema. A group of rows at a time is in memory.
 */
export async function* writeParquet(lines: Pieces): Pieces {
  const writer = new Drained()
  const file = new ParquetWriter({ writer, schema: SCHEMA, createdBy: 'plumbline' })
  let rows: ReturnType<typeof flatRow>[] = []
  const group = (): Buffer => {
    const columnData = HUGGINGFACE_COLUMNS.map((name) => ({ name, data: rows.map((row) => row[name]) }))
    file.write({ columnData, rowGroupSize: GROUP })
    rows = []
    return writer.drain()
  }
  for (;;) {
    const { done, value } = await lines.next()
    if (done) {
      if (rows.length > 0) yield group()
      file.finish()
      yield writer.drain()
      return value
    }
    for (const line of String(value).split('\n')) {
      if (line === '') continue
      rows.push(flatRow(JSON.parse(line) as JsonObject))
      if (rows.length === GROUP) yield group()
    }
  }
}

/** What was written since the last time; offsets go on counting. */
class Drained extends ByteWriter {
  drain(): Buffer {
    const bytes = Buffer.from(this.getBytes())
    this.index = 0
    return bytes
  }
}
