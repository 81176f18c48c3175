/** What canonicalJson refuses, with the place in the value as a JSON path. */
export class CanonicalJsonError extends Error {
  constructor(
    readonly path: string,
    reason: string,
  ) {
    super(`${reason} at ${path}`)
  }
}

/** Deeper values are refused rather than risked on the call stack. */
const MAX_DEPTH = 200

/**
 * One text for one value: RFC 8785 (JSON Canonicalization Scheme). Object keys in order of UTF-16 code units, no white
 * space, numbers and strings as ECMAScript prints them. Object members that are `undefined` are left out, as JSON.stringify does.
 *
 * Throws CanonicalJsonError on what has no JSON text or would not survive PostgreSQL's jsonb: NaN and infinities, bigint,
 * functions, `undefined` in arrays, lone surrogates, U+0000, objects that are not plain, nesting over 200.
 */
export function canonicalJson(value: unknown): string {
  return printNatively(value) ?? write(value, '$', 0)
}

/** Escapes that the native printer makes of lone surrogates and U+0000; as text they may also stand behind a backslash. */
const NEEDS_CARE = /\\u(?:d[89a-f]|0000)/

/**
 * The platform's own printer over keys in order, several times as fast. Null: the value is one to look at with care, to be
 * refused or printed member by member.
 */
function printNatively(value: unknown): string | null {
  const ordered = order(value, 0)
  if (ordered === CARE) return null
  const text = JSON.stringify(ordered)
  return NEEDS_CARE.test(text) ? null : text
}

const CARE = Symbol('to be looked at with care')
const isIndex = (key: string) => key.charCodeAt(0) <= 57 && /^(?:0|[1-9]\d*)$/.test(key)

function order(value: unknown, depth: number): unknown {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value
  if (typeof value === 'number') return Number.isFinite(value) ? value : CARE
  if (typeof value !== 'object' || depth > MAX_DEPTH) return CARE
  if (Array.isArray(value)) {
    const made: unknown[] = []
    for (let index = 0; index < value.length; index++) {
      const one = order(value[index], depth + 1)
      if (one === CARE) return CARE
      made.push(one)
    }
    return made
  }
  if (!isPlain(value) || 'toJSON' in value) return CARE
  const made: Record<string, unknown> = {}
  for (const key of Object.keys(value).sort()) {
    const member = (value as Record<string, unknown>)[key]
    if (member === undefined) continue
    // Objects put such keys first, whatever the order in which they come; "__proto__" is no member of theirs.
    if (isIndex(key) || key === '__proto__') return CARE
    const one = order(member, depth + 1)
    if (one === CARE) return CARE
    made[key] = one
  }
  return made
}

function write(value: unknown, path: string, depth: number): string {
  if (depth > MAX_DEPTH) throw new CanonicalJsonError(path, `nested deeper than ${MAX_DEPTH}`)
  if (value === null || typeof value === 'boolean') return String(value)
  if (typeof value === 'string') return writeString(value, path)
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new CanonicalJsonError(path, `${value} is not a JSON number`)
    return JSON.stringify(value)
  }
  if (Array.isArray(value)) {
    return `[${Array.from(value, (element, index) => write(element, `${path}[${index}]`, depth + 1)).join(',')}]`
  }
  if (typeof value === 'object' && isPlain(value)) return writeObject(value, path, depth)
  throw new CanonicalJsonError(path, `${typeof value === 'object' ? 'an object of a class' : typeof value} is not JSON`)
}

function writeObject(value: Record<string, unknown>, path: string, depth: number): string {
  const members = Object.keys(value)
    .filter((key) => value[key] !== undefined)
    // Without a comparer, sort compares UTF-16 code units, which is what the RFC asks for.
    .sort()
    .map((key) => `${writeString(key, path)}:${write(value[key], `${path}.${key}`, depth + 1)}`)
  return `{${members.join(',')}}`
}

function writeString(text: string, path: string): string {
  if (!text.isWellFormed()) throw new CanonicalJsonError(path, 'a lone surrogate (half a character)')
  if (text.includes('\u0000')) throw new CanonicalJsonError(path, 'the character U+0000')
  return JSON.stringify(text)
}

function isPlain(value: object): value is Record<string, unknown> {
  const prototype = Object.getPrototypeOf(value)
  return prototype === null || Object.getPrototypeOf(prototype) === null
}
