import { Lines, MAX_LINE_CHARACTERS } from '../json/lines'
import { parseJson } from '../json/parse'
import { JsonFault, type JsonPosition } from '../json/tokens'
import { Utf8Chunks } from '../json/utf8'
import { formatPath, type JsonFound, type JsonIssue, type JsonPath, type JsonValue, JsonValues } from '../json/values'
import { type FileFormat, isLineFormat } from './formats'
import type { ImportProblem, ProblemCode } from './problems'
import { FRAMES, type Frame, type ImportContent, type ImportRecord, shapeRecord } from './records'

export type ImportEvent =
  | {
      type: 'record'
      record: ImportRecord
      /** What was read in another way than it stood. */
      notes?: string[]
    }
  /** `raw`: the text that is left out, for the quarantine; null when nothing is. */
  | { type: 'problem'; problem: ImportProblem; raw: string | null }

const KEPT_CHARACTERS = 20_000
/** What can be mended is kept whole, with its tools. */
export const KEPT_TO_MEND = 300_000

/**
 * Reads one file of a known format, chunk by chunk: write each chunk and take the events that it completed, then end.
 * Never throws, holds at most one record, and gives the same events however the file was cut.
 * After a FATAL problem (`failed`) the rest of the file is passed over.
 */
export class ImportFileReader {
  failed = false
  #events: ImportEvent[] = []
  #utf8 = new Utf8Chunks()
  #started = false
  #values: JsonValues | null = null
  #lines: Lines | null = null
  #line = 1
  /** The last part of a wrong shape; what stands in it is passed over. */
  #misplaced: JsonPath | null = null

  constructor(
    private readonly file: string,
    private readonly format: FileFormat,
  ) {
    if (isLineFormat(format)) this.#lines = new Lines()
    else this.#values = this.#readValues(FRAMES[format])
  }

  write(chunk: Uint8Array | string): ImportEvent[] {
    if (this.failed) return []
    if (typeof chunk === 'string') this.#feed(chunk)
    else {
      const { text, valid } = this.#utf8.write(chunk)
      this.#feed(text)
      if (!valid) this.#notUtf8()
    }
    return this.#events.splice(0)
  }

  end(): ImportEvent[] {
    if (!this.failed && !this.#utf8.end()) this.#notUtf8()
    if (!this.failed && !this.#started) {
      this.#problem('empty_file', 'FATAL', 'The file is empty.', null, [], null)
    }
    if (!this.failed && this.#lines) for (const line of this.#lines.end()) this.#readLine(line)
    if (!this.failed) this.#guard(() => this.#values?.end())
    return this.#events.splice(0)
  }

  #feed(chunk: string): void {
    let text = chunk
    if (!this.#started && text !== '') {
      this.#started = true
      if (text.startsWith('\uFEFF')) {
        text = text.slice(1)
        const message = 'The file begins with a byte order mark, which was passed over.'
        this.#problem('byte_order_mark', 'NOTE', message, { line: 1, column: 1 }, [], null)
      }
    }
    if (this.#lines) for (const line of this.#lines.write(text)) this.#readLine(line)
    else this.#guard(() => this.#values!.write(text))
  }

  #guard(read: () => void): void {
    try {
      read()
    } catch (error) {
      if (!(error instanceof JsonFault)) throw error
      this.#problem(error.code, 'FATAL', error.message, error.at, null, null)
    }
  }

  #notUtf8(): void {
    if (this.failed) return
    const at = this.#values?.position ?? { line: this.#line, column: 1 }
    this.#problem('not_utf8', 'FATAL', 'The file is not UTF-8 text from here on. Save it as UTF-8.', at, null, null)
  }

