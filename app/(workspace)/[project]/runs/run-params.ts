/** A row number as an address says it; null where there is none, or anything that is none. */
export function readNumber(text: unknown): number | null {
  if (typeof text !== 'string' || !/^[1-9]\d{0,8}$/.test(text)) return null
  return Number(text)
}
