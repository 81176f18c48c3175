export interface Line {
  /** From 1. */
  number: number
  text: string
  /** The line was longer than the limit: `text` is its beginning and the rest was passed over. */
  tooLong: boolean
}

/** The largest response (4 MB of messages) with its tools and judgments fits. */
export const MAX_LINE_CHARACTERS = 8_388_608
const KEPT_OF_TOO_LONG = 1_000

/** Cuts chunks of text into lines at \n (a \r before it goes too). Holds one line at most. */
export class Lines {
  #rest = ''
  #number = 0
  #tooLong = false

  write(chunk: string): Line[] {
    const lines: Line[] = []
    let from = 0
    for (let index = chunk.indexOf('\n'); index >= 0; index = chunk.indexOf('\n', from)) {
      this.#keep(chunk.slice(from, index))
      lines.push(this.#take())
      from = index + 1
    }
    this.#keep(chunk.slice(from))
    return lines
  }

  end(): Line[] {
    return this.#rest === '' && !this.#tooLong ? [] : [this.#take()]
  }

  #keep(text: string): void {
    if (this.#tooLong) return
    this.#rest += text
    if (this.#rest.length <= MAX_LINE_CHARACTERS) return
    this.#tooLong = true
    this.#rest = this.#rest.slice(0, KEPT_OF_TOO_LONG)
  }

  #take(): Line {
    const text = this.#rest.endsWith('\r') ? this.#rest.slice(0, -1) : this.#rest
    const line = { number: ++this.#number, text, tooLong: this.#tooLong }
    this.#rest = ''
    this.#tooLong = false
    return line
  }
}
