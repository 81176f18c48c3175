import type { FileHandle } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { crc32, createInflateRaw } from 'node:zlib'
import { Decompress } from 'fzstd'
import { packedBytes, type ZipEntry, ZipProblem } from './zip-file'

/** Of one file in a zip, unpacked: no sample of a run comes near, and what unpacks to more is a trap. */
export const UNPACKED_BYTES = 512 * 1024 * 1024
/** Packed Zstandard, which is looked through before it is unpacked. */
const ZSTD_BYTES = 64 * 1024 * 1024
/** Zstandard's own limit for what a reader has to keep, unless told otherwise. Source: RFC 8878, 3.1.1.1.2. */
const ZSTD_WINDOW = 128 * 1024 * 1024

/** An entry's content, chunk by chunk; throws a ZipProblem when it is no more what it was, or is too much. */
export async function* unpackEntry(file: FileHandle, entry: ZipEntry): AsyncGenerator<Uint8Array> {
  if (entry.encrypted) throw new ZipProblem('It is encrypted')
  if (entry.size > UNPACKED_BYTES) throw new ZipProblem('It unpacks to more than 512 MB')
  let size = 0
  let sum = 0
  try {
    for await (const chunk of unpack(file, entry)) {
      size += chunk.length
      if (size > UNPACKED_BYTES) throw new ZipProblem('It unpacks to more than 512 MB')
      sum = crc32(chunk, sum)
      yield chunk
    }
  } catch (error) {
    if (error instanceof ZipProblem) throw error
    throw new ZipProblem(`It does not unpack: ${error instanceof Error ? error.message : 'its bytes are damaged'}`)
  }
  if (sum !== entry.crc32) throw new ZipProblem('Its bytes are damaged: they are not those that its checksum is of')
}

function unpack(file: FileHandle, entry: ZipEntry): AsyncIterable<Uint8Array> {
  const packed = packedBytes(file, entry)
  if (entry.method === 0) return packed
  if (entry.method === 8) return Readable.from(packed).pipe(createInflateRaw()) as AsyncIterable<Uint8Array>
  if (entry.method === 93) return unpackZstd(packed, entry)
  throw new ZipProblem(`It is packed by a method that is not read here (${entry.method})`)
}

async function* unpackZstd(packed: AsyncIterable<Uint8Array>, entry: ZipEntry): AsyncGenerator<Uint8Array> {
  if (entry.packed > ZSTD_BYTES) throw new ZipProblem('It takes more than 64 MB packed')
  const chunks: Uint8Array[] = []
  for await (const chunk of packed) chunks.push(chunk)
  const bytes = Buffer.concat(chunks)
  checkFrames(bytes)
  const made: Uint8Array[] = []
  const reader = new Decompress((chunk) => made.push(chunk))
  for (let at = 0; at < bytes.length; at += PUSHED) {
    reader.push(bytes.subarray(at, at + PUSHED), at + PUSHED >= bytes.length)
    yield* made.splice(0)
  }
}
const PUSHED = 64 * 1024

const FRAME = 0xfd2fb528

/**
 * Each frame says how much its reader must keep, and the unpacker believes it. Source: RFC 8878, 3.1.1.
 * Several frames after one another are one content.
 */
function checkFrames(bytes: Buffer): void {
  let at = 0
  while (at < bytes.length) {
    if (bytes.length - at < 9) throw new ZipProblem('It is cut off')
    const magic = bytes.readUInt32LE(at)
    if ((magic & 0xffff_fff0) >>> 0 === 0x184d2a50) at += 8 + bytes.readUInt32LE(at + 4)
    else if (magic === FRAME) at = endOfFrame(bytes, at)
    else throw new ZipProblem('It is no Zstandard')
  }
}

function endOfFrame(bytes: Buffer, from: number): number {
  const flags = bytes[from + 4]!
  const single = (flags >> 5) & 1
  const sizeBytes = [single, 2, 4, 8][flags >> 6]!
  const sizeFrom = from + 5 + (1 - single) + [0, 1, 2, 4][flags & 3]!
  if (windowOf(bytes, { from, single, sizeFrom, sizeBytes }) > ZSTD_WINDOW) {
    throw new ZipProblem('It asks for more than 128 MB of memory to be unpacked')
  }
  let at = sizeFrom + sizeBytes
  for (let last = false; !last; ) {
    if (at + 3 > bytes.length) throw new ZipProblem('It is cut off')
    const block = bytes.readUIntLE(at, 3)
    last = (block & 1) === 1
    // A block of one repeated byte takes one.
    at += 3 + (((block >> 1) & 3) === 1 ? 1 : block >> 3)
  }
  return at + (flags & 4 ? 4 : 0)
}

interface FrameHeader {
  from: number
  single: number
  sizeFrom: number
  sizeBytes: number
}

function windowOf(bytes: Buffer, { from, single, sizeFrom, sizeBytes }: FrameHeader): number {
  if (sizeFrom + sizeBytes > bytes.length) throw new ZipProblem('It is cut off')
  if (single === 1) {
    if (sizeBytes === 8) return Number(bytes.readBigUInt64LE(sizeFrom))
    return bytes.readUIntLE(sizeFrom, sizeBytes) + (sizeBytes === 2 ? 256 : 0)
  }
  const descriptor = bytes[from + 5]!
  const base = 2 ** (10 + (descriptor >> 3))
  return base + (base / 8) * (descriptor & 7)
}
