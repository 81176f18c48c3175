import { StringReader } from './string-reader'
import { JSON_LIMITS, JsonFault, type JsonPosition, type JsonTokens } from './tokens'
import { isInexact, isWordCode, readWord } from './words'

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

/** Own keys that would reach a prototype if somebody later copied the object without care. */
const UNSAFE_KEYS = new Set(['__proto__', 'constructor', 'prototype'])

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
  /** The text or word that a chunk ended in. */
  #string: StringReader | null = null
  #word: string | null = null
  #start: JsonPosition = { line: 1, column: 1 }

  constructor(private readonly tokens: JsonTokens) {}

  /** True once the one value of the text is complete. */
  get complete(): boolean {
    return this.#want === 'nothing' && this.#word === null
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
      if (this.#word !== null) index = this.#readWord(chunk, index, this.#word)
      else if (this.#string) index = this.#readString(chunk, index, this.#string)
      else index = this.#readStructure(chunk, index)
    }
    this.#base += chunk.length
  }

  end(): void {
    this.cursor = 0
    if (this.#word !== null) this.#finishWord(0, this.#word)
    if (this.complete) return
    const inside = this.#string
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
    if (isWord) this.#word = ''
    else this.#string = new StringReader(JSON_LIMITS.string, this.#stringFaults)
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

  #readWord(chunk: string, from: number, before: string): number {
    let index = from
    while (index < chunk.length && isWordCode(chunk.charCodeAt(index))) index++
    const word = before + chunk.slice(from, index)
    if (word.length > JSON_LIMITS.number) {
      throw new JsonFault('too_large', `A number of more than ${JSON_LIMITS.number} characters.`, this.#start)
    }
    this.#word = word
    if (index < chunk.length) this.#finishWord(index, word)
    return index
  }

  #finishWord(index: number, word: string): void {
    this.#word = null
    this.cursor = index
    this.#afterValue()
    const read = readWord(word)
    if (!read) throw new JsonFault('not_json', `Not JSON: "${word.slice(0, 40)}" is not a value.`, this.#start)
    if (read.beyond) {
      const message = `The number ${word.slice(0, 40)} is beyond what can be kept.`
      this.tokens.issue('number_out_of_range', message, this.#start)
    } else if (isInexact(word)) {
      const message = `The number ${word.slice(0, 40)} has more digits than a number can keep: write it as a text.`
      this.tokens.issue('inexact_number', message, this.#start)
    }
    this.tokens.scalar(read.value, this.#start)
  }

  readonly #stringFaults = {
    notJson: (index: number, message: string): never => this.#fail(index, message),
    tooLarge: (): never => {
      throw new JsonFault('too_large', 'A text of more than 1 MB (1,048,576 characters).', this.#start)
    },
  }

  #readString(chunk: string, from: number, reader: StringReader): number {
    const index = reader.read(chunk, from)
    if (reader.done) {
      this.#string = null
      this.cursor = index
      this.#finishString(reader.text, this.#start)
    }
    return index
  }

  #finishString(text: string, at: JsonPosition): void {
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
