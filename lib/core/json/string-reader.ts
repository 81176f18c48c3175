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

const QUOTE = 34
const BACKSLASH = 92

/** Why a text cannot be read: a fault of the character at `index`, or of the whole text. */
export interface StringFaults {
  notJson(index: number, message: string): never
  tooLarge(): never
}

/** Reads one quoted text from behind its opening quote, however it is cut into chunks. */
export class StringReader {
  /** What was read so far; the whole text once `done`. */
  text = ''
  done = false
  /** Characters of an escape so far, without the backslash; null outside of one. */
  #escape: string | null = null

  constructor(
    private readonly limit: number,
    private readonly faults: StringFaults,
  ) {}

  /** Reads on from an offset in the chunk and returns where it stopped. */
  read(chunk: string, from: number): number {
    if (this.#escape !== null) return this.#readEscape(this.#escape + chunk[from], from)
    let index = from
    for (; index < chunk.length; index++) {
      const code = chunk.charCodeAt(index)
      if (code === QUOTE || code === BACKSLASH || code < 32) break
    }
    this.text += chunk.slice(from, index)
    if (this.text.length > this.limit) this.faults.tooLarge()
    if (index === chunk.length) return index
    const code = chunk.charCodeAt(index)
    if (code < 32) {
      this.faults.notJson(index, 'Not JSON: a control character or line break inside a text must be escaped.')
    }
    if (code === BACKSLASH) this.#escape = ''
    else this.done = true
    return index + 1
  }

  #readEscape(code: string, index: number): number {
    if (code[0] !== 'u') {
      if (!Object.hasOwn(ESCAPES, code)) this.faults.notJson(index, 'Not JSON: an unknown escape after "\\".')
      this.text += ESCAPES[code]
      this.#escape = null
    } else if (!/^u[0-9a-fA-F]*$/.test(code)) {
      this.faults.notJson(index, 'Not JSON: "\\u" needs four hexadecimal digits.')
    } else if (code.length < 5) {
      this.#escape = code
    } else {
      this.text += String.fromCharCode(Number.parseInt(code.slice(1), 16))
      this.#escape = null
    }
    return index + 1
  }
}