  #readValues(frames: Frame[]): JsonValues {
    return new JsonValues(frames.length, {
      open: (kind, path, at) => this.#checkFrame(kind, frames[path.length]!, path, at),
      value: (found) => this.#readValue(found, frames),
      issue: (issue) => this.#frameIssue(issue),
    })
  }

  /** One problem for a part of another shape, however much stands in it; a whole file of another shape is not ours. */
  #checkFrame(kind: 'object' | 'array', expected: Frame, path: JsonPath, at: JsonPosition): void {
    if (this.failed || expected === 'any' || kind === expected || this.#isMisplaced(path)) return
    const severity = path.length === 0 ? 'FATAL' : 'ERROR'
    this.#problem('wrong_shape', severity, `Expected ${NAMES[expected]} here, found ${NAMES[kind]}.`, at, path, null)
    this.#misplaced = path
  }

  #isMisplaced(path: JsonPath): boolean {
    return this.#misplaced?.every((part, level) => part === path[level]) ?? false
  }

  #frameIssue({ code, message, at, path }: JsonIssue): void {
    if (this.failed) return
    if (code === 'duplicate_key') this.#problem(code, 'WARNING', `${message} Both were read.`, at, path, null)
    else this.#problem(code, 'ERROR', `${message} What stands under it is left out.`, at, path, null)
  }

  #readValue({ value, path, at, raw, issues }: JsonFound, frames: Frame[]): void {
    if (this.failed || this.#isMisplaced(path)) return
    if (path.length < frames.length) {
      const expected = frames[path.length]!
      const message = `Expected ${expected === 'any' ? 'a list' : NAMES[expected]} here, found a single value.`
      this.#problem('wrong_shape', 'ERROR', message, at, path, raw)
    } else if (issues.length > 0) {
      const { code, message, at: place, path: inside } = issues[0]!
      this.#problem(code, 'ERROR', withMore(message, issues.length), place, inside, raw)
    } else this.#shape(value, path, at, raw)
  }

  #readLine({ number, text, tooLong }: { number: number; text: string; tooLong: boolean }): void {
    this.#line = number + 1
    if (tooLong) {
      const message = `The line has more than ${MAX_LINE_CHARACTERS.toLocaleString('en')} characters.`
      this.#problem('line_too_long', 'ERROR', message, { line: number, column: 1 }, [], text)
      return
    }
    if (text.trim() === '') return
    const parsed = parseJson(text, 'EXACT')
    if (parsed.ok) {
      this.#shape(parsed.value, [], { line: number, column: 1 }, text)
      return
    }
    const { code, message, path, at } = parsed.problems[0]!
    const place = { line: number, column: at.column }
    this.#problem(code, 'ERROR', withMore(message, parsed.problems.length), place, path, text)
  }

  #shape(value: JsonValue, path: JsonPath, at: JsonPosition, raw: string): void {
    const shaped = shapeRecord(this.format, path, value)
    if (!shaped.ok) {
      this.#problem(shaped.code ?? 'wrong_shape', 'ERROR', `${shaped.message}.`, at, [...path, ...shaped.path], raw)
      return
    }
    for (const content of shaped.contents) {
      this.#events.push({
        type: 'record',
        record: {
          ...content,
          line: at.line,
          path: formatPath(path),
          raw: shaped.contents.length === 1 ? raw : own(content, raw),
        },
      })
    }
  }

  #problem(
    code: ProblemCode,
    severity: ImportProblem['severity'],
    message: string,
    at: JsonPosition | null,
    path: JsonPath | null,
    raw: string | null,
  ): void {
    if (severity === 'FATAL') this.failed = true
    const problem = {
      code,
      severity,
      message: storable(message),
      file: this.file,
      line: at?.line ?? null,
      column: at?.column ?? null,
      path: path && storable(formatPath(path)),
    }
    this.#events.push({
      type: 'problem',
      problem,
      raw: raw === null ? null : storable(raw, KEPT_TO_MEND),
    })
  }
}

/** Of one of several instructions of a record what is its own; the rest of the record is with its content. */
const own = (content: ImportContent, raw: string) =>
  content.kind === 'instruction' ? JSON.stringify(content.content.text) : raw

const NAMES = { object: 'an object', array: 'a list' }

const withMore = (message: string, count: number) =>
  count === 1 ? message : `${message} And ${count - 1} more like it.`

/** PostgreSQL's text takes neither U+0000 nor half a character; a quarantined line shows a mark in their place. */
export const storable = (text: string, characters = KEPT_CHARACTERS) =>
  text.slice(0, characters).toWellFormed().replaceAll('\u0000', '\uFFFD')
