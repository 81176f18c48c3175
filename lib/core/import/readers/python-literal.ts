import type { JsonValue } from '../../json/values'
import { isInexact } from '../../json/words'

/** Calls as ToolACE writes them: `[Name(arg="v", n=1), Other Name()]`, values as Python prints them. */
export interface PythonCall {
  name: string
  arguments: { [key: string]: JsonValue }
}
export class PythonFault extends Error {}

const MOST_DEPTH = 50

/** Names may hold spaces and slashes, so a name is what stands before a "(". Throws PythonFault. */
export function readPythonCalls(text: string): PythonCall[] {
  const reader = new Literals(text)
  reader.expect('[')
  const calls: PythonCall[] = []
  while (!reader.takes(']')) {
    if (calls.length > 0) reader.expect(',')
    const name = reader.until('(').trim()
    if (name === '') throw new PythonFault('a call without a name')
    calls.push({ name, arguments: reader.keywords() })
  }
  if (!reader.atEnd) throw new PythonFault('text after the calls')
  return calls
}

class Literals {
  #at = 0
  constructor(private readonly text: string) {}

  get atEnd(): boolean {
    return /^\s*$/.test(this.text.slice(this.#at))
  }

  expect(char: string): void {
    if (!this.takes(char)) throw new PythonFault(`"${char}" expected at character ${this.#at + 1}`)
  }

  takes(char: string): boolean {
    this.#skip()
    if (!this.text.startsWith(char, this.#at)) return false
    this.#at += char.length
    return true
  }

  until(char: string): string {
    const end = this.text.indexOf(char, this.#at)
    if (end < 0) throw new PythonFault(`no "${char}"`)
    const found = this.text.slice(this.#at, end)
    this.#at = end + 1
    return found
  }

  keywords(): { [key: string]: JsonValue } {
    const found: { [key: string]: JsonValue } = {}
    for (let first = true; !this.takes(')'); first = false) {
      if (!first) this.expect(',')
      if (this.takes(')')) break
      this.#skip()
      const key = /^[^\s=,()[\]{}"']+/.exec(this.text.slice(this.#at, this.#at + 200))?.[0]
      if (key === undefined) throw new PythonFault('an argument without a name')
      this.#at += key.length
      this.expect('=')
      if (Object.hasOwn(found, key) || key in {})
        throw new PythonFault(`the argument ${key} stands twice or is refused`)
      found[key] = this.#value(0)
    }
    return found
  }

  #skip(): void {
    while (/\s/.test(this.text[this.#at] ?? '')) this.#at++
  }

  #value(depth: number): JsonValue {
    if (depth > MOST_DEPTH) throw new PythonFault('nested too deep')
    this.#skip()
    const char = this.text[this.#at]
    if (char === '"' || char === "'") return this.#string(char)
    if (this.takes('[')) return this.#list(']', depth)
    if (this.takes('(')) return this.#list(')', depth)
    if (this.takes('{')) return this.#object(depth)
    const word = /^[^\s,()[\]{}]+/.exec(this.text.slice(this.#at, this.#at + 400))?.[0] ?? ''
    this.#at += word.length
    if (Object.hasOwn(WORDS, word)) return WORDS[word]!
    if (isInexact(word)) throw new PythonFault(`${word.slice(0, 40)} has more digits than a number can keep`)
    if (/^-?\d+(\.\d*)?([eE][+-]?\d+)?$/.test(word)) return Number(word)
    throw new PythonFault(`"${word.slice(0, 20)}" is no value`)
  }

  #list(end: string, depth: number): JsonValue[] {
    const found: JsonValue[] = []
    while (!this.takes(end)) {
      if (found.length > 0) {
        this.expect(',')
        if (this.takes(end)) break
      }
      found.push(this.#value(depth + 1))
    }
    return found
  }

  #object(depth: number): JsonValue {
    const found: { [key: string]: JsonValue } = {}
    for (let first = true; !this.takes('}'); first = false) {
      if (!first) this.expect(',')
      if (this.takes('}')) break
      const key = this.#value(depth + 1)
      if (typeof key !== 'string' || key in {} || Object.hasOwn(found, key))
        throw new PythonFault('a key that is refused')
      this.expect(':')
      found[key] = this.#value(depth + 1)
    }
    return found
  }

  #string(quote: string): string {
    let text = ''
    for (this.#at++; this.#at < this.text.length; this.#at++) {
      const char = this.text[this.#at]!
      if (char === quote) {
        this.#at++
        return text
      }
      if (char !== '\\') text += char
      else text += this.#escape(this.text[++this.#at] ?? '')
    }
    throw new PythonFault('a text without its end')
  }

  #escape(char: string): string {
    if (char !== 'u') return Object.hasOwn(ESCAPES, char) ? ESCAPES[char]! : `\\${char}`
    const code = this.text.slice(this.#at + 1, this.#at + 5)
    if (!/^[0-9a-fA-F]{4}$/.test(code)) return '\\u'
    this.#at += 4
    return String.fromCharCode(Number.parseInt(code, 16))
  }
}

const WORDS: Record<string, JsonValue> = {
  ...{ True: true, False: false, None: null, true: true, false: false, null: null },
}
const ESCAPES: Record<string, string> = { n: '\n', t: '\t', r: '\r', '\\': '\\', '"': '"', "'": "'", '\n': '' }
