import { isObject } from '../../record/arguments'
import type { KnownTexts } from '../format'

/** How linters look at rows of any shape: what is not there is empty, never an exception. */

export const listAt = (value: unknown, key: string): unknown[] => {
  const found = isObject(value) ? value[key] : undefined
  return Array.isArray(found) ? found : []
}
export const at = (value: unknown, key: string): unknown => (isObject(value) ? value[key] : undefined)
export const has = (value: unknown, key: string): boolean => isObject(value) && Object.hasOwn(value, key)
export const roleAt = (message: unknown): string => {
  const role = at(message, 'role')
  return typeof role === 'string' ? role : ''
}

/** As Python decides: null, "", [], 0 and false are none. */
export const isTruthy = (value: unknown): boolean =>
  Array.isArray(value) ? value.length > 0 : isObject(value) ? Object.keys(value).length > 0 : Boolean(value)

/** `known`: texts that were just printed from these values, and need not be read again. */
export function readJson(text: unknown, known?: KnownTexts): { ok: true; value: unknown } | { ok: false } {
  if (typeof text !== 'string') return { ok: false }
  const value = known?.get(text)
  if (value !== undefined) return { ok: true, value }
  try {
    return { ok: true, value: JSON.parse(text) as unknown }
  } catch {
    return { ok: false }
  }
}
