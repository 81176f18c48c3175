import { parseJson } from '../json/parse'
import type { JsonPath, JsonValue } from '../json/values'
import { shapeConversation } from './conversations'
import { type ImportFormat, isLineFormat, isRowFormat } from './formats'
import { mend } from './instructions'
import { FRAMES, shapeRecord } from './records'

export interface LeftOut {
  /** Its text as it stood in the file. */
  raw: string
  /** Where it stood, as problems say it. */
  path: string | null
}

/** A file that holds the mended record alone, in the place that it had; or what is still wrong with it, in words. */
export type Mended = { ok: true; content: string } | { ok: false; message: string }

export function mendRecord(
  format: ImportFormat,
  { raw, path }: LeftOut,
  { field, text }: { field: 'instructions' | 'record'; text: string },
): Mended {
  if (format === 'agentalign-instructions' || format === 'agentalign-seed-question') {
    const mended = mend(raw, field, text)
    if (!mended.ok) return mended
    return { ok: true, content: JSON.stringify(format === 'agentalign-instructions' ? [mended.record] : mended.record) }
  }
  const parsed = parseJson(text, 'EXACT')
  if (!parsed.ok) {
    const { message, at } = parsed.problems[0]!
    return { ok: false, message: `Line ${at.line}, character ${at.column}: ${message}` }
  }
  return place(format, parsed.value, path)
}

function place(
  format: Exclude<ImportFormat, 'agentalign-instructions'>,
  record: JsonValue,
  path: string | null,
): Mended {
  const within =
    isRowFormat(format) || isLineFormat(format) ? [] : readPath(path ?? '$').slice(0, FRAMES[format].length)
  const shaped = isRowFormat(format) ? shapeConversation(format, record) : shapeRecord(format, within, record)
  if (!shaped.ok) return { ok: false, message: `${shaped.message}, at ${shaped.path.join('.') || 'the record'}` }
  return { ok: true, content: JSON.stringify(within.reduceRight<JsonValue>(wrap, record)) }
}

const wrap = (inner: JsonValue, part: string | number): JsonValue =>
  typeof part === 'number' ? [inner] : { [part]: inner }

const PART = /\.([A-Za-z_][A-Za-z0-9_]*)|\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]/g

/** The path that formatPath wrote. */
export function readPath(text: string): JsonPath {
  return [...text.matchAll(PART)].map(([, name, index, quoted]) => {
    if (index !== undefined) return Number(index)
    return name ?? (JSON.parse(quoted!) as string)
  })
}
