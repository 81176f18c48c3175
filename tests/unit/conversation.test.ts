import { expect, test } from 'vitest'
import { findBarriers } from '@/lib/core/run/barriers'
import { decideNext, limitsFor, readTurn, toChat, toChatTools } from '@/lib/core/run/conversation'
import { phaseOf } from '@/lib/core/run/phase'
import type { AssistantMessage, Message, ResponseContent } from '@/lib/core/trajectory/content'

const turn = (data: Partial<AssistantMessage> = {}): AssistantMessage => ({
  ...{ role: 'assistant', text: '', calls: [] },
  ...data,
})
const call = (id: string, name = 'look_up') => ({ id, name, arguments: '{}' })
const result = (callId: string, text = '{}', error = false): Message => ({
  ...{ role: 'tool', callId, name: 'look_up', text, error, source: 'SIMULATED' },
})
const content = (messages: Message[], outcome: ResponseContent['outcome'] = 'FINISHED'): ResponseContent => ({
  ...{ messages: [{ role: 'user', text: 'Look it up.' }, ...messages], tools: [], world: null, outcome },
})
const reply = (data: object = {}) => ({ text: 'x', reasoning: '', finishReason: 'stop', toolCalls: [], ...data })

test('calls without ids get one each, and their results theirs in order', () => {
  const sent = toChat([
    { role: 'user', text: 'a' },
    turn({ calls: [call(''), call('')], reasoning: 'kept here' }),
    result('', 'one'),
    result('', 'two'),
    turn({ calls: [call('own')] }),
    result('own', 'three'),
  ])
  expect(sent.map(({ tool_call_id: id }) => id)).toEqual([
    undefined,
    undefined,
    'call_0_0',
    'call_0_1',
    undefined,
    'own',
  ])
  expect(sent[1]).toMatchObject({ content: null, tool_calls: [{ id: 'call_0_0' }, { id: 'call_0_1' }] })
  expect(JSON.stringify(sent)).not.toContain('kept here')
})

test('a tool is offered once, with nothing but what the wire knows', () => {
  const tool = { type: 'function', category: 'Mail', function: { name: 'a', description: 'A.', strict: true } }
  expect(toChatTools([tool, tool])).toEqual([{ type: 'function', function: { name: 'a', description: 'A.' } }])
})

test('a turn is kept word for word; an empty one and a failed one are none', () => {
  expect(readTurn(reply({ reasoning: 'r', toolCalls: [{ id: '', name: 'f', arguments: '{' }] }))).toEqual({
    ...{ role: 'assistant', text: 'x', reasoning: 'r', stop: 'stop' },
    calls: [{ id: '', name: 'f', arguments: '{' }],
  })
  expect(readTurn(reply({ text: ' ' }))).toMatchObject({ problem: expect.stringContaining('empty') })
  expect(readTurn(reply({ finishReason: 'error' }))).toMatchObject({ problem: expect.any(String) })
  expect(readTurn(reply({ text: '', finishReason: 'length' }))).toMatchObject({ stop: 'length' })
  const many = Array.from({ length: 201 }, () => call('a'))
  expect(readTurn(reply({ toolCalls: many }))).toMatchObject({ problem: expect.any(String) })
})

test.each([
  [turn({ text: 'Done.' }), 'FINISHED'],
  [turn({ text: 'No.', stop: 'refusal' }), 'REFUSED'],
  [turn({ text: 'No', stop: 'length' }), 'TRUNCATED'],
  [turn({ calls: [call('a')], stop: 'length' }), 'TRUNCATED'],
  [turn({ stop: 'content_filter' }), 'FILTERED'],
  [turn({ calls: [call('a')] }), 'GO_ON'],
] as const)('after a turn %#: %s', (message, next) => {
  expect(decideNext(message, { steps: 1, tokens: 10, messages: [] }, { steps: 3, tokens: 100 })).toBe(next)
})

test('limits: steps, tokens, size; a refusal is one answer whatever its run says', () => {
  const acting = turn({ calls: [call('a')] })
  const limits = { steps: 3, tokens: 100 }
  expect(decideNext(acting, { steps: 3, tokens: 10, messages: [] }, limits)).toBe('STEP_LIMIT')
  expect(decideNext(acting, { steps: 2, tokens: 100, messages: [] }, limits)).toBe('TOKEN_LIMIT')
  const large: Message[] = [{ role: 'user', text: 'x'.repeat(3_300_000) }]
  expect(decideNext(acting, { steps: 2, tokens: 10, messages: large }, limits)).toBe('TOKEN_LIMIT')
  expect(limitsFor({ task: 'refusal', stepLimit: 9, tokenLimit: null })).toMatchObject({ steps: 1 })
  expect(limitsFor({ task: 'trajectory', stepLimit: 9, tokenLimit: 500 })).toEqual({ steps: 9, tokens: 500 })
  expect(limitsFor({ task: 'chain-synthesis', stepLimit: 9, tokenLimit: null })).toBeNull()
})

test('a regeneration is one answer in JSON, then turns; for a new text turns from the start', () => {
  const of = (stepsTaken: number, parentRevisionId?: string) =>
    phaseOf({ task: 'regenerate-response', stepsTaken, params: { sample: 1, parentRevisionId } })
  expect([of(0), of(1), of(0, 'a')]).toEqual(['JSON', 'TURN', 'TURN'])
})

test('barriers: what failed and was made good is none', () => {
  const missing =
    '{"error":{"code":"invalid_arguments","problems":[{"parameter":"to","message":"is required but missing"}]}}'
  const codes = (messages: Message[], outcome?: ResponseContent['outcome'], label: string | null = null) =>
    findBarriers(content(messages, outcome), label).map(({ code }) => code)
  const failed = [turn({ calls: [call('a')] }), result('a', missing, true)]
  expect(codes([...failed, turn({ text: 'No.' })])).toEqual(['exec_missing_parameter'])
  expect(codes([...failed, turn({ calls: [call('b')] }), result('b'), turn({ text: 'Done.' })])).toEqual([
    'exec_passed',
  ])
  expect(codes([turn({ calls: [call('a')] }), result('a', 'no JSON', true)])).toEqual(['exec_tool_error'])
  expect(codes([turn({ text: 'Which one?' })], 'FINISHED', 'clarifying_question')).toEqual([
    'exec_missing_parameter',
    'exec_no_call',
  ])
  expect(codes([turn({ text: 'No.' })], 'REFUSED')).toEqual(['exec_refused'])
  expect(codes([turn({ calls: [call('a')] }), result('a')], 'STEP_LIMIT')).toEqual(['exec_step_limit'])
})
