import { parseJson } from '../json/parse'
import type { JsonValue } from '../json/values'
import { isInexact } from '../json/words'
import type { JsonObject, RecordCall } from './conversation'

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A call's arguments from the text or value that a source holds. */
export function readArguments(given: JsonValue | undefined): Pick<RecordCall, 'raw' | 'value'> {
  if (typeof given !== 'string') return { raw: null, value: given }
  const parsed = parseJson(given)
  return { raw: given, value: parsed.ok ? parsed.value : undefined }
}

/** As JSON text, word for word where the source had a text. None given is {}. Null: they are no JSON object. */
export function argumentsText(call: Pick<RecordCall, 'raw' | 'value'>): string | null {
  const value = argumentsValue(call)
  if (value === null) return null
  return call.raw === null || call.raw.trim() === '' ? JSON.stringify(value) : call.raw
}

/** As an object; none given is {}. Null: they are no JSON object. */
export function argumentsValue({ raw, value }: Pick<RecordCall, 'raw' | 'value'>): JsonObject | null {
  if (raw !== null && raw.trim() === '') return {}
  if (raw === null && (value === undefined || value === null)) return {}
  return isObject(value) ? value : null
}

/**
 * What becomes of the numbers of a JSON text when it is read and written again: SAME, another form of the same number
 * (1.0 → 1), or another NUMBER (integers beyond 2^53).
 */
export function numbersAnew(raw: string | null): 'SAME' | 'FORM' | 'NUMBER' {
  if (raw === null) return 'SAME'
  const numbers = raw.replace(/"(?:[^"\\]|\\.)*"/gs, '').match(/-?\d[\d.eE+-]*/g) ?? []
  const other = numbers.filter((one) => String(Number(one)) !== one)
  if (other.some(isInexact)) return 'NUMBER'
  return other.length > 0 ? 'FORM' : 'SAME'
}
