import {
  PLUMBLINE_CHAIN_FORMAT,
  PLUMBLINE_INSTRUCTION_FORMAT,
  PLUMBLINE_RESPONSE_FORMAT,
} from '../export/plumbline-jsonl'
import { JsonTokenizer } from '../json/tokenizer'
import { JsonFault } from '../json/tokens'
import type { ImportFormat } from './formats'
import { isToolAce } from './readers/table'

/** As much of a file's beginning as detection needs (characters). */
export const DETECT_CHARACTERS = 65_536

type Kind = 'object' | 'array' | 'string' | 'other'

/** What stands at each level of the first value: 0 is the value itself, 1 its members … */
interface Outline {
  kinds: Set<Kind>[]
  keys: Set<string>[]
  /** The text of the member "format" of the first value, if it has one. */
  format: string | null
  /** Likewise of the first member "system". */
  system: string | null
}

const MAX_KEYS = 200

/**
 * The format of a file by its beginning, or null when it is none of ours. Reads no further than the first JSON value,
 * does not mind its being cut off, and never throws.
 */
export function detectFormat(head: string): ImportFormat | null {
  const text = head.startsWith('\uFEFF') ? head.slice(1) : head
  if (text.startsWith('PAR1')) return 'parquet'
  if (text.startsWith('PK\u0003\u0004')) return 'inspect'
  if (looksLikeCsv(text)) return 'csv'
  const { kinds, keys, format, system } = outline(text)
  const only = (level: number, kind: Kind) => kinds[level]?.size === 1 && kinds[level].has(kind)
  const keysAt = (level: number) => keys[level] ?? new Set<string>()

  if (isAnyVersion(format, PLUMBLINE_CHAIN_FORMAT)) return 'plumbline-chains'
  if (isAnyVersion(format, PLUMBLINE_INSTRUCTION_FORMAT)) return 'plumbline-instructions'
  if (isAnyVersion(format, PLUMBLINE_RESPONSE_FORMAT)) return 'plumbline-responses'
  if (only(0, 'array')) {
    if (only(1, 'object') && keysAt(2).has('chat_history')) return 'agentalign-trajectories'
    if (only(1, 'object') && keysAt(2).has('instruction') && keysAt(2).has('response')) return 'agentalign-responses'
    const rows = only(1, 'object') ? detectRows(keysAt(2), system) : null
    if (rows) return rows
    if (only(1, 'string')) return 'agentalign-capabilities'
    if (only(1, 'object') && looksLikeInstruction(keysAt(2))) return 'agentalign-instructions'
    return only(1, 'object') && looksLikeTool(keysAt(2)) ? 'agentalign-tools' : null
  }
  if (!only(0, 'object')) return null
  const rows = detectRows(keysAt(1), system)
  if (rows) return rows
  if (['prompt', 'params', 'instructions'].every((name) => keysAt(1).has(name))) return 'agentalign-seed-question'
  if (only(1, 'string')) return 'agentalign-tool-capability'
  if (only(1, 'object')) return keysAt(3).has('patterns') ? 'agentalign-chains' : null
  if (!only(1, 'array')) return null
  if (keysAt(1).has('tools') && only(2, 'object')) return looksLikeTool(keysAt(3)) ? 'agentalign-tools' : null
  if (!only(2, 'string')) return null
  return [...keysAt(1)].every((name) => name.includes('.')) ? 'agentalign-capability-tools' : 'agentalign-taxonomy'
}

/** "plumbline-chain/1" and later ones, so that a reader that is too old says so itself. */
const isAnyVersion = (format: string | null, known: string) => format?.startsWith(known.split('/')[0]!) === true

/** Batches, or single rows; rows with an answer are another file. */
const looksLikeInstruction = (keys: ReadonlySet<string>) =>
  (keys.has('instructions') && (keys.has('pattern') || keys.has('tools'))) ||
  (keys.has('instruction') && keys.has('tools') && !keys.has('response'))

/** Rows of conversations by the members of one. */
function detectRows(keys: ReadonlySet<string>, system: string | null): ImportFormat | null {
  if (keys.has('resourceSpans')) return 'otel'
  if (keys.has('observations')) return 'langfuse'
  if (keys.has('eval') && (keys.has('samples') || keys.has('plan') || keys.has('status'))) return 'inspect'
  if (keys.has('system') && keys.has('chat')) return 'glaive'
  if (keys.has('conversations')) return isToolAce({ system: system ?? '' }) ? 'toolace' : 'sharegpt'
  if (keys.has('interactions')) return 'mistral'
  if (!keys.has('messages')) return null
  return ['category', 'sub_category', 'pattern', 'tools'].every((key) => keys.has(key)) ? 'agentalign' : 'openai'
}

/** A first line of column names, of which some hold a conversation. */
function looksLikeCsv(text: string): boolean {
  if (/^\s*[[{]/.test(text)) return false
  const names = text
    .slice(0, text.search(/[\r\n]/) >>> 0)
    .split(',')
    .map((name) => name.replaceAll('"', '').trim())
  return names.length > 1 && names.some((name) => CSV_COLUMNS.has(name))
}
const CSV_COLUMNS = new Set([
  ...['messages', 'conversations', 'chat', 'response', 'output', 'answer', 'completion', 'assistant'],
])

const looksLikeTool = (keys: ReadonlySet<string>) =>
  keys.has('function') || (keys.has('name') && keys.has('parameters'))

function outline(text: string): Outline {
  const found: Outline = { kinds: [], keys: [], format: null, system: null }
  let level = 0
  let key = ''
  const note = (kind: Kind) => {
    found.kinds[level] ??= new Set()
    found.kinds[level]!.add(kind)
  }
  const tokenizer = new JsonTokenizer({
    open: (kind) => {
      note(kind)
      level++
    },
    close: () => {
      level--
    },
    key: (name) => {
      key = name
      found.keys[level] ??= new Set()
      if (found.keys[level]!.size < MAX_KEYS) found.keys[level]!.add(name)
    },
    scalar: (value) => {
      note(typeof value === 'string' ? 'string' : 'other')
      if (level === 1 && key === 'format' && typeof value === 'string') found.format = value
      if (level <= 2 && key === 'system' && typeof value === 'string') found.system ??= value
    },
    issue: () => {},
  })
  try {
    tokenizer.write(text)
  } catch (error) {
    // Cut off, more lines after the first value, or not JSON at all: what was seen so far decides.
    if (!(error instanceof JsonFault)) throw error
  }
  return found
}
