import { v7 } from 'uuid'

/** Random bytes for many ids are drawn at once: drawn one by one they take longer than all else of an id. */
const BYTES = 16
const drawn = new Uint8Array(BYTES * 256)
let next = drawn.length
let msecs = 0
let seq = 0

/** A UUIDv7: time-ordered, so that primary keys append; within a millisecond by a count that begins at random. */
export function newId(): string {
  if (next === drawn.length) {
    crypto.getRandomValues(drawn)
    next = 0
  }
  const random = drawn.subarray(next, next + BYTES)
  next += BYTES
  const now = Date.now()
  if (now > msecs) {
    msecs = now
    seq = new DataView(random.buffer, random.byteOffset).getUint32(0) >>> 1
  } else {
    seq = (seq + 1) | 0
    if (seq === 0) msecs += 1
  }
  return v7({ msecs, seq, random })
}
