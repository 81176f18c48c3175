/** Bytes at the end of `bytes` that begin a character but do not finish it (0 to 3). */
function unfinished(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back]!
    if ((byte & 0b1100_0000) === 0b1000_0000) continue
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1
    return length > back ? back : 0
  }
  return 0
}

/** Decodes UTF-8 in chunks, whatever they cut apart, and keeps a byte order mark, so that its presence can be told. */
export class Utf8Chunks {
  #rest = new Uint8Array(0)
  #decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

  /** The text so far decodable; `valid` is false when the bytes after it are not UTF-8. */
  write(chunk: Uint8Array): { text: string; valid: boolean } {
    let bytes = chunk
    if (this.#rest.length > 0) {
      bytes = new Uint8Array(this.#rest.length + chunk.length)
      bytes.set(this.#rest)
      bytes.set(chunk, this.#rest.length)
    }
    const whole = bytes.length - unfinished(bytes)
    this.#rest = bytes.slice(whole)
    return this.#decode(bytes.subarray(0, whole))
  }

  /** False when the text ends in the middle of a character. */
  end(): boolean {
    return this.#rest.length === 0
  }

  #decode(bytes: Uint8Array): { text: string; valid: boolean } {
    try {
      return { text: this.#decoder.decode(bytes), valid: true }
    } catch {
      return { text: this.#longestValid(bytes), valid: false }
    }
  }

  /** By bisection: how far the bytes are UTF-8, so that the fault's line can be named. */
  #longestValid(bytes: Uint8Array): string {
    const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
    let good = 0
    let bad = bytes.length
    while (bad - good > 1) {
      const middle = (good + bad) >> 1
      const part = bytes.subarray(0, middle - unfinished(bytes.subarray(0, middle)))
      if (this.#isValid(part)) good = middle
      else bad = middle
    }
    return decoder.decode(bytes.subarray(0, good - unfinished(bytes.subarray(0, good))))
  }

  #isValid(bytes: Uint8Array): boolean {
    try {
      this.#decoder.decode(bytes)
      return true
    } catch {
      return false
    }
  }
}
