import type { JsonObject } from '../../record/conversation'
import { type ExportCall, type ExportRow, type ExportTool, type ExportTurn, Unsayable } from '../turns'

/** What several trainers' formats ask of a row. Each throws Unsayable, or answers with what it had to note. */

/** What a row says in another way, or leaves out; and the texts that were printed on the way, with what they say. */
export class Notes extends Set<string> {
  readonly known = new Map<string, unknown>()

  print(value: unknown): string {
    const text = JSON.stringify(value)
    this.known.set(text, value)
    return text
  }
}
export type Assistant = Extract<ExportTurn, { role: 'assistant' }>

/** Messages of the system as one text before all others; null: there is none. */
export function takeSystem(turns: readonly ExportTurn[], notes: Notes): { system: string | null; rest: ExportTurn[] } {
  const first = turns.findIndex(({ role }) => role !== 'system')
  const leading = turns.slice(0, first < 0 ? turns.length : first)
  const rest = turns.slice(leading.length)
  if (rest.some(({ role }) => role === 'system')) throw new Unsayable('a message of the system stands amid the others')
  if (leading.length > 1) notes.add('messages of the system are made one')
  return { system: leading.length === 0 ? null : leading.map(textOf).join('\n\n'), rest }
}

const textOf = (turn: ExportTurn) => turn.text

export function mustEndOnAssistant(turns: readonly ExportTurn[]): void {
  const last = turns.at(-1)?.role
  if (last === 'tool') throw new Unsayable('it ends on a tool’s result, with no answer to learn')
  if (last !== 'assistant') throw new Unsayable('it ends on a message that nobody answers')
}

/** Every call answered, except those that the conversation ends on. */
export function mustBeAnswered(turns: readonly ExportTurn[]): void {
  for (const turn of turns.slice(0, -1)) {
    if (turn.role === 'assistant' && turn.calls.some(({ answered }) => !answered)) {
      throw new Unsayable('a call has no result, and the conversation goes on')
    }
  }
}

/** Results stand right behind their calls, before anything else is said. */
export function mustFollowTheirCalls(turns: readonly ExportTurn[]): void {
  let open = new Set<string>()
  for (const turn of turns) {
    if (turn.role === 'assistant') open = new Set(turn.calls.map(({ id }) => id))
    else if (turn.role === 'tool' && !open.has(turn.id)) throw new Unsayable('a result stands apart from its call')
    else if (turn.role === 'user') open = new Set()
  }
}

export function noteUnanswered(turns: readonly ExportTurn[], notes: Notes): void {
  try {
    mustBeAnswered(turns)
  } catch {
    notes.add('a call has no result')
  }
}

export function noteNothingAfter(turns: readonly ExportTurn[], notes: Notes): void {
  if (turns.at(-1)?.role !== 'assistant') notes.add('nothing is learned after its last message of the assistant')
}

export function mustHaveNoWeights(turns: readonly ExportTurn[]): void {
  if (turns.some((turn) => turn.role === 'assistant' && turn.weight === 0)) {
    throw new Unsayable('a message is marked as not to be learned, which the format cannot say')
  }
}

export function noteReasoning(turns: readonly ExportTurn[], notes: Notes): void {
  if (turns.some((turn) => turn.role === 'assistant' && turn.reasoning !== '')) notes.add('reasoning is left out')
}

export function noteDeveloper(turns: readonly ExportTurn[], notes: Notes): void {
  if (turns.some((turn) => turn.role === 'system' && turn.sourceRole === 'developer')) {
    notes.add('messages of the developer are written as the system’s')
  }
}

const isTalkingCall = (turn: ExportTurn): turn is Assistant =>
  turn.role === 'assistant' && turn.text !== '' && turn.calls.length > 0

/** Text and calls of one message as two messages of the assistant. */
export function splitTextFromCalls(turns: readonly ExportTurn[], notes: Notes): ExportTurn[] {
  return turns.flatMap((turn): ExportTurn[] => {
    if (!isTalkingCall(turn)) return [turn]
    notes.add('text beside a call is a message of its own')
    return [
      { ...turn, calls: [] },
      { ...turn, text: '', reasoning: '' },
    ]
  })
}

export function dropTextBesideCalls(turns: readonly ExportTurn[], notes: Notes): ExportTurn[] {
  return turns.map((turn) => {
    if (!isTalkingCall(turn)) return turn
    notes.add('text beside a call is left out')
    return { ...turn, text: '' }
  })
}

/** Functions as every chat format has them. */
export const functionsOf = ({ tools }: Pick<ExportRow, 'tools'>, description: 'ALWAYS' | 'GIVEN' = 'GIVEN') =>
  tools.map((tool) => ({ type: 'function', function: functionOf(tool, description) }))

export function functionOf(
  { name, description, parameters, strict }: ExportTool,
  when: 'ALWAYS' | 'GIVEN',
): JsonObject {
  const words = description ?? (when === 'ALWAYS' ? '' : null)
  return { name, ...(words !== null && { description: words }), parameters, ...(strict !== null && { strict }) }
}

export const callsAsText = (calls: readonly ExportCall[]): JsonObject[] =>
  calls.map(({ id, name, text }) => ({ id, type: 'function', function: { name, arguments: text } }))
