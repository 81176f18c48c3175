import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { WRITTEN_FORMATS, type WrittenFormat } from '@/lib/core/export/format'
import { DATASET_FORMATS } from '@/lib/core/export/registry'
import { readChat, restoreChat } from '@/lib/core/import/readers/chat'
import { READ_FORMATS, type ReadFormat } from '@/lib/core/import/readers/names'
import { readPythonCalls } from '@/lib/core/import/readers/python-literal'
import { READERS } from '@/lib/core/import/readers/registry'
import type { ReadRow } from '@/lib/core/import/readers/row'
import { canonicalJson } from '@/lib/core/json/canonical'
import type { JsonValue } from '@/lib/core/json/values'
import { fromResponse, toMessages } from '@/lib/core/record/response'
import { anyJson, anyKey, anyTrajectory, storableText } from '../../support/any-response'

const read = (format: ReadFormat, row: unknown) => READERS[format](JSON.parse(JSON.stringify(row)) as JsonValue)
const only = (found: ReadRow) => {
  if (!found.ok) throw new Error(found.message)
  return found.conversation
}
const messagesOf = (format: ReadFormat, row: unknown) => toMessages(only(read(format, row)).messages)
const written = (format: WrittenFormat, found: ReadRow) => {
  const answer = DATASET_FORMATS[format].open().row({ kind: 'CONVERSATION', conversation: only(found) })
  if (!answer.ok) throw new Error(answer.reason)
  return JSON.parse(answer.text)
}

const asked = { role: 'user', content: 'Weather in Oslo?' }
const call = (args: unknown, more: object = {}) => ({
  ...{ role: 'assistant', content: null, ...more },
  tool_calls: [{ id: 'call_1', type: 'function', function: { name: 'get_weather', arguments: args } }],
})
const tool = { type: 'function', function: { name: 'get_weather', parameters: { type: 'object', properties: {} } } }

