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
  return write(value, '$', 0)
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
