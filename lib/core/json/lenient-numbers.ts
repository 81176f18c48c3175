/** Words that may still become NaN or Infinity, cut off at the end of a chunk. */
const UNFINISHED = /[-A-Za-z]+$/
const NOT_JSON = /-?Infinity|NaN/g

/**
 * Python's json writes NaN and Infinity, which no JSON has: outside of texts they become null, however the text is cut
 * into chunks. Everything else passes as it is, lines stay lines.
 */
export class LenientNumbers {
  #inString = false
  #escaped = false
  #held = ''

  write(chunk: string): string {
    const text = this.#held + chunk
    this.#held = ''
    let made = ''
    let from = 0
    while (from < text.length) {
      const quote = this.#inString ? this.#endOfString(text, from) : text.indexOf('"', from)
      const to = quote < 0 ? text.length : quote + 1
      const piece = text.slice(from, to)
      made += this.#inString ? piece : this.#outside(piece, quote < 0)
      if (quote >= 0) this.#inString = !this.#inString
      from = to
    }
    return made
  }

  end(): string {
    const rest = this.#held.replace(NOT_JSON, 'null')
    this.#held = ''
    return rest
  }

  #outside(piece: string, last: boolean): string {
    const held = last ? (UNFINISHED.exec(piece)?.[0] ?? '') : ''
    // Longer than any such word: it is none, and no JSON either.
    if (held.length > 0 && held.length < 10) this.#held = held
    return piece.slice(0, piece.length - this.#held.length).replace(NOT_JSON, 'null')
  }

  /** Where the text's closing quotation mark stands; −1: not in this chunk. */
  #endOfString(text: string, from: number): number {
    let at = from
    if (this.#escaped) {
      this.#escaped = false
      at += 1
    }
    while (at < text.length) {
      const quote = text.indexOf('"', at)
      const backslash = text.indexOf('\\', at)
      if (backslash < 0 || (quote >= 0 && quote < backslash)) return quote
      at = backslash + 2
      if (at > text.length) this.#escaped = true
    }
    return -1
  }
}
