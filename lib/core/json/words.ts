import type { JsonScalar } from './tokens'

const LITERALS: Record<string, JsonScalar> = { true: true, false: false, null: null }
const NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/

/** Of a number or a literal, well-formed or not. */
export const isWordCode = (code: number) =>
  (code >= 48 && code <= 57) ||
  (code >= 97 && code <= 122) ||
  (code >= 65 && code <= 90) ||
  code === 45 ||
  code === 43 ||
  code === 46

/**
 * A whole number that a double cannot hold, and would print as another (beyond 2^53). One that prints as it stood is what a
 * program with doubles wrote, and stays as it is.
 */
export function isInexact(word: string): boolean {
  if (word.length < 16 || !/^-?\d+$/.test(word)) return false
  const number = Number(word)
  return Number.isFinite(number) && String(number) !== word && BigInt(number) !== BigInt(word)
}

/** What a number, true, false or null says; a number beyond a double is null and `beyond`. Null when it is no JSON. */
export function readWord(word: string): { value: JsonScalar; beyond: boolean } | null {
  if (Object.hasOwn(LITERALS, word)) return { value: LITERALS[word]!, beyond: false }
  if (!NUMBER.test(word)) return null
  const number = Number(word)
  const beyond = !Number.isFinite(number)
  return { value: beyond ? null : number, beyond }
}
