import { JsonFault, type JsonFaultCode, type JsonIssueCode, type JsonPosition } from './tokens'
import { type JsonPath, type JsonValue, JsonValues } from './values'

export type JsonParsed =
  | { ok: true; value: JsonValue }
  | {
      ok: false
      problems: { code: JsonIssueCode | JsonFaultCode; message: string; path: JsonPath; at: JsonPosition }[]
    }

/** Text whose native parse could hide something from us: escapes of surrogates or U+0000, and the unsafe keys. */
const NEEDS_CARE = /\\u(?:[dD][89a-fA-F]|0000)|__proto__|constructor|prototype/
/** Texts under this length cannot break a size limit. */
const NATIVE_LENGTH = 1_000_000

/**
 * One whole JSON text, under every rule of the tokenizer. Never throws. `NEAREST`: whole numbers beyond 2^53 are read as the
 * nearest that there is, for readers that keep the text beside what it says.
 */
export function parseJson(text: string, numbers: 'EXACT' | 'NEAREST' = 'NEAREST'): JsonParsed {
  return parseNatively(text) ?? parseWithCare(text, numbers)
}

/**
 * A text that JSON.stringify prints back as it stood, but for white space, has no duplicate keys, no odd numbers and no
 * second reading, so the native parser, ten times faster, may have it. Machine-written JSONL nearly always is such a text.
 */
function parseNatively(text: string): JsonParsed | null {
  if (text.length > NATIVE_LENGTH || NEEDS_CARE.test(text) || !text.isWellFormed()) return null
  try {
    const value = JSON.parse(text) as JsonValue
    const printed = JSON.stringify(value)
    const same = printed === text || printed === withoutSpace(text)
    return same && depthOf(text) <= 64 ? { ok: true, value } : null
  } catch {
    return null
  }
}

/** White space between tokens, as Python prints it, says nothing. */
const withoutSpace = (text: string) => text.replaceAll(/("(?:[^"\\]|\\.)*")|[ \t\r\n]+/g, '$1')

/** An upper bound: brackets inside texts count too, which only sends such a text the careful way. */
function depthOf(text: string): number {
  let depth = 0
  let deepest = 0
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    if (code === 123 || code === 91) deepest = Math.max(deepest, ++depth)
    else if (code === 125 || code === 93) depth--
  }
  return deepest
}

function parseWithCare(text: string, numbers: 'EXACT' | 'NEAREST'): JsonParsed {
  const problems: Extract<JsonParsed, { ok: false }>['problems'] = []
  let value: JsonValue = null
  const reader = new JsonValues(0, {
    value: (found) => {
      value = found.value
      problems.push(...found.issues.filter(({ code }) => numbers === 'EXACT' || code !== 'inexact_number'))
    },
    issue: (issue) => problems.push(issue),
  })
  try {
    reader.write(text)
    reader.end()
  } catch (error) {
    if (!(error instanceof JsonFault)) throw error
    problems.push({ code: error.code, message: error.message, path: [], at: error.at })
  }
  return problems.length === 0 ? { ok: true, value } : { ok: false, problems }
}