describe('OpenAI’s form and its dialects', () => {
  const part = fc.oneof(
    fc.record({ type: fc.constant('text'), text: storableText(8) }),
    fc.record({ type: fc.constant('image_url'), image_url: anyJson }),
  )
  const content = fc.oneof(storableText(10), fc.constant(null), fc.array(part, { maxLength: 2 }))
  const someCall = fc.record(
    {
      ...{ id: fc.option(storableText(5)), type: fc.constantFrom('function', null), index: fc.nat(3) },
      function: fc.record(
        {
          name: storableText(8),
          arguments: fc.oneof(
            storableText(8),
            fc.constant(null),
            fc.dictionary(anyKey, anyJson, { maxKeys: 2, noNullPrototype: true }),
          ),
          extra: anyJson,
        },
        { requiredKeys: ['name'] },
      ),
    },
    { requiredKeys: ['function'] },
  )
  const message = fc.record(
    {
      role: fc.constantFrom('system', 'developer', 'user', 'assistant', 'tool', 'function'),
      ...{ content, text: storableText(5), name: fc.option(storableText(5)), tool_call_id: fc.option(storableText(5)) },
      ...{ refusal: fc.option(storableText(5)), reasoning_content: fc.option(storableText(5)), train: fc.boolean() },
      ...{ weight: fc.constantFrom(0, 1, 0.5, null), metadata: anyJson },
      tool_calls: fc.oneof(fc.constant(null), fc.array(someCall, { maxLength: 2 })),
      function_call: fc.record({ name: storableText(5), arguments: storableText(5) }),
    },
    { requiredKeys: ['role'] },
  )
  const anyRow = fc
    .record(
      {
        ...{
          id: fc.oneof(storableText(5), fc.nat()),
          category: fc.option(storableText(5)),
          tools: fc.constantFrom(null, [], [tool], '[]'),
        },
        ...{ more: anyJson, system_prompt: storableText(4), key: fc.constantFrom('messages', 'interactions') },
        list: fc.array(message, { minLength: 1, maxLength: 6 }),
      },
      { requiredKeys: ['list', 'key'] },
    )
    .map(({ key, list, ...rest }) => ({ ...rest, [key]: list }))

  test('any row that is read is given back, up to the order of its keys', () => {
    fc.assert(
      fc.property(anyRow, (row) => {
        const value = JSON.parse(JSON.stringify(row)) as JsonValue
        const found = readChat(value)
        if (found.ok) expect(canonicalJson(restoreChat(found.conversation))).toBe(canonicalJson(value))
      }),
      { numRuns: 500 },
    )
  })

  test('arguments are kept word for word and read', () => {
    const [, made] = only(read('openai', { messages: [asked, call('{ "a": 1.0 }')] })).messages
    expect(made).toMatchObject({ calls: [{ raw: '{ "a": 1.0 }', value: { a: 1 } }] })
    const [, given] = only(read('trl', { messages: [asked, call({ a: 1 })] })).messages
    expect(given).toMatchObject({ calls: [{ raw: null, value: { a: 1 } }] })
    const [, broken] = only(read('openai', { messages: [asked, call('{"a":')] })).messages
    expect(broken).toMatchObject({ calls: [{ raw: '{"a":', value: undefined }] })
  })

  test('legacy calls, refusals, masks and Mistral’s other names', () => {
    const legacy = { role: 'assistant', content: null, function_call: { name: 'get_weather', arguments: '{}' } }
    const answer = { role: 'function', name: 'get_weather', content: '4 C' }
    expect(messagesOf('openai', { messages: [asked, legacy, answer], functions: [tool.function] })).toMatchObject([
      ...[{}, { calls: [{ id: '', name: 'get_weather' }] }, { role: 'tool', name: 'get_weather', text: '4 C' }],
    ])
    expect(
      messagesOf('openai', { messages: [asked, { role: 'assistant', content: null, refusal: 'No.' }] })[1],
    ).toMatchObject({ text: 'No.' })
    const masked = { messages: [asked, { role: 'assistant', content: 'x', train: false }] }
    expect(written('openai', read('axolotl', masked)).messages[1]).toMatchObject({ weight: 0 })
    expect(messagesOf('mistral', { interactions: [{ role: 'user', text: 'Hi' }], system_prompt: 'Be brief.' })).toEqual(
      [
        ...[
          { role: 'system', text: 'Be brief.' },
          { role: 'user', text: 'Hi' },
        ],
      ],
    )
  })

  test('what cannot be read is said with its place', () => {
    expect(read('openai', { messages: [asked, { role: 'judge', content: '' }] })).toMatchObject({
      ok: false,
      path: ['messages', 1, 'role'],
    })
    expect(read('openai', { messages: [asked, call(7)] })).toMatchObject({
      ok: false,
      path: ['messages', 1, 'tool_calls', 0, 'function', 'arguments'],
    })
    expect(read('openai', { messages: [asked], tools: '[{' })).toMatchObject({ ok: false, path: ['tools'] })
    expect(read('openai', { messages: [] })).toMatchObject({ ok: false })
  })
})

test('AgentAlign’s rows say their intent and whose they are', () => {
  const row = (id: string, category: string) => ({
    id,
    category,
    sub_category: 'x',
    pattern: ['A.b'],
    tools: [tool],
    messages: [asked, { role: 'assistant', content: 'No.' }],
  })
  expect(only(read('agentalign', row('benign-1', 'benign')))).toMatchObject({
    intent: 'BENIGN',
    category: [],
    source: 'AgentAlign',
  })
  expect(only(read('agentalign', row('harmful-1', 'fraud')))).toMatchObject({
    intent: 'HARMFUL',
    category: ['fraud', 'x'],
    pattern: ['A.b'],
  })
  expect(only(read('agentalign', row('glaive-1', 'benign'))).source).toBe('toolace-or-glaive')
  expect(written('agentalign', read('agentalign', row('harmful-1', 'fraud')))).toEqual(row('harmful-1', 'fraud'))
})

