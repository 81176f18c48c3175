import { Lines, MAX_LINE_CHARACTERS } from '../../json/lines'
import { parseJson } from '../../json/parse'
import { JsonFault } from '../../json/tokens'
import { Utf8Chunks } from '../../json/utf8'
import { formatPath, type JsonFound, type JsonPath, type JsonValue, JsonValues } from '../../json/values'
import { WithoutNaN } from '../../json/without-nan'
import type { ProblemCode } from '../problems'

export type RowEvent =
  /** `raw`: its text as it stood in the file, or where it stood in another form as JSON. */
  | { type: 'row'; line: number; path: string; value: JsonValue; raw: string }
  /** A row, or (`fatal`) the rest of the file, that cannot be read; `raw`: the row's text, null where none is at hand. */
  | {
      type: 'problem'
      code: ProblemCode
      line: number
      column: number
      path: string
      message: string
      fatal: boolean
      raw: string | null
    }

/** Cuts a file into rows: write each chunk and take what it completed, then end. */
export interface RowSource {
  /** The rest cannot be read. */
  readonly failed: boolean
  write(chunk: Uint8Array | string): RowEvent[]
  end(): RowEvent[]
}

/**
 * The rows of a file, chunk by chunk, however they are held: a line each, the members of one list, or (`under`) of a
 * list under that key of one object, which may hold Python's NaN and Infinity (read as null). Holds one row at a time, never throws, and gives the same however the file was cut.
 */
export class RowStream implements RowSource {
  failed = false
  #events: RowEvent[] = []
  #utf8 = new Utf8Chunks()
  #lines: Lines | null = null
  #values: JsonValues | null = null
  #python: WithoutNaN | null = null
  #head = ''
  #line = 1

  constructor(private readonly under: string | null = null) {}

  write(chunk: Uint8Array | string): RowEvent[] {
    if (this.failed) return []
    const { text, valid } = typeof chunk === 'string' ? { text: chunk, valid: true } : this.#utf8.write(chunk)
    this.#feed(text)
    if (!valid) this.#notUtf8()
    return this.#events.splice(0)
  }

  end(): RowEvent[] {
    if (!this.failed && !this.#utf8.end()) this.#notUtf8()
    if (!this.failed && !this.#lines && !this.#values) this.#fatal('empty_file', 'The file is empty.', START)
    if (!this.failed) for (const line of this.#lines?.end() ?? []) this.#readLine(line)
    if (!this.failed) {
      this.#guard(() => {
        if (this.#python) this.#values?.write(this.#python.end())
        this.#values?.end()
      })
    }
    return this.#events.splice(0)
  }

  #feed(chunk: string): void {
    let text = chunk
    if (!this.#lines && !this.#values) {
      this.#head = (this.#head + chunk).replace(/^\uFEFF/, '')
      const first = /\S/.exec(this.#head)?.[0]
      if (first === undefined) return
      text = this.#head
      if (this.under !== null) {
        this.#values = this.#readValues(2)
        this.#python = new WithoutNaN()
      } else if (first === '[') this.#values = this.#readValues(1)
      else this.#lines = new Lines()
    }
    if (this.#lines) for (const line of this.#lines.write(text)) this.#readLine(line)
    else this.#guard(() => this.#values!.write(this.#python ? this.#python.write(text) : text))
  }

  #readValues(depth: number): JsonValues {
    return new JsonValues(depth, { value: (found) => this.#readValue(found), issue: () => {} })
  }

  #readValue({ value, path, at, raw, issues }: JsonFound): void {
    if (this.failed || (this.under !== null && path[0] !== this.under)) return
    if (issues.length > 0) {
      const { code, message, at: place, path: inside } = issues[0]!
      this.#problem({ code, message, path: inside, raw }, place)
    } else this.#events.push({ type: 'row', line: at.line, path: formatPath(path), value, raw })
  }

  #readLine({ number, text, tooLong }: { number: number; text: string; tooLong: boolean }): void {
    this.#line = number + 1
    if (tooLong) {
      const message = `The line has more than ${MAX_LINE_CHARACTERS.toLocaleString('en')} characters.`
      this.#problem({ code: 'line_too_long', message, path: [], raw: text }, { line: number, column: 1 })
    } else if (text.trim() !== '') {
      const parsed = parseJson(text, 'EXACT')
      if (parsed.ok) this.#events.push({ type: 'row', line: number, path: '$', value: parsed.value, raw: text })
      else {
        const { code, message, path, at } = parsed.problems[0]!
        this.#problem({ code, message, path, raw: text }, { line: number, column: at.column })
      }
    }
  }

  #guard(read: () => void): void {
    try {
      read()
    } catch (error) {
      if (!(error instanceof JsonFault)) throw error
      this.#fatal(error.code, error.message, error.at)
    }
  }

  #notUtf8(): void {
    const at = this.#values?.position ?? { line: this.#line, column: 1 }
    this.#fatal('not_utf8', 'The file is not UTF-8 text from here on. Save it as UTF-8.', at)
  }

  #fatal(code: ProblemCode, message: string, at: Place): void {
    this.failed = true
    this.#problem({ code, message, path: [], raw: null, fatal: true }, at)
  }

  #problem({ path, fatal = false, ...rest }: Trouble, { line, column }: Place): void {
    this.#events.push({ type: 'problem', ...rest, line, column, path: formatPath(path), fatal })
  }
}

interface Place {
  line: number
  column: number
}
interface Trouble {
  code: ProblemCode
  message: string
  path: JsonPath
  raw: string | null
  fatal?: boolean
}
const START = { line: 1, column: 1 }
