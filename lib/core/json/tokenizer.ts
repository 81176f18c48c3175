/** Where a token starts; both count from 1, columns in UTF-16 code units. */
export interface JsonPosition {
  line: number
  column: number
}

export type JsonScalar = string | number | boolean | null

/** Faults that a reader can step over: the text is JSON, but not what we can keep. */
export type JsonIssueCode = 'duplicate_key' | 'unsafe_key' | 'lone_surrogate' | 'nul_character' | 'number_out_of_range'

/** Faults that end the reading. */
export type JsonFaultCode = 'not_json' | 'truncated' | 'not_utf8' | 'too_deep' | 'too_large'

export interface JsonTokens {
  open(kind: 'object' | 'array', at: JsonPosition): void
  close(): void
  key(name: string, at: JsonPosition): void
  scalar(value: JsonScalar, at: JsonPosition): void
  issue(code: JsonIssueCode, message: string, at: JsonPosition): void
}

export class JsonFault extends Error {
  constructor(
    readonly code: JsonFaultCode,
    message: string,
    readonly at: JsonPosition,
  ) {
    super(message)
  }
}

export const JSON_LIMITS = { depth: 64, string: 1_048_576, number: 1_000 } as const

/** What may come next, in the words of the message that says it did not. */
const WANTED = {
  value: 'a value',
  valueOrEnd: 'a value or "]"',
  key: 'a key in quotes',
  keyOrEnd: 'a key in quotes or "}"',
  colon: '":"',
  commaOrEnd: '"," or a closing bracket',
  nothing: 'the end of the text',
}

const LITERALS: Record<string, JsonScalar> = { true: true, false: false, null: null }
const NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/
const ESCAPES: Record<string, string> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
}
/** Own keys that would reach a prototype if somebody later copied the object without care. */
const UNSAFE_KEYS = new Set(['__proto__', 'constructor', 'prototype'])

const QUOTE = 34
const BACKSLASH = 92
const isWordCode = (code: number) =>
  (code >= 48 && code <= 57) ||
  (code >= 97 && code <= 122) ||
  (code >= 65 && code <= 90) ||
  code === 45 ||
  code === 43 ||
  code === 46

/**
 * A push tokenizer for JSON (RFC 8259): any cutting of the text into chunks gives the same tokens. Our own, because the
 * kept packages give no line numbers, and none reports duplicate keys, lone surrogates or numbers beyond a double.
 * Holds one token in memory, bounded by JSON_LIMITS. Throws JsonFault; after that it must not be used again.
 */
export class JsonTokenizer {
  #want: keyof typeof WANTED = 'value'
  #stack: ('object' | 'array')[] = []
  #line = 1
  /** Absolute offset of the current line's start, and of the current chunk's. */
  #lineStart = 0
  #base = 0
  #partial: 'string' | 'escape' | 'word' | null = null
  #text = ''
  #escape = ''
  #start: JsonPosition = { line: 1, column: 1 }

  constructor(private readonly tokens: JsonTokens) {}

  /** True once the one value of the text is complete. */
  get complete(): boolean {
    return this.#want === 'nothing' && this.#partial === null
  }

  /** Where the next chunk begins. */
  get position(): JsonPosition {
    return this.#at(0)
  }

  /** Offset in the chunk being written, for callers that cut out the source text of a value. */
  cursor = 0

