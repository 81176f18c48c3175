import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { parquetWriteBuffer } from 'hyparquet-writer'
import { afterAll, describe, expect, test } from 'vitest'
import { shapeConversation } from '@/lib/core/import/conversations'
import { detectFormat } from '@/lib/core/import/detect-format'
import { restoreChat } from '@/lib/core/import/readers/chat'
import { CsvRows } from '@/lib/core/import/readers/csv-rows'
import type { ReadFormat } from '@/lib/core/import/readers/names'
import type { RowEvent, RowSource } from '@/lib/core/import/readers/read-rows'
import { READERS, rowSourceOf } from '@/lib/core/import/readers/registry'
import { canonicalJson } from '@/lib/core/json/canonical'
import type { JsonValue } from '@/lib/core/json/values'
import { toMessages } from '@/lib/core/record/response'
import { fileRows } from '@/lib/services/import/file-rows'
import { chatRow, glaiveRow, madeRows, publishedRow, toolAceRow } from '../../support/conversation-rows'
import { evalLog, headerOf, jsonLog, sampleOf } from '../../support/inspect-log'

/** What holds rows beside lines and lists: CSV, Parquet, Inspect's two logs, traces. */

const folder = mkdtempSync(path.join(tmpdir(), 'plumbline-rows-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
let files = 0
async function rowsOf(format: ReadFormat, content: string | Uint8Array): Promise<RowEvent[]> {
  const at = path.join(folder, String(++files))
  writeFileSync(at, content)
  const events: RowEvent[] = []
  for await (const some of fileRows(at, format)) events.push(...some)
  return events
}
const values = (events: RowEvent[]) => events.flatMap((event) => (event.type === 'row' ? [event.value] : []))
const problems = (events: RowEvent[]) =>
  events.flatMap((event) => (event.type === 'problem' ? [[event.line, event.code, event.fatal]] : []))
const messages = (format: ReadFormat, value: JsonValue) => {
  const read = READERS[format](value)
  if (!read.ok) throw new Error(read.message)
  return toMessages(read.conversation.messages)
}
const cut = (source: RowSource, text: string, size: number) => {
  const events: RowEvent[] = []
  for (let at = 0; at < text.length; at += size) events.push(...source.write(text.slice(at, at + size)))
  return [...events, ...source.end()]
}

const [made] = [...madeRows(3, 200)].filter(({ calls }) => calls.length > 0)
const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`

describe('CSV', () => {
  test('cells with commas, quotes and line ends, however the file is cut; lines count from the row’s first', () => {
    const text = '\uFEFFid,messages,note\r\n1,"[{""role"": ""user"",\n""content"": ""a, b""}]",\r\n\r\n2,[],"x ""y"""\n'
    const whole = cut(new CsvRows(), text, text.length)
    expect(whole).toMatchObject([
      { line: 2, value: { id: '1', messages: '[{"role": "user",\n"content": "a, b"}]', note: null } },
      { line: 5, value: { id: '2', messages: '[]', note: 'x "y"' } },
    ])
    for (const size of [1, 2, 3, 7]) expect(cut(new CsvRows(), text, size)).toEqual(whole)
  })

  test('any table that is written comes back, however it is cut', () => {
    const cell = fc.string({ maxLength: 6 }).filter((text) => !text.includes('\u0000') && text.isWellFormed())
    const table = fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 5 })
    fc.assert(
      fc.property(table, fc.integer({ min: 1, max: 9 }), (rows, size) => {
        const text = ['a,b,c', ...rows.map((row) => row.map(quoted).join(','))].join('\r\n')
        const found = values(cut(new CsvRows(), text, size))
        expect(found).toEqual(rows.map(([a, b, c]) => ({ a, b, c })))
      }),
    )
  })

  test('what is wrong with a row leaves the row out; with the names, the file', async () => {
    const text = 'prompt,response\nok,fine\n"a"b,c\nx,y,z\nlast,one\n'
    expect(problems(await rowsOf('csv', text))).toEqual([
      [3, 'wrong_shape', false],
      [4, 'wrong_shape', false],
    ])
    expect(problems(await rowsOf('csv', 'a,a\n1,2\n'))).toEqual([[1, 'duplicate_key', true]])
    expect(problems(await rowsOf('csv', 'a,b\n"1,2\n'))).toEqual([[2, 'truncated', true]])
    expect(problems(await rowsOf('csv', ''))).toEqual([[1, 'empty_file', true]])
    expect(problems(await rowsOf('csv', 'prompt,response\na\u0000,b\n'))).toEqual([[2, 'nul_character', false]])
  })

  test('columns tell how a row is read: messages, conversations, Glaive’s texts, a question with its answer', () => {
    const chat = chatRow(made!)
    const asMessages = { messages: JSON.stringify(chat.messages), tools: JSON.stringify(chat.tools) }
    expect(messages('csv', asMessages)).toEqual(messages('openai', chat as unknown as JsonValue))
    const ace = toolAceRow(made!)
    expect(messages('csv', { ...ace, conversations: JSON.stringify(ace.conversations) })).toEqual(
      messages('toolace', ace as unknown as JsonValue),
    )
    expect(messages('csv', glaiveRow(made!))).toEqual(messages('glaive', glaiveRow(made!)))
    expect(messages('csv', { instruction: 'Where?', output: 'Here.', system: null })).toMatchObject([
      { role: 'user', text: 'Where?' },
      { role: 'assistant', text: 'Here.' },
    ])
    expect(READERS.csv({ a: 'x', b: 'y' })).toMatchObject({ ok: false, message: expect.stringMatching(/\(a, b\)/) })
  })
})

describe('Parquet', () => {
  const chats = [...madeRows(1_200, 60)].map(chatRow)
  const columns = (codec: 'SNAPPY' | 'UNCOMPRESSED', rowGroupSize = 500) =>
    new Uint8Array(
      parquetWriteBuffer({
        codec,
        rowGroupSize,
        columnData: [
          { name: 'id', data: chats.map((_, place) => BigInt(place)), type: 'INT64' },
          { name: 'messages', data: chats.map((row) => JSON.stringify(row.messages)), type: 'STRING' },
          { name: 'tools', data: chats.map((row) => JSON.stringify(row.tools)), type: 'STRING' },
        ],
      }),
    )

  test('flat columns come row by row over all groups, numbered from one', async () => {
    const events = await rowsOf('parquet', columns('SNAPPY'))
    expect(events.map(({ line }) => line)).toEqual(chats.map((_, place) => place + 1))
    expect(values(events)[700]).toMatchObject({ id: 700 })
    expect(messages('parquet', values(events)[700]!)).toEqual(messages('openai', chats[700] as unknown as JsonValue))
  })

  test('what is no Parquet, or is cut off or damaged, is said and never thrown', async () => {
    const whole = columns('UNCOMPRESSED')
    expect(problems(await rowsOf('parquet', whole.subarray(0, whole.length / 2)))).toEqual([[1, 'not_json', true]])
    expect(problems(await rowsOf('parquet', gzipSync('x')))).toEqual([[1, 'not_json', true]])
    expect(problems(await rowsOf('parquet', ''))).toEqual([[1, 'not_json', true]])
  })
})

describe('Inspect', () => {
  const samples = [
    { id: 'a/1', score: 1, refused: false },
    { id: 'b', score: 0, refused: true },
    { id: 'c', score: null, refused: false },
  ]

  test('both kinds of log have the same samples, with task, model and scores; .eval packed in any way', async () => {
    const fromJson = values(await rowsOf('inspect', jsonLog('agentharm', 'mail-model', samples)))
    expect(fromJson).toHaveLength(3)
    for (const method of [0, 8, 93] as const) {
      const fromZip = values(await rowsOf('inspect', evalLog('agentharm', 'mail-model', samples, { method })))
      expect(fromZip.map((value) => canonicalJson(value)).sort()).toEqual(
        fromJson.map((value) => canonicalJson(value)).sort(),
      )
    }
    const [first, second] = fromJson.map((value) => shapeConversation('inspect', value))
    expect(first).toMatchObject({
      ok: true,
      response: {
        ...{ intent: 'HARMFUL', model: 'mail-model', sourceId: 'a/1_epoch_1', origin: { source: 'inspect' } },
        score: 'Its source scored it 1 of 1 and took it for no refusal',
        tools: [{ function: { name: 'web_search' } }],
      },
    })
    expect(second).toMatchObject({ response: { score: 'Its source scored it 0 of 1 and took it for a refusal' } })
    expect(READERS.inspect(fromJson[0]!)).toMatchObject({ conversation: { label: 'full_compliance' } })
    expect(READERS.inspect(fromJson[1]!)).toMatchObject({ conversation: { label: null } })
  })

  test('a harmless task’s samples are benign, and other files are none', async () => {
    const [value] = values(await rowsOf('inspect', jsonLog('agentharm_benign', 'm', samples)))
    expect(shapeConversation('inspect', value!)).toMatchObject({ response: { intent: 'BENIGN' } })
    expect(problems(await rowsOf('inspect', '{"a": 1}'))).toEqual([[1, 'not_json', true]])
    expect(problems(await rowsOf('inspect', 'PK\u0003\u0004 and no more'))).toEqual([[1, 'truncated', true]])
    expect(sampleOf(samples[0]!).id).toBe('a/1')
    expect(headerOf('t', 'm').eval.model).toBe('m')
  })
})

describe('traces', () => {
  const tools = [{ type: 'function', function: { name: 'find_place', parameters: { type: 'object', properties: {} } } }]
  const history = [
    { role: 'user', content: 'Where is the library?' },
    {
      role: 'assistant',
      content: null,
      tool_calls: [{ id: 'c1', type: 'function', function: { name: 'find_place', arguments: '{"query":"library"}' } }],
    },
  ]
  const said = { role: 'assistant', content: 'In the High Street.' }
  const told = [
    { role: 'user', text: 'Where is the library?' },
    { role: 'assistant', calls: [{ id: 'c1', name: 'find_place', arguments: '{"query":"library"}' }] },
    { role: 'tool', callId: 'c1', name: 'find_place', text: 'High Street' },
    { role: 'assistant', text: 'In the High Street.' },
  ]

  test('Langfuse: the last generation holds the history; texts of JSON are read, missing results taken from tools', async () => {
    const trace = {
      id: 'trace-1',
      observations: [
        { type: 'GENERATION', startTime: '2026-01-02T00:00:01Z', input: history.slice(0, 1), output: history[1] },
        { type: 'TOOL', startTime: '2026-01-02T00:00:02Z', output: 'High Street', metadata: { tool_call_id: 'c1' } },
        {
          ...{ type: 'GENERATION', startTime: '2026-01-02T00:00:03Z', model: 'm-1', output: JSON.stringify(said) },
          input: JSON.stringify({ messages: history, tools }),
        },
      ],
    }
    const [value] = values(await rowsOf('langfuse', JSON.stringify([trace])))
    expect(messages('langfuse', value!)).toMatchObject(told)
    expect(shapeConversation('langfuse', value!)).toMatchObject({
      response: { sourceId: 'trace-1', model: 'm-1', tools: [{ function: { name: 'find_place' } }] },
    })
    expect(READERS.langfuse({ id: 'x', observations: [] })).toMatchObject({ ok: false })
  })

  test('OpenTelemetry: spans of a trace are brought together, over lines or in one object', async () => {
    const part = (type: string, more: object) => ({ type, ...more })
    const input = [
      { role: 'user', parts: [part('text', { content: 'Where is the library?' })] },
      {
        role: 'assistant',
        parts: [part('tool_call', { id: 'c1', name: 'find_place', arguments: '{"query":"library"}' })],
      },
    ]
    const output = [
      { role: 'assistant', parts: [part('text', { content: 'In the High Street.' })], finish_reason: 'stop' },
    ]
    const attribute = (key: string, value: unknown) => ({
      key,
      value: { stringValue: typeof value === 'string' ? value : JSON.stringify(value) },
    })
    const span = (at: number, attributes: object[]) => ({
      resourceSpans: [{ scopeSpans: [{ spans: [{ traceId: 't1', startTimeUnixNano: `${at}`, attributes }] }] }],
    })
    const lines = [
      span(1, [
        attribute('gen_ai.input.messages', input.slice(0, 1)),
        attribute('gen_ai.output.messages', input.slice(1)),
      ]),
      span(2, [attribute('gen_ai.tool.call.id', 'c1'), attribute('gen_ai.tool.call.result', 'High Street')]),
      span(3, [
        attribute('gen_ai.input.messages', input),
        attribute('gen_ai.output.messages', output),
        attribute('gen_ai.tool.definitions', tools),
        attribute('gen_ai.request.model', 'm-1'),
      ]),
      span(4, [attribute('http.method', 'GET')]),
    ]
    const asLines = await rowsOf('otel', lines.map((line) => `${JSON.stringify(line)}\n`).join(''))
    expect(values(asLines)).toHaveLength(1)
    expect(messages('otel', values(asLines)[0]!)).toMatchObject(told)
    const whole = { resourceSpans: lines.flatMap(({ resourceSpans }) => resourceSpans) }
    const asOne = await rowsOf('otel', JSON.stringify(whole, null, 2))
    expect(values(asOne)).toEqual(values(asLines))
    expect(shapeConversation('otel', values(asOne)[0]!)).toMatchObject({ response: { model: 'm-1', sourceId: 't1' } })
    expect(READERS.otel({ traceId: 'x', spans: [] })).toMatchObject({ ok: false })
  })
})

test('files of conversations are told by their beginnings', () => {
  const list = (row: object) => JSON.stringify([row], null, 4)
  expect(detectFormat(list(publishedRow(made!)))).toBe('agentalign')
  expect(detectFormat(JSON.stringify(glaiveRow(made!)))).toBe('glaive')
  expect(detectFormat(JSON.stringify(toolAceRow(made!)))).toBe('toolace')
  expect(detectFormat(list(toolAceRow(made!)))).toBe('toolace')
  expect(detectFormat(JSON.stringify({ conversations: [{ from: 'human', value: 'x' }], tools: '' }))).toBe('sharegpt')
  expect(detectFormat(JSON.stringify({ interactions: [], available_tools: [] }))).toBe('mistral')
  expect(detectFormat(jsonLog('t', 'm', [{ id: 'a', score: 1, refused: false }]).toString())).toBe('inspect')
  expect(detectFormat('PK\u0003\u0004rest')).toBe('inspect')
  expect(detectFormat('PAR1rest')).toBe('parquet')
  expect(detectFormat('id,prompt,response\n1,2,3')).toBe('csv')
  expect(detectFormat('a,b\n1,2')).toBeNull()
  expect(detectFormat(JSON.stringify({ id: 'x', observations: [] }))).toBe('langfuse')
  expect(detectFormat(JSON.stringify({ resourceSpans: [] }))).toBe('otel')
})

test('every source gives its rows back, up to the order of their keys', () => {
  const rows = [...madeRows(60, 150)]
  const same = (
    format: ReadFormat,
    row: object,
    back: (read: Extract<ReturnType<(typeof READERS)['openai']>, { ok: true }>) => unknown,
  ) => {
    const value = JSON.parse(JSON.stringify(row)) as JsonValue
    const read = READERS[format](value)
    if (!read.ok) throw new Error(`${format}: ${read.message}`)
    expect(canonicalJson(back(read) as JsonValue)).toBe(canonicalJson(value))
  }
  for (const row of rows) {
    same('openai', chatRow(row), ({ conversation }) => restoreChat(conversation))
    same('agentalign', publishedRow(row), ({ conversation }) => restoreChat(conversation))
    same('glaive', glaiveRow(row), ({ conversation }) => conversation.extra)
    same('toolace', toolAceRow(row), ({ conversation }) => conversation.extra)
  }
})

test('a source of rows never throws, whatever it is given and however that is cut', () => {
  const formats = ['openai', 'csv', 'otel', 'inspect'] as const
  fc.assert(
    fc.property(
      fc.constantFrom(...formats),
      fc.string({ maxLength: 60 }),
      fc.integer({ min: 1, max: 7 }),
      (format, text, size) => {
        expect(Array.isArray(cut(rowSourceOf(format)!, text, size))).toBe(true)
      },
    ),
  )
})
