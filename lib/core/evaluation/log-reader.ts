import { LenientNumbers } from '../json/lenient-numbers'
import { JsonFault } from '../json/tokens'
import { Utf8Chunks } from '../json/utf8'
import { type JsonFound, type JsonPath, type JsonValue, JsonValues } from '../json/values'
import { isObject } from '../record/arguments'
import type { JsonObject } from '../record/conversation'

export interface SampleParts {
  value: JsonObject
  /** What stands in its messages that cannot be kept; null: nothing. */
  issue: string | null
  /** Where it begins. */
  line: number
}
export interface LogParts {
  /** Members of the log other than its samples. */
  header: JsonObject
  samples: SampleParts[]
}

/** Members of a sample that are read. */
const KEPT = new Set([
  ...['id', 'epoch', 'input', 'messages', 'output', 'scores', 'metadata', 'error', 'limit', 'attachments', 'events'],
])
const OF_HEADER = new Set(['version', 'status', 'eval', 'results'])

/**
 * Reads the JSON of an Inspect log, or (`SAMPLE`) of one sample of it, chunk by chunk; Python's NaN and Infinity are null.
 * Holds what is read of one sample. Write each chunk and take the samples that it completed.
 */
export class LogReader {
  readonly header: JsonObject = {}
  /** Why the rest cannot be read, with its line. */
  fault: string | null = null
  #utf8 = new Utf8Chunks()
  #numbers = new LenientNumbers()
  #values: JsonValues
  #sample: SampleParts | null = null
  #place: string | number = -1
  #line = 1
  #done: SampleParts[] = []

  constructor(private readonly what: 'LOG' | 'SAMPLE') {
    this.#values = new JsonValues(what === 'LOG' ? 4 : 2, {
      open: (kind, path, at) => this.#open(kind, path, at.line),
      value: (found) => this.#take(found),
      issue: () => {},
    })
    if (what === 'SAMPLE') this.#sample = { value: {}, issue: null, line: 1 }
  }

  /** Where the next character stands. */
  get line(): number {
    return this.#values.position.line
  }

  write(chunk: Uint8Array): SampleParts[] {
    const { text, valid } = this.#utf8.write(chunk)
    this.#guard(() => this.#values.write(this.#numbers.write(text)))
    if (!valid) this.#fail('it is not UTF-8 text from there on')
    return this.#done.splice(0)
  }

  end(): SampleParts[] {
    this.#guard(() => {
      if (!this.#utf8.end()) this.#fail('it is not UTF-8 text from there on')
      this.#values.write(this.#numbers.end())
      this.#values.end()
    })
    if (this.fault === null && this.#sample) this.#done.push(this.#sample)
    return this.#done.splice(0)
  }

  #guard(read: () => void): void {
    if (this.fault !== null) return
    try {
      read()
    } catch (error) {
      if (!(error instanceof JsonFault)) throw error
      this.#fail(error.message)
    }
  }

  #fail(message: string): void {
    this.fault ??= `line ${this.#values.position.line}: ${message}`
  }

  /** Empty lists and objects are members too. */
  #open(kind: 'object' | 'array', path: JsonPath, line: number): void {
    this.#line = line
    const at = this.#within(path)
    if (at && at.rest.length > 0 && at.rest[0] !== 'events') put(at.target, at.rest, kind === 'array' ? [] : {})
  }

  #take({ path, value, issues }: JsonFound): void {
    const at = this.#within(path)
    if (!at || at.rest.length === 0) return
    if (at.rest[0] === 'events' && at.target !== this.header) {
      keepTools(at.target, value)
      return
    }
    const sample = at.target === this.header ? null : this.#sample
    if (sample && issues.length > 0 && at.rest[0] !== 'metadata') sample.issue ??= issues[0]!.message
    put(at.target, at.rest, value)
  }

  /** Where a part of the file belongs; null: it is not read. */
  #within(path: JsonPath): { target: JsonObject; rest: JsonPath } | null {
    if (this.what === 'SAMPLE') return this.#ofSample(path)
    if (path[0] !== 'samples') return OF_HEADER.has(String(path[0])) ? { target: this.header, rest: path } : null
    if (path.length < 2) return null
    if (path[1] !== this.#place) {
      if (this.#sample) this.#done.push(this.#sample)
      this.#sample = { value: {}, issue: null, line: this.#line }
      this.#place = path[1]!
    }
    return this.#ofSample(path.slice(2))
  }

  #ofSample(rest: JsonPath): { target: JsonObject; rest: JsonPath } | null {
    const target = this.#sample!.value
    const key = String(rest[0])
    return rest.length === 0 || KEPT.has(key) ? { target, rest } : null
  }
}

function put(target: JsonObject, path: JsonPath, value: JsonValue): void {
  let at: JsonObject | JsonValue[] = target
  for (const part of path.slice(0, -1)) at = (at as JsonObject)[part as string] as JsonObject
  ;(at as JsonObject)[path.at(-1) as string] = value
}

/** Of a run's many events the first that offers tools: nowhere else does a log say which there were. */
function keepTools(sample: JsonObject, event: JsonValue): void {
  if (sample.events !== undefined || !isObject(event) || event.event !== 'model') return
  const { tools } = event as JsonObject
  if (Array.isArray(tools) && tools.length > 0) sample.events = [{ event: 'model', tools }]
}
