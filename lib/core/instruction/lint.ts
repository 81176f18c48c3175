import { count } from '../chain/lint'
import type { InstructionContent, ToolSchema } from './content'
import { type Inference, inferParameters } from './infer-parameters'
import { detectLanguage, languageName } from './language'
import { readTool, type ToolView } from './tools'

export type InstructionFindingCode =
  | 'empty_text'
  | 'text_length'
  | 'empty_pattern'
  | 'no_tools'
  | 'parameter_not_given'
  | 'tool_not_asked_for'
  | 'other_language'
  | 'near_duplicate'

export interface InstructionFinding {
  code: InstructionFindingCode
  severity: 'INFO' | 'WARNING' | 'ERROR'
  message: string
  /** Zero-based indexes of the steps meant; empty when the whole instruction is. */
  steps: number[]
  /** What the finding rests on, for those who look closer. */
  details?: Record<string, unknown>
}

/** Words. A request to an agent that names what several tools need takes more than a few, and is no essay. */
export const TEXT_LENGTH = { min: 8, max: 250 } as const

/** What can be said of one instruction alone; `language` is the project's own, null where any will do. */
export function lintInstruction(content: InstructionContent, language: string | null): InstructionFinding[] {
  return [
    ...lintText(content),
    ...lintPattern(content),
    ...lintTools(content),
    ...(language === null ? [] : lintLanguage(content, language)),
  ]
}

function lintText({ text }: InstructionContent): InstructionFinding[] {
  const words = text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0
  if (words === 0) return [{ code: 'empty_text', severity: 'ERROR', message: 'No text', steps: [] }]
  // Scripts without spaces have few "words": their length is not known this way.
  if (words >= TEXT_LENGTH.min && words <= TEXT_LENGTH.max) return []
  if (words < TEXT_LENGTH.min && !/\p{Script=Latin}/u.test(text)) return []
  const message = `${count(words, 'word')}; an instruction has ${TEXT_LENGTH.min} to ${TEXT_LENGTH.max}`
  return [{ code: 'text_length', severity: 'WARNING', message, steps: [] }]
}

function lintPattern({ pattern, tools }: InstructionContent): InstructionFinding[] {
  return [
    ...(pattern.length === 0
      ? [
          {
            code: 'empty_pattern' as const,
            severity: 'ERROR' as const,
            message: 'No steps: nothing says what it should go through',
            steps: [],
          },
        ]
      : []),
    ...(tools.length === 0
      ? [
          {
            code: 'no_tools' as const,
            severity: 'ERROR' as const,
            message: 'No tools: an agent could only answer in words',
            steps: [],
          },
        ]
      : []),
  ]
}

/** Both ask whether the words of the text could fill the tools' required parameters: signs, no proof. */
function lintTools({ text, tools }: InstructionContent): InstructionFinding[] {
  if (text.trim() === '') return []
  const stems = new Set(stemsOf(text))
  return tools.flatMap((schema) => {
    const { tool, own } = readOnce(schema)
    const inferred = inferParameters(tool, text)
    const missing = inferred.filter(({ found }) => found === null)
    return [...missingParameters(tool, missing, inferred), ...notAskedFor(tool, { own, stems }, inferred)]
  })
}

/** What is read of a schema: the instructions of one file as a rule share theirs. */
interface ReadSchema {
  tool: ToolView
  /** Of its name and description. */
  own: string[]
}
const read = new WeakMap<ToolSchema, ReadSchema>()
function readOnce(schema: ToolSchema): ReadSchema {
  const known = read.get(schema)
  if (known) return known
  const tool = readTool(schema)
  const made = { tool, own: stemsOf(`${tool.name.replace(/[_.-]/g, ' ')} ${tool.description}`) }
  read.set(schema, made)
  return made
}

function missingParameters(tool: ToolView, missing: Inference[], inferred: Inference[]): InstructionFinding[] {
  if (missing.length === 0) return []
  const names = missing.map(({ parameter, kind }) => `${parameter} (${kind})`).join(', ')
  const message = `${tool.name} needs ${names}: nothing in the text looks like ${missing.length === 1 ? 'it' : 'them'}`
  return [
    { code: 'parameter_not_given', severity: 'WARNING', message, steps: [], details: { tool: tool.name, inferred } },
  ]
}

/** A tool that no word of the text is near, and none of whose parameters was found: nobody asked for what it does. */
function notAskedFor(
  tool: ToolView,
  { own, stems }: { own: readonly string[]; stems: ReadonlySet<string> },
  inferred: Inference[],
): InstructionFinding[] {
  const shared = own.some((stem) => stems.has(stem))
  if (own.length === 0 || shared || inferred.some(({ found }) => found !== null)) return []
  const message = `${tool.name}: no word of its name or description stands in the text`
  return [{ code: 'tool_not_asked_for', severity: 'INFO', message, steps: [], details: { tool: tool.name } }]
}

function lintLanguage({ text }: InstructionContent, language: string): InstructionFinding[] {
  const found = detectLanguage(text)
  if (found === null || found === 'und' || found === language) return []
  const message = `Looks like ${languageName(found)}; this project is in ${languageName(language)}`
  return [{ code: 'other_language', severity: 'WARNING', message, steps: [], details: { found } }]
}

/** Others whose text is nearly this one; null when there are none. Similarity: of trigrams, 0 to 1. */
export function nearDuplicates(others: readonly { number: number; similarity: number }[]): InstructionFinding | null {
  if (others.length === 0) return null
  const named = others.map(({ number, similarity }) => `${number} (${Math.floor(similarity * 100)} %)`).join(', ')
  const message = `Nearly the text of ${others.length === 1 ? 'instruction' : 'instructions'} ${named}`
  return { code: 'near_duplicate', severity: 'WARNING', message, steps: [], details: { others: [...others] } }
}

const IDLE = new Set([
  'with',
  'from',
  'that',
  'this',
  'into',
  'using',
  'based',
  'tool',
  'function',
  'specified',
  'given',
])
const stemsOf = (text: string) =>
  (text.toLowerCase().match(/\p{L}{4,}/gu) ?? []).filter((word) => !IDLE.has(word)).map((word) => word.slice(0, 5))
