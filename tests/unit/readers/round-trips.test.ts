import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { WrittenFormat } from '@/lib/core/export/format'
import { plumblineLine } from '@/lib/core/export/plumbline-conversation'
import { DATASET_FORMATS } from '@/lib/core/export/registry'
import { READERS, rowSourceOf } from '@/lib/core/import/readers/registry'
import { canonicalJson } from '@/lib/core/json/canonical'
import { parseJson } from '@/lib/core/json/parse'
import type { JsonValue } from '@/lib/core/json/values'
import type { Conversation } from '@/lib/core/record/conversation'
import { type Aspect, anyConversation, aspectsOf } from '../../support/any-conversation'

/**
 * Out by a format and in by its reader: what comes back is what went out, but for what the format cannot say, and each of
 * that stands in the file's report by its name.
 */

type Both = Extract<WrittenFormat, keyof typeof READERS>

const SYSTEM_ONE = 'messages of the system are made one'
const SYSTEM_OUT = 'messages of the system are left out'
const DEVELOPER = 'messages of the developer are written as the system’s'
const REASONING = 'reasoning is left out'
const OWN_MESSAGE = 'text beside a call is a message of its own'
const TEXT_OUT = 'text beside a call is left out'
const ONE_LIST = 'results of calls in parallel are one list'

/** What may differ, and the note that says so; an empty one: the format's own page says it of every row. */
const CHANGES: Record<Both, Partial<Record<Aspect, readonly string[]>>> = {
  openai: { reasoning: [REASONING] },
  functionary: { reasoning: [REASONING], developer: [DEVELOPER] },
  axolotl: { developer: [DEVELOPER] },
  huggingface: { developer: [DEVELOPER] },
  agentalign: {
    ...{ reasoning: [REASONING], developer: [SYSTEM_OUT], system: [SYSTEM_OUT], order: [SYSTEM_OUT] },
  },
  mistral: {
    ...{ reasoning: [REASONING], developer: [DEVELOPER], system: [SYSTEM_ONE], answers: [OWN_MESSAGE] },
    ...{ order: [SYSTEM_ONE, OWN_MESSAGE], masked: [OWN_MESSAGE] },
  },
  trl: { reasoning: [REASONING], developer: [DEVELOPER], raw: [] },
  'llamafactory-openai': {
    ...{ reasoning: [REASONING], developer: [DEVELOPER], system: [SYSTEM_ONE], order: [SYSTEM_ONE], raw: [] },
    answers: [TEXT_OUT],
  },
  'llamafactory-sharegpt': {
    ...{ reasoning: [REASONING], developer: [DEVELOPER], system: [SYSTEM_ONE], order: [SYSTEM_ONE], raw: [] },
    ...{ answers: [TEXT_OUT], results: [ONE_LIST] },
  },
}
const FORMATS = Object.keys(CHANGES) as Both[]

function throughFile(format: Both, conversation: Conversation) {
  const answer = DATASET_FORMATS[format].open().row({ kind: 'CONVERSATION', conversation })
  if (!answer.ok) return answer
  const parsed = parseJson(answer.text, 'EXACT')
  if (!parsed.ok) throw new Error(parsed.problems[0]!.message)
  const read = READERS[format](parsed.value)
  if (!read.ok) throw new Error(read.message)
  return { ok: true as const, back: read.conversation, notes: answer.notes }
}

describe.each(FORMATS)('%s', (format) => {
  test('what comes back differs only in what the report names', () => {
    let written = 0
    fc.assert(
      fc.property(anyConversation, (conversation) => {
        const made = throughFile(format, conversation)
        if (!made.ok) {
          expect(made.reason).not.toBe('')
          return
        }
        written++
        const [before, after] = [aspectsOf(conversation), aspectsOf(made.back)]
        for (const aspect of Object.keys(before) as Aspect[]) {
          if (canonicalJson(before[aspect]) === canonicalJson(after[aspect])) continue
          const allowed = CHANGES[format][aspect]
          expect(allowed, `${aspect} differs: ${JSON.stringify([before[aspect], after[aspect]])}`).toBeDefined()
          if (allowed!.length > 0)
            expect(made.notes, aspect).toEqual(expect.arrayContaining([expect.stringMatching(any(allowed!))]))
        }
      }),
      { numRuns: 60 },
    )
    expect(written, 'most of what people have can be said').toBeGreaterThan(10)
  })
})

const any = (notes: readonly string[]) => new RegExp(`^(${notes.join('|')})$`)

const offered = [{ type: 'function', function: { name: 'f', description: '', parameters: { type: 'object' } } }]
const chat = (given: string) =>
  `{"messages": [{"role": "user", "content": "x"}, {"role": "assistant", "content": "",
  "tool_calls": [{"id": "a1B2c3D4e", "type": "function", "function": {"name": "f", "arguments": ${given}}}]},
  {"role": "tool", "tool_call_id": "a1B2c3D4e", "content": "4"}, {"role": "assistant", "content": "y"}],
  "tools": ${JSON.stringify(offered)}}`.replaceAll('\n', '')
