/** What PostgreSQL cannot keep in text is not what anybody typed: U+0000 goes, half a surrogate pair becomes U+FFFD. */
export const tidyText = (text: string) => text.replaceAll('\u0000', '').toWellFormed()

/** An answer or a draft as it can be stored: every text in it, keys too. */
export function tidyJudgment<T>(value: T): T {
  return tidy(value) as T
}

function tidy(value: unknown): unknown {
  if (typeof value === 'string') return tidyText(value)
  if (Array.isArray(value)) return value.map(tidy)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [tidyText(key), tidy(one)]))
}
