import fc from 'fast-check'
import { expect, test } from 'vitest'
import { shapeConversation } from '@/lib/core/import/conversations'
import { detectFormat } from '@/lib/core/import/detect-format'
import { completeResponse, type ShapedResponses, shapeAnswer, shapeHistory } from '@/lib/core/import/responses'
import type { JsonValue } from '@/lib/core/json/values'

const asked = { role: 'user', content: 'Mail Ada.' }
const said = { role: 'assistant', content: 'Done.' }
function shapeChat(value: JsonValue): ShapedResponses {
  const shaped = shapeConversation('openai', value)
  return shaped.ok ? { ok: true, contents: [shaped.response] } : shaped
}
const only = (shaped: ShapedResponses) => {
  if (!shaped.ok) throw new Error(shaped.message)
  return shaped.contents[0]!
}

test('files of responses are told by their keys, and chats in lines by the first', () => {
  const list = (row: object) => JSON.stringify([row], null, 4)
  expect(detectFormat(list({ id: 'a', instruction: 'x', response: {} }))).toBe('agentalign-responses')
  expect(detectFormat(list({ id: 'a', instruction: 'x', pattern: [], response: 'no', tools: [] }))).toBe(
    'agentalign-responses',
  )
  expect(detectFormat(list({ id: 'a', chat_history: 'Error' }))).toBe('agentalign-trajectories')
  expect(detectFormat(list({ id: 'a', category: 'benign', messages: [asked], tools: [] }))).toBe('openai')
  expect(detectFormat(`${JSON.stringify({ messages: [asked, said] })}\n{"messages":[]}`)).toBe('openai')
  expect(detectFormat(list({ id: 'a', instruction: 'x', tools: [] }))).toBe('agentalign-instructions')
})

test('Anthropic’s blocks become one text, its thinking apart, its calls as it gave them', () => {
  const content = [
    { type: 'thinking', thinking: 'Hm.' },
    { type: 'text', text: 'One.' },
    { type: 'tool_use', id: 't1', name: 'send_mail', input: { to: 'ada' } },
    { type: 'text', text: 'Two.' },
  ]
  const row = { id: 7, instruction: 'Mail Ada.', response: { content, stop_reason: 'tool_use', model: 'm' } }
  expect(only(shapeAnswer(row as unknown as JsonValue))).toMatchObject({
    ...{ sourceId: '7', model: 'm', tools: null, presumed: 'HARMFUL', outcome: 'UNKNOWN' },
    messages: [
      { role: 'user', text: 'Mail Ada.' },
      {
        text: 'One.\n\nTwo.',
        reasoning: 'Hm.',
        stop: 'tool_calls',
        calls: [{ name: 'send_mail', arguments: '{"to":"ada"}' }],
      },
    ],
  })
})

test('a refusal field is the text where there is no other, and results are named after their calls', () => {
  const chat = only(
    shapeChat({
      messages: [
        asked,
        { role: 'assistant', content: null, tool_calls: [{ id: 'c', function: { name: 'send_mail', arguments: {} } }] },
        { role: 'tool', tool_call_id: 'c', content: 'sent' },
        { role: 'assistant', content: null, refusal: 'No.' },
      ],
    } as JsonValue),
  )
  expect(chat.messages.slice(2)).toMatchObject([{ role: 'tool', name: 'send_mail' }, { text: 'No.' }])
})

test('what cannot be kept is left out, and said with its place', () => {
  const image = { role: 'user', content: [{ type: 'image_url', image_url: 'x' }] }
  expect(shapeChat({ messages: [image, said] } as JsonValue)).toMatchObject({
    ok: false,
    path: ['messages', 0, 'content'],
  })
  expect(shapeChat({ messages: [said] } as JsonValue)).toMatchObject({
    ok: false,
    message: expect.stringMatching(/Nobody asks/),
  })
  expect(shapeChat({ messages: [asked] } as JsonValue)).toMatchObject({
    ok: false,
    message: expect.stringMatching(/Nothing answers/),
  })
  expect(shapeChat({ messages: [asked, { role: 'judge', content: '' }] } as JsonValue)).toMatchObject({
    ok: false,
    path: ['messages', 1, 'role'],
  })
  expect(shapeChat({ messages: [asked, said], tools: '[{' } as JsonValue)).toMatchObject({ ok: false, path: ['tools'] })
})

test('what only the instruction knows is taken from it', () => {
  const tools = [{ function: { name: 'send_mail' } }]
  const history = only(shapeHistory({ id: 'b1', chat_history: 'Tool execution error: x' }))
  expect(completeResponse(history, null)).toBeNull()
  expect(completeResponse(history, { text: 'Mail Ada.', tools })).toMatchObject({
    ...{ request: 'Mail Ada.', tools },
    messages: [
      { role: 'user', text: 'Mail Ada.' },
      { role: 'assistant', text: 'Tool execution error: x', stop: 'error' },
    ],
  })
})

test('any record is shaped or refused, never thrown at', () => {
  const key = fc.constantFrom(
    'id',
    'instruction',
    'response',
    'chat_history',
    'messages',
    'tools',
    'role',
    'content',
    'choices',
  )
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom<JsonValue>('user', 'assistant', 'tool', null, 1),
      fc.string(),
      fc.array(tie('value'), { maxLength: 4 }),
      fc.dictionary(key, tie('value'), { maxKeys: 5 }),
    ),
  }))
  fc.assert(
    fc.property(value, (record) => {
      for (const shape of [shapeAnswer, shapeHistory, shapeChat]) {
        expect(typeof shape(record as JsonValue).ok).toBe('boolean')
      }
    }),
  )
})
