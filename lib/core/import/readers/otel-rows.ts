import { LenientNumbers } from '../../json/lenient-numbers'
import { JsonFault } from '../../json/tokens'
import { Utf8Chunks } from '../../json/utf8'
import { type JsonFound, type JsonValue, JsonValues } from '../../json/values'
import { isObject } from '../../record/arguments'
import type { ProblemCode } from '../problems'
import { type RowEvent, type RowSource, RowStream } from './read-rows'

/** A trace's spans may stand anywhere in its file, so those with words in them are held until its end. */
const HELD_CHARACTERS = 64 * 1024 * 1024
const WORDS = /gen_ai\.(?:input|output)\.messages|gen_ai\.tool\.call\.result/

interface Trace {
  line: number
  spans: JsonValue[]
}

/**
 * The traces of an OTLP export as JSON, one object or one a line. Spans without messages or results are passed over.
 * Never throws, and gives the same however the file was cut.
 */
export class OtelRows implements RowSource {
  failed = false
  #traces = new Map<string, Trace>()
  #held = 0
  #head = ''
  #lines: RowStream | null = null
  #whole: JsonValues | null = null
  #utf8 = new Utf8Chunks()
  #numbers = new LenientNumbers()
  #events: RowEvent[] = []

  write(chunk: Uint8Array | string): RowEvent[] {
    if (this.failed) return []
    const { text, valid } = typeof chunk === 'string' ? { text: chunk, valid: true } : this.#utf8.write(chunk)
    if (!this.#lines && !this.#whole) {
      this.#head += text
      if (/\S[^\n]*\n/.test(this.#head) || this.#head.length > DECIDE) this.#decide()
    } else this.#feed(text)
    if (!valid) this.#fatal('not_utf8', 'The file is not UTF-8 text from here on. Save it as UTF-8.', 1)
    return this.#events.splice(0)
  }

  end(): RowEvent[] {
    if (!this.failed && !this.#lines && !this.#whole) this.#decide()
    if (!this.failed && this.#lines) this.#takeLines(this.#lines.end())
    if (!this.failed && this.#whole) this.#guard(() => this.#whole!.end())
    if (!this.failed) for (const trace of this.#traces.entries()) this.#emit(...trace)
    this.#traces.clear()
    return this.#events.splice(0)
  }

  /** A first line that is no whole object begins one that takes the file. */
  #decide(): void {
    const first = /\S[^\n]*/.exec(this.#head)?.[0].trim() ?? ''
    const text = this.#head.replace(/^\uFEFF/, '')
    this.#head = ''
    if (first.endsWith('}') || first === '') this.#lines = new RowStream()
    else this.#whole = new JsonValues(SPAN_DEPTH, { value: (found) => this.#takeSpan(found), issue: () => {} })
    this.#feed(text)
  }

  #feed(text: string): void {
    if (this.#lines) this.#takeLines(this.#lines.write(text))
    else this.#guard(() => this.#whole!.write(this.#numbers.write(text)))
  }

  #takeLines(events: RowEvent[]): void {
    for (const event of events) {
      if (event.type === 'problem') {
        this.failed ||= event.fatal
        this.#events.push(event)
      } else for (const span of spansIn(event.value)) this.#hold(span, event.line)
    }
  }

  #takeSpan({ path, value, at, issues }: JsonFound): void {
    if (path[0] !== 'resourceSpans' || path[2] !== 'scopeSpans' || path[4] !== 'spans') return
    // Times in nanoseconds are such numbers where they are no texts; they order spans well enough.
    if (issues.some(({ code }) => code !== 'inexact_number')) return
    this.#hold(value, at.line)
  }

  #hold(span: JsonValue, line: number): void {
    if (this.failed || !isObject(span)) return
    const text = JSON.stringify(span)
    if (!WORDS.test(text)) return
    this.#held += text.length
    if (this.#held > HELD_CHARACTERS) {
      this.#fatal('too_large', 'Its traces take more than 64 MB (67,108,864 characters). Split the file.', line)
      return
    }
    const id = typeof span.traceId === 'string' ? span.traceId : ''
    const trace = this.#traces.get(id)
    if (trace) trace.spans.push(span)
    else this.#traces.set(id, { line, spans: [span] })
  }

  #emit(traceId: string, { line, spans }: Trace): void {
    const value = { traceId, spans }
    this.#events.push({ type: 'row', line, path: '$', value, raw: JSON.stringify(value) })
  }

  #guard(read: () => void): void {
    try {
      read()
    } catch (error) {
      if (!(error instanceof JsonFault)) throw error
      this.#fatal(error.code, error.message, error.at.line)
    }
  }

  #fatal(code: ProblemCode, message: string, line: number): void {
    if (this.failed) return
    this.failed = true
    this.#events.push({ type: 'problem', code, message, line, column: 1, path: '$', fatal: true, raw: null })
  }
}

const DECIDE = 1_000_000
/** resourceSpans[].scopeSpans[].spans[] */
const SPAN_DEPTH = 6

function spansIn(value: JsonValue): JsonValue[] {
  const within = (one: JsonValue, key: string): JsonValue[] => {
    const list = isObject(one) ? one[key] : undefined
    return Array.isArray(list) ? list : []
  }
  // What was mended, or kept from an earlier import, is one trace.
  if (isObject(value) && Array.isArray(value.spans)) return value.spans
  return within(value, 'resourceSpans').flatMap((one) =>
    within(one, 'scopeSpans').flatMap((scope) => within(scope, 'spans')),
  )
}
