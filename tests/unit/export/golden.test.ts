import { expect, test } from 'vitest'
import type { WrittenFormat } from '@/lib/core/export/format'
import type { LintEffect, LintProblem } from '@/lib/core/export/lint/problem'
import { DATASET_FORMATS } from '@/lib/core/export/registry'
import type { JsonObject } from '@/lib/core/record/conversation'
import { emptyConversation } from '@/lib/core/record/conversation'
import { fromMessages } from '@/lib/core/record/response'
import type { Message } from '@/lib/core/trajectory/content'

/**
 * Two tables over the same conversations. The first says what each trainer makes of a row that somebody wrote without
 * care: Y takes it, w takes it and warns or learns nothing from the end, N rejects it, D drops it without a word,
 * L loses a part of it without a word, X ends the whole run. The second says what Plumbline writes: Y the row as it is,
 * n the row with a note of what is said in another way, - nothing, and the reason.
 */
const TRAINERS = [
  ...(['mistral', 'llamafactory-sharegpt', 'llamafactory-openai', 'functionary'] as const),
  ...(['openai', 'trl', 'axolotl'] as const),
] as const satisfies readonly WrittenFormat[]
type Trainer = (typeof TRAINERS)[number]

const system: Message = { role: 'system', text: 'You can use tools.' }
const user: Message = { role: 'user', text: 'Weather in Oslo and Rome?' }
const says: Message = { role: 'assistant', text: 'Oslo 4 C, Rome 17 C.', calls: [] }
const oslo = { id: 'a1B2c3D4e', name: 'get_weather', arguments: '{"city": "Oslo"}' }
const rome = { id: 'f5G6h7I8j', name: 'get_weather', arguments: '{"city": "Rome"}' }
const calls = (...made: (typeof oslo)[]): Message => ({ role: 'assistant', text: '', calls: made })
const result = ({ id, name }: typeof oslo): Message => ({
  ...{ role: 'tool', callId: id, name, text: '{"temp_c": 4}', error: false, source: 'SIMULATED' },
})
const talks: Message = { role: 'assistant', text: 'Let me look.', calls: [oslo] }

interface Case {
  messages: Message[]
  /** In the place of what the trainer asks for. */
  args?: 'TEXT' | 'OBJECT'
  developer?: boolean
}
const CASES = {
  'ends on assistant text': { messages: [user, calls(oslo), result(oslo), says] },
  'ends on assistant call (no result)': { messages: [user, calls(oslo)] },
  'ends on tool result': { messages: [user, calls(oslo), result(oslo)] },
  'ends on user': { messages: [user, says, user] },
  'args = string': { messages: [user, calls(oslo), result(oslo), says], args: 'TEXT' },
  'args = object': { messages: [user, calls(oslo), result(oslo), says], args: 'OBJECT' },
  'text + calls together': { messages: [user, talks, result(oslo), says] },
  '2 parallel calls, 2 results': { messages: [user, calls(oslo, rome), result(oslo), result(rome), says] },
  '2 parallel calls, results the other way round': {
    messages: [user, calls(oslo, rome), result(rome), result(oslo), says],
  },
  '2 calls, 1 result, then assistant': { messages: [user, calls(oslo, rome), result(oslo), says] },
  'call then user, no result': { messages: [user, calls(oslo), user] },
  'call then user, then assistant': { messages: [user, calls(oslo), user, says] },
  'tool then user': { messages: [user, calls(oslo), result(oslo), user, says] },
  'two users in a row': { messages: [user, user, says] },
  'two assistants in a row': { messages: [user, says, says] },
  'second system message': { messages: [system, system, user, says] },
  'system mid-chat (only one)': { messages: [user, says, system, user, says] },
  'role developer': { messages: [system, user, says], developer: true },
} satisfies Record<string, Case>
type CaseName = keyof typeof CASES

const tool = {
  type: 'function',
  function: {
    ...{ name: 'get_weather', description: 'Current weather' },
    parameters: { type: 'object', properties: { city: { type: 'string' } } },
  },
}

/** A row as somebody would write it who knows the trainer's shape and none of its rules. */
function careless(format: Trainer, { messages, args, developer }: Case): unknown {
  const asText = (args ?? (/trl|llama/.test(format) ? 'OBJECT' : 'TEXT')) === 'TEXT'
  const given = (text: string) => (asText ? text : (JSON.parse(text) as JsonObject))
  if (format === 'llamafactory-sharegpt') {
    const from = { system: developer ? 'developer' : 'system', user: 'human', tool: 'observation' }
    const turns = messages.flatMap((message, place) => {
      if (message.role === 'tool' && messages[place - 1]?.role === 'tool') return []
      if (message.role !== 'assistant') return [{ from: from[message.role], value: message.text }]
      if (message.calls.length === 0) return [{ from: 'gpt', value: message.text }]
      const made = message.calls.map(({ name, arguments: text }) => ({ name, arguments: given(text) }))
      return [{ from: 'function_call', value: message.text + JSON.stringify(made) }]
    })
    return { conversations: turns, system: '', tools: JSON.stringify([tool.function]) }
  }
  const rows = messages.map((message) => {
    if (message.role === 'tool') {
      return { role: 'tool', tool_call_id: message.callId, name: message.name, content: message.text }
    }
    if (message.role !== 'assistant') {
      return { role: message.role === 'system' && developer ? 'developer' : message.role, content: message.text }
    }
    const made = message.calls.map(({ id, name, arguments: text }) => ({
      ...{ id, type: 'function', function: { name, arguments: given(text) } },
    }))
    return { role: 'assistant', content: message.text, ...(made.length > 0 && { tool_calls: made }) }
  })
  return { messages: rows, tools: [tool] }
}

