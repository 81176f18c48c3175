/**
 * Bytes of a value's JSON in UTF-8. Counts to the end only where `limit` may be passed and is not plainly: otherwise an
 * upper or a lower bound on the same side of the limit.
 */
export function jsonBytes(value: unknown, limit = 0): number {
  const text = JSON.stringify(value)
  // A UTF-16 code unit takes one to three bytes.
  if (text.length > limit && limit > 0) return text.length
  if (text.length * 3 <= limit) return text.length * 3
  return new TextEncoder().encode(text).length
}
