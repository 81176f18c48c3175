import { JsonTokenizer } from './tokenizer'
import { JsonFault, type JsonIssueCode, type JsonPosition, type JsonScalar } from './tokens'

export type JsonValue = JsonScalar | JsonValue[] | { [key: string]: JsonValue }
export type JsonPath = readonly (string | number)[]

export interface JsonIssue {
  code: JsonIssueCode
  message: string
  path: JsonPath
  at: JsonPosition
}

export interface JsonFound {
  value: JsonValue
  path: JsonPath
  at: JsonPosition
  /** The value's text as it stood in the file. */
  raw: string
  /** What the value cannot be kept for; empty in a clean one. */
  issues: JsonIssue[]
}

export interface JsonFindings {
  /** A value at the wanted depth, or a scalar above it. */
  value(found: JsonFound): void
  /** A container above the wanted depth. */
  open?(kind: 'object' | 'array', path: JsonPath, at: JsonPosition): void
  /** An issue above the wanted depth: a duplicate or unsafe key of the frame. */
  issue(issue: JsonIssue): void
}

interface Frame {
  kind: 'object' | 'array'
  index: number
  key: string
  /** Keys seen; frames above the wanted depth only. */
  keys: Set<string> | null
  /** What is being built; null above the wanted depth. */
  value: JsonValue[] | { [key: string]: JsonValue } | null
  /** The current member has an unsafe key and is left out. */
  dropped: boolean
}

const MAX_VALUE_CHARACTERS = 8_388_608
const MAX_FRAME_KEYS = 100_000

/** `$.a["b c"][0]` */
export const formatPath = (path: JsonPath) =>
  path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`
    return /^[A-Za-z_][A-Za-z0-9_]*$/.test(part) ? `${text}.${part}` : `${text}[${JSON.stringify(part)}]`
  }, '$')

/**
 * Builds the values that stand `depth` levels deep in a JSON text, one at a time, so that a file of any size passes
 * through without being held. Above that depth it only walks. Duplicate keys keep the first value and are reported.
 */
export class JsonValues {
  #tokenizer: JsonTokenizer
  #frames: Frame[] = []
  #issues: JsonIssue[] = []
  #at: JsonPosition = { line: 1, column: 1 }
  #chunk = ''
  #raw = ''
  #rawFrom = -1

  constructor(
    private readonly depth: number,
    private readonly found: JsonFindings,
  ) {
    this.#tokenizer = new JsonTokenizer({
      open: (kind, at) => this.#open(kind, at),
      close: () => this.#close(),
      key: (name, at) => this.#key(name, at),
      scalar: (value, at) => this.#scalar(value, at),
      issue: (code, message, at) => this.#issue(code, message, at),
    })
  }

  /** Throws JsonFault. */
  write(chunk: string): void {
    this.#chunk = chunk
    this.#tokenizer.write(chunk)
    if (this.#rawFrom < 0) return
    this.#raw += chunk.slice(this.#rawFrom)
    this.#rawFrom = 0
    if (this.#raw.length > MAX_VALUE_CHARACTERS) {
      throw new JsonFault('too_large', 'One record takes more than 8 MB (8,388,608 characters).', this.#at)
    }
  }

  /** Throws JsonFault when the text is not complete. */
  end(): void {
    this.#chunk = ''
    this.#tokenizer.end()
  }

  /** Where the next character stands. */
  get position(): JsonPosition {
    return this.#tokenizer.position
  }

  #path(): JsonPath {
    return this.#frames.map((frame) => (frame.kind === 'array' ? frame.index : frame.key))
  }

  #issue(code: JsonIssueCode, message: string, at: JsonPosition): void {
    // Issues come just before their key or scalar: in an array that is the next element.
    const path = this.#frames.map((frame, level) =>
      frame.kind === 'object' ? frame.key : frame.index + Number(level === this.#frames.length - 1),
    )
    this.#issues.push({ code, message, path, at })
  }

  get #building(): boolean {
    return this.#frames.length > this.depth
  }

  #key(name: string, at: JsonPosition): void {
    const frame = this.#frames.at(-1)!
    frame.key = name
    frame.dropped = name === '__proto__' || name === 'constructor' || name === 'prototype'
    const path = this.#path()
    for (const issue of this.#issues) if (issue.at === at) issue.path = path
    if (frame.keys) for (const issue of this.#issues.splice(0)) this.found.issue(issue)
    const known = frame.keys ? frame.keys.has(name) : Object.hasOwn(frame.value as object, name)
    if (known) {
      const issue = {
        code: 'duplicate_key' as const,
        message: `The key "${name}" stands twice.`,
        path: this.#path(),
        at,
      }
      if (frame.keys) this.found.issue(issue)
      else this.#issues.push(issue)
      frame.dropped ||= frame.keys === null
    }
    frame.keys?.add(name)
    if (frame.keys && frame.keys.size > MAX_FRAME_KEYS) {
      throw new JsonFault('too_large', `An object of more than ${MAX_FRAME_KEYS} keys.`, at)
    }
  }

  #enter(at: JsonPosition): void {
    const parent = this.#frames.at(-1)
    if (parent?.kind === 'array') parent.index++
    if (this.#frames.length === this.depth) this.#at = at
  }

  #open(kind: 'object' | 'array', at: JsonPosition): void {
    this.#enter(at)
    const walking = this.#frames.length < this.depth
    if (walking) this.found.open?.(kind, this.#path(), at)
    else if (this.#frames.length === this.depth) {
      this.#raw = ''
      this.#rawFrom = this.#tokenizer.cursor
    }
    const value = walking ? null : kind === 'array' ? [] : {}
    const keys = walking && kind === 'object' ? new Set<string>() : null
    this.#frames.push({ kind, index: -1, key: '', keys, value, dropped: false })
  }

  #close(): void {
    const { value } = this.#frames.pop()!
    if (value === null) return
    if (this.#frames.length > this.depth) {
      this.#attach(value)
      return
    }
    const raw = this.#raw + this.#chunk.slice(this.#rawFrom, this.#tokenizer.cursor)
    this.#rawFrom = -1
    this.#raw = ''
    this.#emit(value, raw, this.#at)
  }

  #scalar(value: JsonScalar, at: JsonPosition): void {
    this.#enter(at)
    if (this.#building) this.#attach(value)
    else this.#emit(value, JSON.stringify(value), at)
  }

  #attach(value: JsonValue): void {
    const frame = this.#frames.at(-1)!
    if (Array.isArray(frame.value)) frame.value.push(value)
    else if (!frame.dropped) (frame.value as { [key: string]: JsonValue })[frame.key] = value
  }

  #emit(value: JsonValue, raw: string, at: JsonPosition): void {
    const issues = this.#issues.splice(0)
    if (this.#frames.some((frame) => frame.dropped)) return
    this.found.value({ value, raw, at, path: this.#path(), issues })
  }
}
