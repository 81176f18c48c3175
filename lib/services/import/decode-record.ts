/** Why one record cannot be taken. The rest of the file goes on. */
export type RecordProblemCode =
  | 'not_json'
  | 'encoding'
  | 'too_long'
  | 'too_deep'
  | 'duplicate_key'
  | 'unsafe_key'
  | 'lone_surrogate'
  | 'nul_character'

export type Decoded =
  | { ok: true; value: unknown; text: string }
  | { ok: false; code: RecordProblemCode; message: string; text: string }

export const MAX_DEPTH = 64
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
const lenient = new TextDecoder('utf-8')
const UNSAFE_KEYS = new Set(['__proto__', 'constructor', 'prototype'])

/**
 * One record's bytes as a value that JSONB can hold without loss. JSON.parse is silent on what JSONB would drop or refuse
 * (duplicate keys, U+0000, half surrogate pairs), so those are problems here, in the preview and in the import alike.
 */
export function decodeRecord(bytes: Buffer): Decoded {
  const { depth, colons } = measure(bytes)
  const refuse = (code: RecordProblemCode, message: string): Decoded => ({
    ok: false,
    code,
    message,
    text: lenient.decode(bytes.subarray(0, 8_192)),
  })
  if (depth > MAX_DEPTH) return refuse('too_deep', `Nested ${depth} levels deep; ${MAX_DEPTH} are allowed.`)
  let text: string
  try {
    text = utf8.decode(bytes)
  } catch {
    return refuse('encoding', 'Not valid UTF-8. Save the file as UTF-8.')
  }
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    return refuse('not_json', `Not valid JSON: ${error instanceof Error ? error.message.slice(0, 200) : 'unreadable'}.`)
  }
  if (colons > 0 && countKeys(value) !== colons)
    return refuse('duplicate_key', 'An object holds the same key twice; only one of them could be kept.')
  // A NUL or half a pair can only come in as an escape: the raw bytes are valid UTF-8 and valid JSON by now.
  if (text.includes('\\u')) {
    const bad = findBadText(value)
    if (bad === 'nul_character') return refuse(bad, 'The text holds U+0000, which cannot be stored.')
    if (bad) return refuse(bad, 'The text holds half of a surrogate pair, which is no character.')
  }
  if (colons > 0 && hasUnsafeKey(value))
    return refuse('unsafe_key', 'A key is named __proto__, constructor or prototype.')
  return { ok: true, value, text }
}

/** Deepest nesting, and how many members all objects have as written (a colon outside strings each). */
function measure(bytes: Buffer): { depth: number; colons: number } {
  let depth = 0
  let deepest = 0
  let colons = 0
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i]
    if (byte === 0x22) i = endOfString(bytes, i)
    else if (byte === 0x3a) colons += 1
    else if (byte === 0x7b || byte === 0x5b) {
      depth += 1
      if (depth > deepest) deepest = depth
    } else if (byte === 0x7d || byte === 0x5d) depth -= 1
  }
  return { depth: deepest, colons }
}

/** Index of the quote that closes the string which begins at `start`, or of the last byte. */
function endOfString(bytes: Buffer, start: number): number {
  for (let i = start + 1; i < bytes.length; i++) {
    if (bytes[i] === 0x5c) i += 1
    else if (bytes[i] === 0x22) return i
  }
  return bytes.length
}

function countKeys(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  if (Array.isArray(value)) return value.reduce<number>((sum, member) => sum + countKeys(member), 0)
  const members = Object.values(value)
  return members.reduce<number>((sum, member) => sum + countKeys(member), members.length)
}

function findBadText(value: unknown): 'nul_character' | 'lone_surrogate' | null {
  if (typeof value === 'string')
    return value.includes('\0') ? 'nul_character' : value.isWellFormed() ? null : 'lone_surrogate'
  if (typeof value !== 'object' || value === null) return null
  for (const [key, member] of Object.entries(value)) {
    const bad = findBadText(key) ?? findBadText(member)
    if (bad) return bad
  }
  return null
}

function hasUnsafeKey(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  if (Array.isArray(value)) return value.some(hasUnsafeKey)
  return Object.entries(value).some(([key, member]) => UNSAFE_KEYS.has(key) || hasUnsafeKey(member))
}
