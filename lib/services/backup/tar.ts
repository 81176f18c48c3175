/** The little of POSIX ustar that a backup needs, so that any tar can open one: regular files under plain names. */

const BLOCK = 512

export interface TarEntry {
  name: string
  size: number
}

const octal = (value: number, width: number) => `${value.toString(8).padStart(width - 1, '0')}\0`

export function tarHeader({ name, size }: TarEntry, seconds: number): Buffer {
  const header = Buffer.alloc(BLOCK)
  if (Buffer.byteLength(name) > 100) throw new RangeError(`The name ${name} is too long for the archive.`)
  header.write(name, 0)
  header.write(octal(0o600, 8), 100)
  header.write(octal(0, 8), 108)
  header.write(octal(0, 8), 116)
  header.write(octal(size, 12), 124)
  header.write(octal(seconds, 12), 136)
  header.write(' '.repeat(8), 148)
  header.write('0', 156)
  header.write('ustar\u000000', 257)
  header.write(`${octal(sumOf(header), 7)} `, 148)
  return header
}

const sumOf = (header: Buffer) => header.reduce((sum, byte) => sum + byte, 0)

export const tarPadding = (size: number) => Buffer.alloc((BLOCK - (size % BLOCK)) % BLOCK)
export const tarEnd = () => Buffer.alloc(2 * BLOCK)

function readHeader(header: Buffer): TarEntry | null {
  if (header.every((byte) => byte === 0)) return null
  const text = (from: number, length: number) => header.toString('latin1', from, from + length).replace(/[\0 ].*$/s, '')
  const sum = Number.parseInt(text(148, 8), 8)
  const blank = Buffer.from(header)
  blank.write(' '.repeat(8), 148)
  const size = Number.parseInt(text(124, 12), 8)
  if (sum !== sumOf(blank) || !Number.isSafeInteger(size)) throw new Error('The archive is damaged.')
  return { name: text(0, 100), size }
}

/** Entries in order, each with its content in pieces as they arrive; the pieces of one must be read before the next. */
export async function* readTar(
  chunks: AsyncIterable<Buffer>,
): AsyncGenerator<TarEntry & { content: AsyncGenerator<Buffer> }> {
  const source = chunks[Symbol.asyncIterator]()
  let rest: Buffer = Buffer.alloc(0)
  const fill = async () => {
    const { done, value } = await source.next()
    if (done) throw new Error('The archive is cut off.')
    rest = rest.length === 0 ? value : Buffer.concat([rest, value])
  }
  const exactly = async (size: number) => {
    while (rest.length < size) await fill()
    const taken = rest.subarray(0, size)
    rest = rest.subarray(size)
    return taken
  }
  async function* pieces(size: number): AsyncGenerator<Buffer> {
    for (let left = size; left > 0; ) {
      if (rest.length === 0) await fill()
      const piece = await exactly(Math.min(left, rest.length))
      left -= piece.length
      yield piece
    }
    await exactly(tarPadding(size).length)
  }
  for (;;) {
    const entry = readHeader(await exactly(BLOCK))
    if (!entry) return
    yield { ...entry, content: pieces(entry.size) }
  }
}