const LETTERS: [LintEffect, string][] = [
  ...([['CRASHES', 'X'] as const, ['REJECTED', 'N'] as const, ['DROPPED', 'D'] as const, ['LOST', 'L'] as const] as [
    LintEffect,
    string,
  ][]),
  ['WARNED', 'w'],
]
const worst = (problems: LintProblem[]) =>
  LETTERS.find(([effect]) => problems.some((problem) => problem.effect === effect))?.[1] ?? 'Y'

//                                           mistral-ft, LF sharegpt, LF openai, functionary, OpenAI FT, TRL, axolotl
const CONSUMERS: Record<CaseName, string> = {
  'ends on assistant text': '                       Y  Y  Y  Y  Y  Y  Y',
  'ends on assistant call (no result)': '           Y  Y  Y  Y  Y  Y  Y',
  'ends on tool result': '                          N  D  L  Y  w  w  Y',
  'ends on user': '                                 N  D  D  Y  w  w  w',
  'args = string': '                                Y  L  L  Y  Y  w  Y',
  'args = object': '                                N  Y  Y  X  N  Y  Y',
  'text + calls together': '                        N  X  L  Y  Y  Y  Y',
  '2 parallel calls, 2 results': '                  Y  Y  Y  Y  Y  Y  Y',
  '2 parallel calls, results the other way round': 'Y  Y  Y  Y  Y  Y  Y',
  '2 calls, 1 result, then assistant': '            N  Y  Y  Y  w  Y  Y',
  'call then user, no result': '                    N  D  D  Y  w  w  w',
  'call then user, then assistant': '               N  Y  Y  Y  w  Y  Y',
  'tool then user': '                               N  D  D  Y  Y  Y  Y',
  'two users in a row': '                           Y  D  D  Y  Y  Y  Y',
  'two assistants in a row': '                      Y  D  D  Y  Y  Y  Y',
  'second system message': '                        N  D  D  Y  Y  w  w',
  'system mid-chat (only one)': '                   L  D  D  Y  Y  w  w',
  'role developer': '                               X  D  X  L  Y  w  w',
}

const WRITTEN: Record<CaseName, string> = {
  'ends on assistant text': '                       Y  Y  Y  Y  Y  Y  Y',
  'ends on assistant call (no result)': '           Y  Y  Y  Y  Y  Y  Y',
  'ends on tool result': '                          -  -  -  n  -  n  n',
  'ends on user': '                                 -  -  -  n  -  n  n',
  'args = string': '                                Y  Y  Y  Y  Y  Y  Y',
  'args = object': '                                Y  Y  Y  Y  Y  Y  Y',
  'text + calls together': '                        n  n  n  Y  Y  Y  Y',
  '2 parallel calls, 2 results': '                  Y  n  Y  Y  Y  Y  Y',
  '2 parallel calls, results the other way round': 'n  n  n  n  n  n  n',
  '2 calls, 1 result, then assistant': '            -  -  -  n  -  n  n',
  'call then user, no result': '                    -  -  -  n  -  n  n',
  'call then user, then assistant': '               -  -  -  n  -  n  n',
  'tool then user': '                               -  -  -  Y  Y  Y  Y',
  'two users in a row': '                           Y  -  -  Y  Y  Y  Y',
  'two assistants in a row': '                      Y  -  -  Y  Y  Y  Y',
  'second system message': '                        n  n  n  Y  Y  Y  Y',
  'system mid-chat (only one)': '                   -  -  -  Y  Y  Y  Y',
  'role developer': '                               Y  Y  Y  Y  Y  Y  Y',
}

const cells = (row: string) => row.trim().split(/\s+/)
const names = Object.keys(CASES) as CaseName[]

test.each(names)('what each trainer makes of a careless row: %s', (name) => {
  const found = TRAINERS.map((format) => worst(DATASET_FORMATS[format].lint(careless(format, CASES[name]))))
  expect(found).toEqual(cells(CONSUMERS[name]))
})

function conversation({ messages, args, developer }: Case) {
  const record = fromMessages(messages).map((message) => {
    if (message.role === 'system' && developer) return { ...message, sourceRole: 'developer' }
    if (message.role !== 'assistant' || args !== 'OBJECT') return message
    return { ...message, calls: message.calls.map((call) => ({ ...call, raw: null })) }
  })
  return { ...emptyConversation('one'), messages: record, tools: [tool], intent: 'BENIGN' as const }
}

test.each(names)('what is written for each trainer, which it then takes: %s', (name) => {
  const found = TRAINERS.map((format) => {
    const { open, lint } = DATASET_FORMATS[format]
    const answer = open().row({ kind: 'CONVERSATION', conversation: conversation(CASES[name]) })
    if (!answer.ok) return '-'
    expect(worst(lint(JSON.parse(answer.text)))).toMatch(/[Yw]/)
    return answer.notes.length > 0 ? 'n' : 'Y'
  })
  expect(found).toEqual(cells(WRITTEN[name]))
})
