import { ImportFileError } from './file-error'

export type Path = readonly (string | number)[]

/** A value found at the record depth, or a scalar above it. `bytes` is null when it was longer than allowed. */
export interface ScannedValue {
  kind: 'value'
  path: Path
  line: number
  bytes: Buffer | null
}
/** A container above the record depth begins (line of its bracket) or ends (line where it began). */
export interface ScannedContainer {
  kind: 'open' | 'close'
  path: Path
  line: number
  container: 'object' | 'array'
  /** On close: how many members it had. */
  members: number
}
export type ScanEvent = ScannedValue | ScannedContainer

interface Frame {
  object: boolean
  line: number
  members: number
  key: string
  keys: Set<string> | null
}

type Expect = 'value' | 'valueOrClose' | 'key' | 'keyOrClose' | 'colon' | 'commaOrClose' | 'end'

const QUOTE = 0x22
const BACKSLASH = 0x5c
const NEWLINE = 0x0a
const COMMA = 0x2c
const COLON = 0x3a
const OPEN_OBJECT = 0x7b
const CLOSE_OBJECT = 0x7d
const OPEN_ARRAY = 0x5b
const CLOSE_ARRAY = 0x5d
const isSpace = (byte: number) => byte === 0x20 || byte === NEWLINE || byte === 0x0d || byte === 0x09
const endsScalar = (byte: number) =>
  isSpace(byte) || byte === COMMA || byte === CLOSE_OBJECT || byte === CLOSE_ARRAY || byte === COLON

export const MAX_VALUE_BYTES = 4 * 1024 * 1024
const MAX_KEY_BYTES = 1_000
const MAX_KEYS = 100_000

/**
 * Cuts one JSON document into values at a given depth without ever holding more than one of them.
 * Above that depth it checks the grammar and duplicate keys itself; a value's own bytes are left to JSON.parse.
 * Lines count from 1.
 */
export class JsonScanner {
  private readonly stack: Frame[] = []
  private expect: Expect = 'value'
  private line = 1
  private events: ScanEvent[] = []
  /** Set while inside a captured value or key. */
  private mode: 'none' | 'string' | 'scalar' | 'nested' = 'none'
  private isKey = false
  private escaped = false
  private inString = false
  private nesting = 0
  private startLine = 1
  private pieces: Buffer[] = []
  private size = 0
  private overlong = false

  constructor(private readonly recordDepth: number) {}

  /** Events of this chunk. Throws ImportFileError at the first byte that cannot be JSON. */
  write(chunk: Buffer): ScanEvent[] {
    this.events = []
    let at = 0
    while (at < chunk.length) at = this.mode === 'none' ? this.structure(chunk, at) : this.capture(chunk, at)
    return this.events
  }

  end(): ScanEvent[] {
    this.events = []
    if (this.mode === 'scalar') this.finish()
    if (this.mode !== 'none' || this.stack.length > 0) {
      const open = this.stack.at(-1)
      const where = this.mode === 'none' && open ? open.line : this.startLine
      throw new ImportFileError(
        'truncated',
        this.line,
        `The file ends inside ${this.mode === 'none' ? 'a list or object' : 'a value'} that began on line ${where}. It looks cut off.`,
      )
    }
    if (this.expect !== 'end') throw new ImportFileError('empty', this.line, 'The file is empty.')
    return this.events
  }

  private path(): (string | number)[] {
    return this.stack.map((frame) => (frame.object ? frame.key : frame.members))
  }

  private structure(chunk: Buffer, at: number): number {
    const byte = chunk[at]!
    if (isSpace(byte)) {
      if (byte === NEWLINE) this.line += 1
      return at + 1
    }
    switch (this.expect) {
      case 'colon':
        if (byte !== COLON) throw this.unexpected(byte, 'a colon')
        this.expect = 'value'
        return at + 1
      case 'commaOrClose':
        if (byte === COMMA) {
          this.expect = this.stack.at(-1)!.object ? 'key' : 'value'
          return at + 1
        }
        return this.close(byte, at)
      case 'keyOrClose':
        if (byte === CLOSE_OBJECT) return this.close(byte, at)
        return this.beginKey(byte, at)
      case 'key':
        return this.beginKey(byte, at)
      case 'valueOrClose':
        if (byte === CLOSE_ARRAY) return this.close(byte, at)
        return this.beginValue(byte, at)
      case 'value':
        return this.beginValue(byte, at)
      case 'end':
        throw new ImportFileError(
          'not_json',
          this.line,
          `More text follows the end of the JSON on line ${this.line}. One JSON value a file, or one a line (JSONL).`,
        )
    }
  }

  private beginKey(byte: number, at: number): number {
    if (byte !== QUOTE) throw this.unexpected(byte, 'a key in double quotes')
    this.isKey = true
    return this.begin('string', at)
  }

  private beginValue(byte: number, at: number): number {
    const container = byte === OPEN_OBJECT || byte === OPEN_ARRAY
    if (container && this.stack.length < this.recordDepth) {
      const object = byte === OPEN_OBJECT
      this.events.push({
        kind: 'open',
        path: this.path(),
        line: this.line,
        container: object ? 'object' : 'array',
        members: 0,
      })
      this.stack.push({ object, line: this.line, members: 0, key: '', keys: object ? new Set() : null })
      this.expect = object ? 'keyOrClose' : 'valueOrClose'
      return at + 1
    }
    if (container) return this.begin('nested', at)
    if (byte === QUOTE) return this.begin('string', at)
    if ((byte >= 0x30 && byte <= 0x39) || byte === 0x2d || byte === 0x74 || byte === 0x66 || byte === 0x6e)
      return this.begin('scalar', at)
    throw this.unexpected(byte, 'a value')
  }

