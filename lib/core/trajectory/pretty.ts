/** Calls and results as people read them; the exact texts stand beside, one key away. Runs in the browser. */

export interface Argument {
  name: string
  value: string
  /** Stands on the call's own line; a longer one under it. */
  short: boolean
}

const SHORT = 60
const DEEPEST = 40

/** A call's arguments as `name: value`; null where they are no JSON object. */
export function readArguments(text: string): Argument[] | null {
  const value = text.trim() === '' ? {} : parse(text)
  if (!isObject(value)) return null
  return Object.entries(value).map(([name, one]) => {
    const printed = isPlain(one) ? inLine(one) : linesOf(one, 0).join('\n')
    return { name, value: printed, short: printed.length <= SHORT && !printed.includes('\n') }
  })
}

export interface Readable {
  /** "40 reviews, the first 2 of them"; null where there is nothing to say first. */
  head: string | null
  text: string
  /** Where the part ends that is shown at once. */
  end: number
  /** How many of what the rest holds: "the other 38"; null where it is no list. */
  others: string | null
}

const FIRST_LINES = 8
const FIRST_ITEMS = 2
const FIRST_SIZE = 1_200

/** A result as lines of `name: value`, the first of them at once; text that is no JSON as it is. */
export function readResult(text: string): Readable {
  const value = parse(text)
  if (value === undefined || typeof value === 'string') return cutLines(typeof value === 'string' ? value : text)
  const list = findList(value)
  if (!list || list.items.length <= FIRST_ITEMS) return cutLines(flat(value) ?? linesOf(value, 0).join('\n'))
  const first = [...list.before, ...list.items.slice(0, FIRST_ITEMS).flatMap((one) => itemLines(one, 0))].join('\n')
  const rest = [...list.items.slice(FIRST_ITEMS).flatMap((one) => itemLines(one, 0)), ...list.after].join('\n')
  const left = list.items.length - FIRST_ITEMS
  const noun = `${list.items.length} ${list.name}`
  return {
    head: `${noun}, the first ${FIRST_ITEMS} of them`,
    text: `${first}\n${rest}`,
    end: cutAt(first, FIRST_SIZE),
    others: `the other ${left}`,
  }
}

/** Words of any length, the first lines of them at once. */
export const readWords = (text: string, size = 4_000): Readable => ({
  head: null,
  text,
  end: cutAt(text, size),
  others: null,
})

export function cutLines(text: string, lines = FIRST_LINES): Readable {
  let end = -1
  for (let line = 0; line < lines; line++) {
    end = text.indexOf('\n', end + 1)
    if (end === -1) break
  }
  // What would leave a few lines folded is shown whole.
  const left = end === -1 ? 0 : text.slice(end, end + FIRST_SIZE).split('\n').length - 1
  const upTo = end === -1 || left <= lines / 2 ? text.length : end
  return { head: null, text, end: Math.min(upTo, cutAt(text, FIRST_SIZE)), others: null }
}

/** A place near `size` at which a text can be cut: after a word, never within a character. What is a little longer stays whole. */
function cutAt(text: string, size: number): number {
  if (text.length <= size * 1.25) return text.length
  const space = Math.max(text.lastIndexOf(' ', size), text.lastIndexOf('\n', size))
  if (space > size * 0.8) return space
  const code = text.charCodeAt(size - 1)
  return code >= 0xd800 && code <= 0xdbff ? size - 1 : size
}

type Json = null | boolean | number | string | Json[] | { [key: string]: Json }

function parse(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json
  } catch {
    return undefined
  }
}

const isObject = (value: Json | undefined): value is { [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const isPlain = (value: Json) => typeof value !== 'object' || value === null
const inLine = (value: Json) => (typeof value === 'string' && value !== '' ? value.trimEnd() : JSON.stringify(value))

/** A list that is the answer, or stands in it: with what stands before and after it. */
function findList(value: Json): { name: string; items: Json[]; before: string[]; after: string[] } | null {
  if (Array.isArray(value)) return { name: 'items', items: value, before: [], after: [] }
  if (!isObject(value)) return null
  const entries = Object.entries(value)
  const place = entries.findIndex(([, one]) => Array.isArray(one) && one.length > FIRST_ITEMS && !one.every(isPlain))
  const found = entries[place]
  if (!found || !Array.isArray(found[1])) return null
  const lines = (some: typeof entries) => some.flatMap(([name, one]) => entryLines(name, one, 0))
  return {
    ...{ name: nounOf(found[0]), items: found[1] },
    ...{ before: lines(entries.slice(0, place)), after: lines(entries.slice(place + 1)) },
  }
}

const nounOf = (name: string) => name.replace(/[_-]+/g, ' ').trim() || 'items'

/** A small object as one line. */
function flat(value: Json): string | null {
  if (isPlain(value)) return inLine(value)
  if (!isObject(value)) return null
  // An error is wrapped in its own name by most vendors; the word stands before it already.
  const names = Object.keys(value)
  if (names.length === 1 && names[0] === 'error' && isObject(value.error)) return flat(value.error)
  if (!Object.values(value).every(isPlain)) return null
  const line = Object.entries(value)
    .map(([name, one]) => `${name}: ${inLine(one)}`)
    .join(', ')
  return line.length <= 140 && !line.includes('\n') ? line : null
}

function linesOf(value: Json, depth: number): string[] {
  if (isPlain(value) || depth > DEEPEST) return indent(inLine(value), depth)
  if (Array.isArray(value)) {
    return value.length === 0 ? indent('none', depth) : value.flatMap((one) => itemLines(one, depth))
  }
  const entries = Object.entries(value)
  return entries.length === 0 ? indent('{}', depth) : entries.flatMap(([name, one]) => entryLines(name, one, depth))
}

function entryLines(name: string, value: Json, depth: number): string[] {
  if (isPlain(value)) return indent(`${name}: ${inLine(value)}`, depth)
  if (Array.isArray(value) && value.every(isPlain)) {
    return indent(`${name}: ${value.map(inLine).join(', ') || 'none'}`, depth)
  }
  if (isObject(value) && Object.keys(value).length === 0) return indent(`${name}: {}`, depth)
  return [...indent(`${name}:`, depth), ...linesOf(value, depth + 1)]
}

function itemLines(value: Json, depth: number): string[] {
  const line = flat(value)
  if (line !== null) return indent(`– ${line}`, depth)
  const [first = '', ...rest] = linesOf(value, 0)
  return indent([`– ${first}`, ...rest.map((one) => `  ${one}`)].join('\n'), depth)
}

const indent = (text: string, depth: number): string[] =>
  text.split('\n').map((line) => (depth === 0 ? line : '  '.repeat(depth) + line))