test('ShareGPT: one observation for several calls is split where it can be told which is which', () => {
  const calls = '[{"name": "f", "arguments": {"a": 1}}, {"name": "g", "arguments": {}}]'
  const row = (value: string) => ({
    conversations: [
      { from: 'human', value: 'x' },
      { from: 'function_call', value: calls },
      { from: 'observation', value },
    ],
    system: 'S',
  })
  expect(messagesOf('sharegpt', row('[{"t": 4}, "five"]')).slice(2)).toMatchObject([
    ...[
      { calls: [{ name: 'f', arguments: '{"a":1}' }, { name: 'g' }] },
      { name: 'f', text: '{"t":4}' },
      { name: 'g', text: 'five' },
    ],
  ])
  expect(messagesOf('sharegpt', row('4\n</tool_response>\n<tool_response>\n5')).slice(3)).toMatchObject([
    { text: '4' },
    { text: '5' },
  ])
  const one = read('sharegpt', row('both'))
  expect(one).toMatchObject({ ok: true, notes: [expect.stringMatching(/several calls/)] })
  const hermes = {
    conversations: [
      { from: 'human', value: 'x' },
      { from: 'gpt', value: 'Wait. <tool_call>{"name": "f", "arguments": {}}</tool_call>' },
    ],
  }
  expect(messagesOf('sharegpt', hermes)[1]).toMatchObject({ text: 'Wait.', calls: [{ name: 'f' }] })
})

describe('ToolACE', () => {
  const system =
    'You can compose functions.\n[{"name": "City Weather/v2", "description": "d", "parameters": {"type": "dict", "properties": {"city": {"type": "string"}}}}]\nShould you decide to return the function call(s).'
  const row = (...values: [string, string][]) => ({
    system,
    conversations: values.map(([from, value]) => ({ from, value })),
  })

  test('tools come out of the system’s text, calls out of Python, results to their calls, names made legal', () => {
    const given = row(
      ...([
        ['user', 'Oslo?'],
        ['assistant', `[City Weather/v2(city='Os"lo', days=[1, 2.5], opt=None), City Weather/v2()]`],
      ] as [string, string][]),
      ...([
        ['tool', '[{"name": "City Weather/v2", "results": {"temp_c": 4}}, {"name": "x", "results": "none"}]'],
        ['assistant', '4 C.'],
      ] as [string, string][]),
    )
    const found = read('toolace', given)
    expect(toMessages(only(found).messages)).toMatchObject([
      { role: 'user' },
      {
        calls: [
          { name: 'City Weather/v2', arguments: '{"city":"Os\\"lo","days":[1,2.5],"opt":null}' },
          { arguments: '{}' },
        ],
      },
      ...[{ text: '{"temp_c":4}' }, { text: 'none' }, { text: '4 C.' }],
    ])
    const row2 = written('mistral', found)
    expect(row2.tools[0].function).toMatchObject({ name: 'City_Weather_v2', parameters: { type: 'object' } })
    expect(row2.messages[1].tool_calls[0].function.name).toBe('City_Weather_v2')
    expect(only(found)).toMatchObject({ intent: 'BENIGN', licence: 'Apache-2.0', source: 'toolace' })
  })

  test('a text stays a text; calls that cannot be read leave the row out', () => {
    expect(messagesOf('toolace', row(['user', 'x'], ['assistant', '[1] is a note.']))[1]).toMatchObject({
      text: '[1] is a note.',
      calls: [],
    })
    expect(read('toolace', row(['user', 'x'], ['assistant', '[City Weather/v2("Oslo")]']))).toMatchObject({ ok: false })
    expect(read('toolace', { system: 'none', conversations: [] })).toMatchObject({ ok: false, path: ['system'] })
  })

  test('any text is read as calls or refused', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        try {
          readPythonCalls(`[f(a=${text})]`)
        } catch (error) {
          expect((error as Error).constructor.name).toBe('PythonFault')
        }
      }),
    )
  })
})

