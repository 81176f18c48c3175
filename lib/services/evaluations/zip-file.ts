import type { FileHandle } from 'node:fs/promises'

/** One file in a zip. Its name tells nothing: nothing is ever written to where it points. */
export interface ZipEntry {
  name: string
  /** 0 stored, 8 deflate, 93 Zstandard. */
  method: number
  encrypted: boolean
  crc32: number
  packed: number
  size: number
  /** Where its local header begins. */
  offset: number
}

/** A zip that cannot be read; the message is for a person. */
export class ZipProblem extends Error {}

const END = 0x06054b50
const END_64_LOCATOR = 0x07064b50
const END_64 = 0x06064b50
const ENTRY = 0x02014b50
const LOCAL = 0x04034b50

const MOST_ENTRIES = 200_000
const DIRECTORY_BYTES = 64 * 1024 * 1024
const MORE_BYTES = 0xffff_ffff

/** The entries by the zip's own directory, at its end. Of one name that stands twice the last counts. Source: APPNOTE.TXT 6.3. */
export async function readDirectory(file: FileHandle): Promise<ZipEntry[]> {
  const { size } = await file.stat()
  const directory = await findDirectory(file, size)
  if (directory.entries > MOST_ENTRIES || directory.size > DIRECTORY_BYTES) {
    throw new ZipProblem(`It says that it holds ${directory.entries} files, which is more than any log has`)
  }
  const bytes = await read(file, directory.offset, directory.size)
  const byName = new Map<string, ZipEntry>()
  let at = 0
  while (at + 46 <= bytes.length && bytes.readUInt32LE(at) === ENTRY) {
    const lengths = [28, 30, 32].map((place) => bytes.readUInt16LE(at + place)) as [number, number, number]
    const name = bytes.toString('utf8', at + 46, at + 46 + lengths[0])
    const extra = bytes.subarray(at + 46 + lengths[0], at + 46 + lengths[0] + lengths[1])
    byName.delete(name)
    byName.set(name, readEntry(bytes, at, name, extra))
    at += 46 + lengths[0] + lengths[1] + lengths[2]
  }
  return [...byName.values()]
}

async function findDirectory(file: FileHandle, size: number) {
  const tail = await read(file, Math.max(0, size - 65_557), Math.min(size, 65_557))
  let end = tail.length - 22
  while (end >= 0 && tail.readUInt32LE(end) !== END) end -= 1
  if (end < 0) throw new ZipProblem('It has no end, as a zip that was cut off: its list of files is missing')
  const found = { entries: tail.readUInt16LE(end + 10), size: tail.readUInt32LE(end + 12), offset: 0 }
  found.offset = tail.readUInt32LE(end + 16)
  if (found.entries < 0xffff && found.size < MORE_BYTES && found.offset < MORE_BYTES) return found
  if (end < 20 || tail.readUInt32LE(end - 20) !== END_64_LOCATOR) return found
  const wide = await read(file, Number(tail.readBigUInt64LE(end - 12)), 56)
  if (wide.readUInt32LE(0) !== END_64) throw new ZipProblem('Its list of files is damaged')
  const [entries, bytes, offset] = [32, 40, 48].map((place) => Number(wide.readBigUInt64LE(place))) as [
    number,
    number,
    number,
  ]
  return { entries, size: bytes, offset }
}

function readEntry(bytes: Buffer, at: number, name: string, extra: Buffer): ZipEntry {
  const entry: ZipEntry = {
    ...{ name, method: bytes.readUInt16LE(at + 10), encrypted: (bytes.readUInt16LE(at + 8) & 1) === 1 },
    ...{ crc32: bytes.readUInt32LE(at + 16), packed: bytes.readUInt32LE(at + 20), size: bytes.readUInt32LE(at + 24) },
    offset: bytes.readUInt32LE(at + 42),
  }
  const wide = wideField(extra)
  let from = 0
  for (const key of ['size', 'packed', 'offset'] as const) {
    if (entry[key] !== MORE_BYTES || !wide || from + 8 > wide.length) continue
    entry[key] = Number(wide.readBigUInt64LE(from))
    from += 8
  }
  return entry
}

/** The extra field in which sizes beyond 4 GB stand. */
function wideField(extra: Buffer): Buffer | null {
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) === 1) return extra.subarray(at + 4, at + 4 + extra.readUInt16LE(at + 2))
  }
  return null
}

const CHUNK = 64 * 1024

/** An entry's bytes as they are packed, chunk by chunk. */
export async function* packedBytes(file: FileHandle, entry: ZipEntry): AsyncGenerator<Buffer> {
  const local = await read(file, entry.offset, 30)
  if (local.readUInt32LE(0) !== LOCAL) throw new ZipProblem('It does not stand where the list of files says')
  const from = entry.offset + 30 + local.readUInt16LE(26) + local.readUInt16LE(28)
  for (let done = 0; done < entry.packed; done += CHUNK) {
    yield await read(file, from + done, Math.min(CHUNK, entry.packed - done))
  }
}

async function read(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length)
  const { bytesRead } = await file.read({ buffer, position })
  if (bytesRead < length) throw new ZipProblem('It is cut off')
  return buffer
}
