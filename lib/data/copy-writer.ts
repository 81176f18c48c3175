import { once } from 'node:events'
import type pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'

export type CopyValue = string | number | boolean | null

const FLUSH_AT = 64 * 1024
const NEEDS_ESCAPE = /[\\\n\r\t]/
const ESCAPES: Record<string, string> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' }

/** One field in COPY's text format. */
export function copyField(value: CopyValue): string {
  if (value === null) return '\\N'
  if (typeof value === 'boolean') return value ? 't' : 'f'
  if (typeof value === 'number') return String(value)
  return NEEDS_ESCAPE.test(value) ? value.replace(/[\\\n\r\t]/g, (char) => ESCAPES[char]!) : value
}

/** Rows into a table by COPY, in pieces of 64 kB with back pressure. One COPY at a time on a connection. */
export class CopyWriter {
  private readonly stream: ReturnType<typeof copyFrom> & NodeJS.WritableStream
  private readonly failed: Promise<never>
  private pending = ''

  constructor(client: pg.Client, table: string, columns: readonly string[]) {
    this.stream = client.query(copyFrom(`copy ${table} (${columns.join(', ')}) from stdin`))
    this.failed = once(this.stream, 'error').then(([error]) => {
      throw error
    })
    // Awaited only beside a drain or the end; until then it must not count as unhandled.
    this.failed.catch(() => {})
  }

  /** Resolves at once unless the database is behind. */
  row(values: readonly CopyValue[]): Promise<void> | undefined {
    this.pending += `${values.map(copyField).join('\t')}\n`
    if (this.pending.length < FLUSH_AT) return undefined
    return this.flush()
  }

  private flush(): Promise<void> {
    const piece = this.pending
    this.pending = ''
    return this.raw(piece)
  }

  /** Bytes that are in COPY's text format already. */
  async raw(piece: string | Buffer): Promise<void> {
    if (!this.stream.write(piece)) await Promise.race([once(this.stream, 'drain'), this.failed])
  }

  /** Sends the rest and waits until the database has it all; returns how many rows. */
  async end(): Promise<number> {
    const finished = once(this.stream, 'finish')
    this.stream.end(this.pending)
    await Promise.race([finished, this.failed])
    return this.stream.rowCount
  }

  /** Ends the COPY with an error, so that nothing of it stays. */
  async abort(): Promise<void> {
    this.stream.destroy(new Error('given up'))
    await this.failed.catch(() => {})
  }
}