/** As a file is read: rows with line numbers, or the problem. */
function fromFile(format: keyof typeof READERS, text: string) {
  const source = rowSourceOf(format)!
  const [event] = [...source.write(text), ...source.end()]
  return event!
}
function callIn(format: keyof typeof READERS, text: string) {
  const event = fromFile(format, text)
  if (event.type === 'problem') throw new Error(event.message)
  const read = READERS[format](event.value)
  if (!read.ok) throw new Error(read.message)
  const call = read.conversation.messages.flatMap((one) => (one.role === 'assistant' ? one.calls : []))[0]!
  return { call, conversation: read.conversation }
}
const writtenAs = (format: WrittenFormat, conversation: Conversation) =>
  DATASET_FORMATS[format].open().row({ kind: 'CONVERSATION', conversation })

describe('arguments, as a text and as what it says', () => {
  const texts: [name: string, text: string, value: JsonValue | undefined][] = [
    ['odd spacing', ' {"a" :\t1 }\n', { a: 1 }],
    ['numbers in another form', '{"a": 1.0, "b": 2e3}', { a: 1, b: 2_000 }],
    ['a whole number beyond 2^53', '{"id": 9007199254740993}', { id: 9_007_199_254_740_992 }],
    ['escapes that say nothing', '{"a": "\\u00e9\\/"}', { a: 'é/' }],
    ['a key that stands twice', '{"a": 1, "a": 2}', undefined],
    ['half a character', '{"a": "\\ud800"}', undefined],
    ['U+0000', '{"a": "\\u0000"}', undefined],
    ['no JSON', "{'a': 1}", undefined],
  ]
  test.each(texts)('%s', (_, text, value) => {
    const { call, conversation } = callIn('openai', chat(JSON.stringify(text)))
    expect(call).toMatchObject({ raw: text })
    expect(call.value).toEqual(value)
    const line = plumblineLine({ ...conversation, intent: 'BENIGN', label: 'completed' })
    expect(line.ok && JSON.parse(line.text).messages[1].calls[0].arguments, 'in a project').toBe(text)
    const out = writtenAs('openai', { ...conversation, intent: 'BENIGN', label: 'completed' })
    if (value === undefined) expect(out).toEqual({ ok: false, reason: 'arguments of f are no JSON object' })
    else expect(out.ok && JSON.parse(out.text).messages[1].tool_calls[0].function.arguments).toBe(text)
  })

  test('a number that is written in another form is noted, and one that would be another leaves the row out', () => {
    const benign = (text: string) => ({
      ...callIn('openai', chat(JSON.stringify(text))).conversation,
      ...{ intent: 'BENIGN' as const, label: 'completed' as const },
    })
    for (const format of ['trl', 'llamafactory-openai'] as const) {
      expect(writtenAs(format, benign('{"a": 1.0}'))).toMatchObject({
        notes: ['a number in arguments is written in another form'],
      })
      expect(writtenAs(format, benign('{"id": 9007199254740993}'))).toEqual({
        ...{ ok: false, reason: 'arguments of f hold a number that an object cannot keep' },
      })
    }
    for (const text of ['{"a": 1.0}', '{"id": 9007199254740993}']) {
      const out = writtenAs('llamafactory-sharegpt', benign(text))
      expect(out).toMatchObject({ ok: true, notes: [] })
      expect(callIn('llamafactory-sharegpt', out.ok ? out.text : '').call.raw, 'and in again').toBe(text)
    }
  })
})

describe('what cannot be kept is said with its line, and never becomes something else', () => {
  const lines: [name: string, format: keyof typeof READERS, text: string, code: string, line: number][] = [
    ['a number in an object of arguments', 'trl', chat('{"id": 9007199254740993}'), 'inexact_number', 1],
    ['the same, in a list', 'agentalign', `[\n${chat('{"id": -9007199254740993}')}]`, 'inexact_number', 2],
    ['a number as an id', 'openai', `{"id": 12345678901234567890, "messages": []}`, 'inexact_number', 1],
    ['U+0000 in words', 'openai', chat('"\\u0000"'), 'nul_character', 1],
    ['half a character in words', 'sharegpt', '{"conversations": ["\\udc00"]}', 'lone_surrogate', 1],
    ['a key that stands twice', 'openai', '{"messages": [], "messages": []}', 'duplicate_key', 1],
    ['U+0000 in a cell', 'csv', 'prompt,response\nx,y\u0000\n', 'nul_character', 2],
  ]
  test.each(lines)('%s', (_, format, text, code, line) => {
    expect(fromFile(format, text)).toMatchObject({ type: 'problem', code, line, fatal: false })
  })

  test('in a cell of JSON and in Python’s words too; what a program with doubles wrote is as it was', () => {
    const cell = { messages: JSON.stringify([{ role: 'user', content: 'x' }]).replace('"x"', '9007199254740993') }
    expect(READERS.csv(cell)).toMatchObject({ ok: false, message: expect.stringMatching(/more digits/) })
    const system = 'Functions in JSON format that you can invoke: [{"name": "f", "parameters": {"type": "dict"}}]'
    const asked = (value: string) => ({ system, conversations: [{ from: 'assistant', value }] })
    expect(READERS.toolace(asked('[f(id=9007199254740992)]'))).toMatchObject({ ok: true })
    expect(READERS.toolace(asked('[f(id=9007199254740993)]'))).toMatchObject({ ok: false })
    for (const number of ['9007199254740992', '123456789012345680000', '0.1', '1e+21']) {
      expect(callIn('trl', chat(`{"n": ${number}}`)).call.value).toEqual({ n: Number(number) })
    }
  })
})
