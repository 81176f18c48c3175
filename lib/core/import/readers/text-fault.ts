import type { JsonValue } from '../../json/values'

/** What no text of the database can hold. JSON is held against it while it is read; rows of other files are here. */
export const FAULTS = {
  nul_character: 'A text holds U+0000, which the database cannot keep.',
  lone_surrogate: 'A text holds half a character.',
} as const
export type TextFault = keyof typeof FAULTS

export function textFault(value: JsonValue): TextFault | null {
  if (typeof value === 'string') {
    if (value.includes('\u0000')) return 'nul_character'
    return value.isWellFormed() ? null : 'lone_surrogate'
  }
  if (typeof value !== 'object' || value === null) return null
  const parts = Array.isArray(value) ? value : [...Object.keys(value), ...Object.values(value)]
  for (const part of parts) {
    const fault = textFault(part)
    if (fault !== null) return fault
  }
  return null
}