  write(chunk: string): void {
    let index = 0
    while (index < chunk.length) {
      this.cursor = index
      if (this.#partial === 'word') index = this.#readWord(chunk, index)
      else if (this.#partial) index = this.#readString(chunk, index)
      else index = this.#readStructure(chunk, index)
    }
    this.#base += chunk.length
  }

  end(): void {
    this.cursor = 0
    if (this.#partial === 'word') this.#finishWord(0)
    if (this.complete) return
    const inside = this.#partial
      ? 'inside a text'
      : this.#stack.length > 0
        ? 'before its brackets close'
        : 'before any value'
    throw new JsonFault('truncated', `The text ends ${inside}: it may have been cut off.`, this.#at(0))
  }

  #at(index: number): JsonPosition {
    return { line: this.#line, column: this.#base + index - this.#lineStart + 1 }
  }

  #fail(index: number, message: string): never {
    throw new JsonFault('not_json', message, this.#at(index))
  }

  #readStructure(chunk: string, index: number): number {
    const char = chunk[index]!
    if (char === '\n') {
      this.#line++
      this.#lineStart = this.#base + index + 1
      return index + 1
    }
    if (char === ' ' || char === '\r' || char === '\t') return index + 1
    if (char === '{' || char === '[') this.#open(char, index)
    else if (char === '}' || char === ']') this.#close(char, index)
    else if (char === ',' && this.#want === 'commaOrEnd') {
      this.#want = this.#stack.at(-1) === 'object' ? 'key' : 'value'
    } else if (char === ':' && this.#want === 'colon') this.#want = 'value'
    else return this.#begin(chunk, index, char)
    return index + 1
  }

  #begin(chunk: string, index: number, char: string): number {
    const forKey = this.#want === 'key' || this.#want === 'keyOrEnd'
    const forValue = this.#want === 'value' || this.#want === 'valueOrEnd'
    const isWord = isWordCode(chunk.charCodeAt(index))
    if (!(char === '"' && (forKey || forValue)) && !(isWord && forValue)) this.#unexpected(index, char)
    this.#start = this.#at(index)
    this.#text = ''
    this.#partial = isWord ? 'word' : 'string'
    return isWord ? index : index + 1
  }

  #unexpected(index: number, char: string): never {
    const shown =
      char < ' ' || char > '~'
        ? `character U+${char.charCodeAt(0).toString(16).padStart(4, '0').toUpperCase()}`
        : `"${char}"`
    this.#fail(index, `Not JSON: found ${shown} where ${WANTED[this.#want]} was expected.`)
  }

  #open(char: string, index: number): void {
    if (this.#want !== 'value' && this.#want !== 'valueOrEnd') this.#unexpected(index, char)
    if (this.#stack.length >= JSON_LIMITS.depth) {
      throw new JsonFault('too_deep', `Nested deeper than ${JSON_LIMITS.depth} levels.`, this.#at(index))
    }
    const kind = char === '{' ? 'object' : 'array'
    this.#stack.push(kind)
    this.#want = kind === 'object' ? 'keyOrEnd' : 'valueOrEnd'
    this.tokens.open(kind, this.#at(index))
  }

  #close(char: string, index: number): void {
    const kind = char === '}' ? 'object' : 'array'
    const empty = this.#want === (kind === 'object' ? 'keyOrEnd' : 'valueOrEnd')
    if (this.#stack.at(-1) !== kind || !(empty || this.#want === 'commaOrEnd')) this.#unexpected(index, char)
    this.#stack.pop()
    this.#afterValue()
    this.cursor = index + 1
    this.tokens.close()
  }

  #afterValue(): void {
    this.#want = this.#stack.length === 0 ? 'nothing' : 'commaOrEnd'
  }

  #readWord(chunk: string, from: number): number {
    let index = from
    while (index < chunk.length && isWordCode(chunk.charCodeAt(index))) index++
    this.#text += chunk.slice(from, index)
    if (this.#text.length > JSON_LIMITS.number) {
      throw new JsonFault('too_large', `A number of more than ${JSON_LIMITS.number} characters.`, this.#start)
    }
    if (index < chunk.length) this.#finishWord(index)
    return index
  }

  #finishWord(index: number): void {
    const word = this.#text
    this.#partial = null
    this.cursor = index
    this.#afterValue()
    if (Object.hasOwn(LITERALS, word)) {
      this.tokens.scalar(LITERALS[word]!, this.#start)
      return
    }
    if (!NUMBER.test(word)) {
      throw new JsonFault('not_json', `Not JSON: "${word.slice(0, 40)}" is not a value.`, this.#start)
    }
    const number = Number(word)
    const kept = Number.isFinite(number)
    if (!kept) {
      const message = `The number ${word.slice(0, 40)} is beyond what can be kept.`
      this.tokens.issue('number_out_of_range', message, this.#start)
    }
    this.tokens.scalar(kept ? number : null, this.#start)
  }

  #readString(chunk: string, from: number): number {
    if (this.#partial === 'escape') return this.#readEscape(chunk, from)
    let index = from
    for (; index < chunk.length; index++) {
      const code = chunk.charCodeAt(index)
      if (code === QUOTE || code === BACKSLASH || code < 32) break
    }
    this.#text += chunk.slice(from, index)
    if (this.#text.length > JSON_LIMITS.string) {
      throw new JsonFault('too_large', 'A text of more than 1 MB (1,048,576 characters).', this.#start)
    }
    if (index === chunk.length) return index
    const code = chunk.charCodeAt(index)
    if (code < 32) this.#fail(index, 'Not JSON: a control character or line break inside a text must be escaped.')
    if (code === BACKSLASH) {
      this.#partial = 'escape'
      this.#escape = ''
    } else this.#finishString(index + 1)
    return index + 1
  }

  #readEscape(chunk: string, index: number): number {
    this.#escape += chunk[index]
    const code = this.#escape
    if (code[0] !== 'u') {
      if (!Object.hasOwn(ESCAPES, code)) this.#fail(index, 'Not JSON: an unknown escape after "\\".')
      this.#text += ESCAPES[code]
    } else {
      if (!/^u[0-9a-fA-F]*$/.test(code)) this.#fail(index, 'Not JSON: "\\u" needs four hexadecimal digits.')
      if (code.length < 5) return index + 1
      this.#text += String.fromCharCode(Number.parseInt(code.slice(1), 16))
    }
    this.#partial = 'string'
    return index + 1
  }

  #finishString(after: number): void {
    const text = this.#text
    const at = this.#start
    this.#partial = null
    this.#text = ''
    this.cursor = after
    if (!text.isWellFormed())
      this.tokens.issue('lone_surrogate', 'A text holds half a character (a lone surrogate).', at)
    if (text.includes('\u0000')) this.tokens.issue('nul_character', 'A text holds the character U+0000.', at)
    if (this.#want === 'key' || this.#want === 'keyOrEnd') {
      this.#want = 'colon'
      if (UNSAFE_KEYS.has(text)) this.tokens.issue('unsafe_key', `The key "${text}" is refused.`, at)
      this.tokens.key(text, at)
    } else {
      this.#afterValue()
      this.tokens.scalar(text, at)
    }
  }
}