describe('Glaive', () => {
  const system =
    'SYSTEM: You are a helpful assistant with access to the following functions. Use them if required -\n{"name": "get_weather", "description": "d {x}", "parameters": null}\n{"name": "g", "parameters": {"type": "object", "properties": {}}}\n'
  const chat =
    'USER: Oslo? ASSISTANT: is a word\n\n\nASSISTANT: Let me see. <functioncall> {"name": "get_weather", "arguments": \'{"city": "L\\\'Aquila"}\'} <|endoftext|>\n\n\nFUNCTION RESPONSE: {"temp_c": 4}\n\n\nASSISTANT: 4 C. <|endoftext|>\n'

  test('two texts become turns, tools and calls', () => {
    const found = only(read('glaive', { system, chat }))
    expect(found.tools.map(({ function: { name } }) => name)).toEqual(['get_weather', 'g'])
    expect(toMessages(found.messages)).toMatchObject([
      { role: 'user', text: 'Oslo? ASSISTANT: is a word' },
      { text: 'Let me see.', calls: [{ name: 'get_weather', arguments: '{"city": "L\'Aquila"}' }] },
      ...[{ role: 'tool', text: '{"temp_c": 4}' }, { text: '4 C.' }],
    ])
  })

  test('a result that answers no call, and a call that cannot be read, leave the row out', () => {
    expect(read('glaive', { system, chat: 'USER: x\n\nFUNCTION RESPONSE: {}' })).toMatchObject({ ok: false })
    expect(
      read('glaive', { system, chat: 'USER: x\n\nASSISTANT: <functioncall> {"name": "f", "arguments": \'{oops\'}' }),
    ).toMatchObject({ ok: false })
  })
})

test('Inspect: calls are flat, attachments are put in, tools stand in the events', () => {
  const sample = {
    ...{ id: '1-1', epoch: 2, attachments: { abc: 'Oslo?' } },
    events: [{ event: 'model', tools: [{ name: 'get_weather', description: 'd', parameters: {} }] }],
    messages: [
      { role: 'user', content: 'attachment://abc', source: 'input' },
      {
        role: 'assistant',
        content: [
          { type: 'reasoning', reasoning: 'Hm.' },
          { type: 'text', text: 'Wait.' },
        ],
        tool_calls: [{ id: 'c1', function: 'get_weather', arguments: { city: 'Oslo' }, type: 'function' }],
      },
      {
        role: 'tool',
        tool_call_id: 'c1',
        function: 'get_weather',
        content: '',
        error: { type: 'timeout', message: 'late' },
      },
    ],
  }
  const found = only(read('inspect', sample))
  expect(found).toMatchObject({ id: '1-1_epoch_2', tools: [{ function: { name: 'get_weather' } }] })
  expect(toMessages(found.messages)).toMatchObject([
    { text: 'Oslo?' },
    { text: 'Wait.', reasoning: 'Hm.', calls: [{ id: 'c1', name: 'get_weather', arguments: '{"city":"Oslo"}' }] },
    { role: 'tool', callId: 'c1', name: 'get_weather', error: true },
  ])
})

test('what a format writes its reader reads: the same messages, calls and words', () => {
  const pairs = WRITTEN_FORMATS.flatMap((name) =>
    READ_FORMATS.filter((one) => one === name).map((one) => [name, one] as const),
  )
  const bare = (messages: ReturnType<typeof toMessages>) =>
    messages.map((message) => {
      if (message.role === 'tool') return { role: 'tool', text: plain(message.text) }
      if (message.role !== 'assistant') return { role: message.role, text: message.text }
      return { text: message.text, calls: message.calls.map(({ name, arguments: args }) => [name, JSON.parse(args)]) }
    })
  fc.assert(
    fc.property(anyTrajectory, fc.constantFrom(...pairs), (line, [format, reader]) => {
      const row = { ok: true as const, conversation: fromResponse(line), notes: [] }
      const ordered = written('openai', row)
      const back = messagesOf(reader, written(format, row))
      expect(bare(back)).toEqual(bare(messagesOf('openai', ordered)))
    }),
  )
})

/** Results of calls in parallel go through one JSON list. */
function plain(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

test('any value is read or refused, never thrown at', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...READ_FORMATS),
      anyJson,
      fc.array(anyJson, { maxLength: 3 }),
      (format, value, list) => {
        for (const key of ['messages', 'conversations', 'chat']) {
          const row = { system: 'x', tools: value, [key]: list } as unknown as JsonValue
          expect(typeof READERS[format](row).ok).toBe('boolean')
        }
        expect(typeof READERS[format](value).ok).toBe('boolean')
      },
    ),
  )
})
