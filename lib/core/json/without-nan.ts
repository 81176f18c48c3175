/**
 * Python writes NaN and Infinity, which are no JSON: as null, outside of texts, however the text is cut into chunks.
 * Columns behind one in its line move; lines do not.
 */
export class WithoutNaN {
  #quoted = false
  #held = ''

  write(chunk: string): string {
    const text = this.#held + chunk
    this.#held = ''
    let out = ''
    let at = 0
    while (at < text.length) {
      const from = at
      at = this.#quoted ? this.#endOfText(text, at) : this.#endOfWords(text, at)
      const piece = text.slice(from, at)
      const inside = this.#quoted ? piece : piece.replaceAll(NOT_JSON, 'null')
      out += inside
      if (text[at] === '"') {
        out += '"'
        at++
        this.#quoted = !this.#quoted
      } else if (at < text.length) {
        this.#held = text.slice(at)
        break
      }
    }
    return out
  }

  end(): string {
    const rest = this.#held
    this.#held = ''
    return this.#quoted ? rest : rest.replaceAll(NOT_JSON, 'null')
  }

  /** The closing quote; or a backslash at the very end, whose character is yet to come. */
  #endOfText(text: string, from: number): number {
    for (let at = from; at < text.length; at++) {
      if (text[at] === '"') return at
      if (text[at] !== '\\') continue
      if (at + 1 === text.length) return at
      at++
    }
    return text.length
  }

  /** The next opening quote; or the beginning of a word that the chunk may have cut. */
  #endOfWords(text: string, from: number): number {
    const quote = text.indexOf('"', from)
    if (quote >= 0) return quote
    const cut = /[-A-Za-z]{1,9}$/.exec(text.slice(from))
    return cut ? from + cut.index : text.length
  }
}

const NOT_JSON = /-?\b(?:NaN|Infinity)\b/g