  private begin(mode: 'string' | 'scalar' | 'nested', at: number): number {
    this.mode = mode
    this.startLine = this.line
    this.nesting = 0
    this.inString = false
    this.escaped = false
    this.pieces = []
    this.size = 0
    this.overlong = false
    return at
  }

  private close(byte: number, at: number): number {
    const frame = this.stack.at(-1)
    if (!frame) throw this.unexpected(byte, 'the end of the file')
    if (byte !== (frame.object ? CLOSE_OBJECT : CLOSE_ARRAY))
      throw this.unexpected(byte, `a comma or ${frame.object ? '}' : ']'}`)
    this.stack.pop()
    const container = frame.object ? 'object' : 'array'
    this.events.push({ kind: 'close', path: this.path(), line: frame.line, container, members: frame.members })
    this.afterValue()
    return at + 1
  }

  private afterValue(): void {
    const frame = this.stack.at(-1)
    if (frame) frame.members += 1
    this.expect = frame ? 'commaOrClose' : 'end'
  }

  /** Runs to the end of the captured value or of the chunk. */
  private capture(chunk: Buffer, start: number): number {
    const end =
      this.mode === 'nested'
        ? this.scanNested(chunk, start)
        : this.mode === 'string'
          ? this.scanString(chunk, start)
          : this.scanScalar(chunk, start)
    const stop = end < 0 ? chunk.length : end
    this.keep(chunk.subarray(start, stop))
    if (end >= 0) this.finish()
    return stop
  }

  private keep(piece: Buffer): void {
    this.size += piece.length
    if (this.size > (this.isKey ? MAX_KEY_BYTES : MAX_VALUE_BYTES)) {
      this.overlong = true
      this.pieces = []
    }
    if (!this.overlong) this.pieces.push(piece)
  }

  private scanNested(chunk: Buffer, start: number): number {
    let { inString, escaped, nesting, line } = this
    let end = -1
    for (let i = start; i < chunk.length; i++) {
      const byte = chunk[i]!
      if (inString) {
        if (escaped) escaped = false
        else if (byte === BACKSLASH) escaped = true
        else if (byte === QUOTE) inString = false
        else if (byte === NEWLINE) line += 1
      } else if (byte === QUOTE) inString = true
      else if (byte === OPEN_OBJECT || byte === OPEN_ARRAY) nesting += 1
      else if (byte === NEWLINE) line += 1
      else if (byte === CLOSE_OBJECT || byte === CLOSE_ARRAY) {
        nesting -= 1
        if (nesting === 0) {
          end = i + 1
          break
        }
      }
    }
    Object.assign(this, { inString, escaped, nesting, line })
    return end
  }

  private scanString(chunk: Buffer, start: number): number {
    for (let i = start; i < chunk.length; i++) {
      const byte = chunk[i]!
      if (!this.inString) this.inString = true
      else if (this.escaped) this.escaped = false
      else if (byte === BACKSLASH) this.escaped = true
      else if (byte === QUOTE) return i + 1
      else if (byte === NEWLINE)
        throw new ImportFileError('not_json', this.line, `A string on line ${this.line} has no closing quote.`)
    }
    return -1
  }

  private scanScalar(chunk: Buffer, start: number): number {
    for (let i = start; i < chunk.length; i++) if (endsScalar(chunk[i]!)) return i
    return -1
  }

  private finish(): void {
    const bytes = this.overlong ? null : this.pieces.length === 1 ? this.pieces[0]! : Buffer.concat(this.pieces)
    this.pieces = []
    this.mode = 'none'
    if (this.isKey) {
      this.isKey = false
      this.takeKey(bytes)
      return
    }
    this.events.push({ kind: 'value', path: this.path(), line: this.startLine, bytes })
    this.afterValue()
  }

  private takeKey(bytes: Buffer | null): void {
    const frame = this.stack.at(-1)!
    if (!bytes)
      throw new ImportFileError('wrong_shape', this.line, `A key on line ${this.line} is over ${MAX_KEY_BYTES} bytes.`)
    const key = parseKey(bytes, this.line)
    if (frame.keys!.has(key))
      throw new ImportFileError('duplicate_key', this.line, `The key "${key}" on line ${this.line} occurs twice.`)
    if (frame.keys!.size >= MAX_KEYS)
      throw new ImportFileError('wrong_shape', this.line, `An object has more than ${MAX_KEYS} keys.`)
    frame.keys!.add(key)
    frame.key = key
    this.expect = 'colon'
  }

  private unexpected(byte: number, wanted: string): ImportFileError {
    const found = byte > 0x20 && byte < 0x7f ? `"${String.fromCharCode(byte)}"` : `byte 0x${byte.toString(16)}`
    return new ImportFileError(
      'not_json',
      this.line,
      `Not JSON: ${found} on line ${this.line} where ${wanted} was expected.`,
    )
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

function parseKey(bytes: Buffer, line: number): string {
  let key: string
  try {
    key = JSON.parse(utf8.decode(bytes)) as string
  } catch {
    throw new ImportFileError('not_json', line, `The key on line ${line} is not a valid JSON string in UTF-8.`)
  }
  if (!key.isWellFormed() || key.includes('\0'))
    throw new ImportFileError(
      'unstorable_text',
      line,
      `The key on line ${line} holds U+0000 or half of a surrogate pair.`,
    )
  return key
}
