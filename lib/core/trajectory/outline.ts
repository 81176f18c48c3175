import type { ResponseContent } from './content'
import { joinSteps, type Step, type Trajectory } from './steps'

/** A response as its outline has it: a line a step. Runs in the browser. */

export interface OutlineLine {
  index: number
  /** What the step does: the tools that it calls, or its first words. */
  title: string
  /** CALL: all calls were answered; ERROR: one was not, or by an error; WORDS: no call; EMPTY: nothing at all. */
  kind: 'CALL' | 'ERROR' | 'WORDS' | 'EMPTY'
  /** Said at the line's end: the size of the results, or what is special. */
  aside: string
}

const TITLE = 60

export const outlineOf = (steps: readonly Step[]): OutlineLine[] =>
  steps.map((step) => ({ index: step.index, title: titleOf(step), kind: kindOf(step), aside: asideOf(step) }))

function titleOf({ calls, text, reasoning }: Step): string {
  const [first] = calls
  if (first) return `${nameInWords(first.name)}${calls.length > 1 ? ` and ${calls.length - 1} more` : ''}`
  const words = (text || reasoning)
    .trim()
    .slice(0, TITLE * 2)
    .replace(/\s+/g, ' ')
  if (words === '') return 'Nothing said'
  return words.length > TITLE ? `${words.slice(0, TITLE).replace(/\s\S*$/, '')}…` : words
}

/** "search_merchant" is read as "Search merchant". */
export function nameInWords(name: string): string {
  const words = name.replace(/[_\-.]+/g, ' ').trim()
  return words === '' ? 'A call without a name' : `${words[0]!.toUpperCase()}${words.slice(1)}`
}

function kindOf({ calls, text, reasoning }: Step): OutlineLine['kind'] {
  if (calls.length === 0) return text.trim() === '' && reasoning.trim() === '' ? 'EMPTY' : 'WORDS'
  return calls.some(({ result }) => result === null || result.error) ? 'ERROR' : 'CALL'
}

function asideOf(step: Step): string {
  if (step.calls.length === 0) return kindOf(step) === 'EMPTY' ? 'empty' : 'words'
  if (step.calls.some(({ result }) => result?.error)) return 'error'
  if (step.calls.some(({ result }) => result === null)) return 'no result'
  return printBytes(step.calls.reduce((sum, { result }) => sum + utf8Bytes(result?.text ?? ''), 0))
}

const encoder = new TextEncoder()
export const utf8Bytes = (text: string): number => encoder.encode(text).length

/** "0.3 KB", "1.2 MB"; KB as people say it: 1,000 bytes. What is smaller than a tenth of one is "0.1 KB". */
export function printBytes(bytes: number): string {
  if (bytes === 0) return '0 KB'
  if (bytes >= 1_000_000) return `${(bytes / 1_000_000).toFixed(1)} MB`
  const kilo = Math.max(0.1, bytes / 1_000)
  return `${kilo >= 100 ? Math.round(kilo) : kilo.toFixed(1)} KB`
}

/** What stands one under the other: the words of others as they came, steps with all that belongs to them. */
export type Block =
  | { kind: 'SYSTEM' | 'USER'; message: number; text: string }
  | { kind: 'STEP'; message: number; step: Step }
  | { kind: 'STRAY'; message: number; name: string; text: string; error: boolean }

export function blocksOf({ messages }: Pick<ResponseContent, 'messages'>, { steps, strays }: Trajectory): Block[] {
  const stray = new Set(strays)
  const byMessage = new Map(steps.map((step) => [step.message, step]))
  return messages.flatMap((message, place): Block[] => {
    const step = byMessage.get(place)
    if (step) return [{ kind: 'STEP', message: place, step }]
    if (message.role === 'system' || message.role === 'user') {
      return [{ kind: message.role === 'user' ? 'USER' : 'SYSTEM', message: place, text: message.text }]
    }
    if (message.role !== 'tool' || !stray.has(place)) return []
    return [{ kind: 'STRAY', message: place, name: message.name, text: message.text, error: message.error }]
  })
}

/** What is told of a run in a line: "5 calls, 2 errors". */
export function runWords(content: Pick<ResponseContent, 'messages'>): { steps: number; calls: number; errors: number } {
  const { steps } = joinSteps(content)
  const calls = steps.flatMap((step) => step.calls)
  return { steps: steps.length, calls: calls.length, errors: calls.filter(({ result }) => result?.error).length }
}
