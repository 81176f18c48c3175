import { MAX_LINE_CHARACTERS } from '../../json/lines'
import { Utf8Chunks } from '../../json/utf8'
import type { JsonValue } from '../../json/values'
import type { ProblemCode } from '../problems'
import type { RowEvent, RowSource } from './read-rows'
import { FAULTS, textFault } from './text-fault'

/**
 * The rows of a CSV (RFC 4180) with a first line of column names: each an object of texts, cells that are left empty as
 * null. Holds one row at a time, never throws, and gives the same however the file was cut.
 */
export class CsvRows implements RowSource {
  failed = false
  #events: RowEvent[] = []
  #utf8 = new Utf8Chunks()
  #columns: string[] | null = null
  #started = false
  /** Line of the character that comes next, and of the row's first. */
  #line = 1
  #rowLine = 1
  #cells: (string | null)[] = []
  #cell = ''
  #state: State = 'BEGIN'
  #size = 0
  /** What is wrong with the row that is being read. */
  #fault: string | null = null

  write(chunk: Uint8Array | string): RowEvent[] {
    if (this.failed) return []
    const { text, valid } = typeof chunk === 'string' ? { text: chunk, valid: true } : this.#utf8.write(chunk)
    this.#feed(text)
    if (!valid) this.#fatal('not_utf8', 'The file is not UTF-8 text from here on. Save it as UTF-8.')
    return this.#events.splice(0)
  }

  end(): RowEvent[] {
    if (this.failed) return []
    if (!this.#utf8.end()) this.#fatal('not_utf8', 'The file is not UTF-8 text from here on. Save it as UTF-8.')
    else if (this.#state === 'QUOTED') {
      this.#fatal('truncated', `A quote of the row in line ${this.#rowLine} is not closed.`)
    } else {
      if (this.#cells.length > 0 || this.#cell !== '' || this.#state === 'CLOSED') this.#endRow()
      if (this.#columns === null) this.#fatal('empty_file', 'The file is empty.')
    }
    return this.#events.splice(0)
  }

  #feed(chunk: string): void {
    let at = 0
    if (!this.#started && chunk !== '') {
      this.#started = true
      if (chunk.startsWith('\uFEFF')) at = 1
    }
    while (at < chunk.length && !this.failed)
      at = this.#state === 'QUOTED' ? this.#quoted(chunk, at) : this.#open(chunk, at)
  }

  /** Up to the next quote; the state CLOSED then tells whether it was the end or half of a pair. */
  #quoted(text: string, from: number): number {
    const quote = text.indexOf('"', from)
    const to = quote < 0 ? text.length : quote
    const piece = text.slice(from, to)
    this.#keep(piece)
    for (let at = piece.indexOf('\n'); at >= 0; at = piece.indexOf('\n', at + 1)) this.#line++
    if (quote < 0) return to
    this.#state = 'CLOSED'
    return quote + 1
  }

  #open(text: string, from: number): number {
    const char = text[from]!
    if (char === ',') this.#endCell('BEGIN')
    else if (char === '\n') {
      this.#endRow()
      this.#line++
      this.#rowLine = this.#line
    } else if (char === '"') return this.#quote(from)
    else {
      let to = from + 1
      while (to < text.length && text[to] !== ',' && text[to] !== '\n' && text[to] !== '"') to++
      const piece = text.slice(from, to)
      if (this.#state === 'CLOSED' && piece.trim() !== '') {
        this.#fault ??= 'After a closing quote comes a comma or the end of the line'
      }
      // What follows a closing quote is no part of the cell: a carriage return, or a fault.
      if (this.#state !== 'CLOSED') {
        this.#keep(piece)
        this.#state = 'PLAIN'
      }
      return to
    }
    return from + 1
  }

  #quote(from: number): number {
    if (this.#state === 'CLOSED') {
      this.#keep('"')
      this.#state = 'QUOTED'
    } else if (this.#state === 'BEGIN') this.#state = 'QUOTED'
    else this.#fault ??= 'A quote stands inside a cell that is not quoted'
    return from + 1
  }

  #keep(piece: string): void {
    this.#size += piece.length
    if (this.#size <= MAX_LINE_CHARACTERS) this.#cell += piece
    else this.#fault ??= `The row has more than ${MAX_LINE_CHARACTERS.toLocaleString('en')} characters`
  }

  #endCell(next: State): void {
    const text = this.#state === 'PLAIN' && next === 'END' ? this.#cell.replace(/\r$/, '') : this.#cell
    this.#cells.push(text === '' && this.#state !== 'CLOSED' ? null : text)
    this.#cell = ''
    this.#state = next === 'END' ? 'BEGIN' : next
  }

  #endRow(): void {
    const lone = this.#cells.length === 0 && this.#state !== 'CLOSED' && this.#cell.replace(/\r$/, '') === ''
    this.#endCell('END')
    const cells = this.#cells
    const fault = this.#fault
    this.#cells = []
    this.#size = 0
    this.#fault = null
    if (lone) return
    if (this.#columns === null) this.#readColumns(cells, fault)
    else this.#readRow(this.#columns, cells, fault)
  }

  #readColumns(cells: (string | null)[], fault: string | null): void {
    const names = cells.map((cell) => cell?.trim() ?? '')
    this.#columns = names
    const twice = names.find((name, place) => names.indexOf(name) !== place)
    const unsafe = names.find((name) => name in {})
    if (fault !== null) this.#fatal('wrong_shape', `${fault}, in the line of column names.`)
    else if (twice !== undefined || unsafe !== undefined)
      this.#fatal('duplicate_key', `The column "${twice ?? unsafe}" stands twice, or has a name that is refused.`)
  }

  #readRow(columns: readonly string[], cells: readonly (string | null)[], fault: string | null): void {
    const row: { [key: string]: JsonValue } = {}
    for (const [place, name] of columns.entries()) row[name] = cells[place] ?? null
    const raw = JSON.stringify(row)
    const why =
      fault ??
      (cells.length > columns.length ? `It has ${cells.length} cells and the file ${columns.length} columns` : null)
    const unkept = textFault(row)
    if (why === null && unkept === null) {
      this.#events.push({ type: 'row', line: this.#rowLine, path: '$', value: row, raw })
      return
    }
    const code = unkept ?? 'wrong_shape'
    const message = why === null ? FAULTS[unkept!] : `${why}.`
    this.#events.push({ ...{ type: 'problem', code, message, raw, fatal: false }, ...this.#place })
  }

  get #place() {
    return { line: this.#rowLine, column: 1, path: '$' }
  }

  #fatal(code: ProblemCode, message: string): void {
    this.failed = true
    this.#events.push({ ...{ type: 'problem', code, message, raw: null, fatal: true }, ...this.#place })
  }
}

type State = 'BEGIN' | 'PLAIN' | 'QUOTED' | 'CLOSED' | 'END'
