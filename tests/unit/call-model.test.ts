import { afterAll, beforeEach, expect, test } from 'vitest'
import { readReply, readUsage } from '@/lib/core/prompt/read-reply'
import { readStop } from '@/lib/core/trajectory/stop'
import { callModel, type Endpoint, type ModelRequest } from '@/lib/llm/call-model'
import { ModelError } from '@/lib/llm/model-error'
import { startModelServer } from '../support/model-server'

const KEY = 'sk-canary-0123456789abcdef'
const server = await startModelServer()
const allowPrivate = () => true
const endpoint: Endpoint = { preset: 'custom', baseUrl: server.url, apiKey: KEY, model: 'm-1', jsonOutput: 'SCHEMA' }
const schema = {
  type: 'object',
  properties: { instruction: { type: 'string' } },
  required: ['instruction'],
  additionalProperties: false,
}
const request: ModelRequest = {
  task: 'x',
  messages: [{ role: 'user', content: 'Say yes.' }],
  temperature: 0.7,
  seed: 7,
  maxTokens: 50,
  json: { name: 'x', schema },
}
const call = (given: Partial<Endpoint> = {}, options: { timeoutMs?: number; signal?: AbortSignal } = {}) =>
  callModel({ ...endpoint, ...given }, request, { allowPrivate, ...options })

async function failure(run: Promise<unknown>): Promise<ModelError> {
  const error = await run.then(
    () => new Error('it answered'),
    (error: unknown) => error,
  )
  expect(error).toBeInstanceOf(ModelError)
  const all = JSON.stringify([error, Object.entries(error as object), (error as Error).message, (error as Error).stack])
  expect(all).not.toContain(KEY)
  return error as ModelError
}

beforeEach(() => {
  server.play({ otherwise: { text: 'yes' } })
  server.forget()
})
afterAll(() => server.close())

test('an answer comes back word for word, with status, time and request id', async () => {
  const reply = await call()
  expect(reply).toMatchObject({ status: 200, requestId: 'req-scripted' })
  expect(reply.ms).toBeGreaterThanOrEqual(0)
  expect(readReply(reply.body)).toMatchObject({
    ok: true,
    text: 'yes',
    finishReason: 'stop',
    usage: { inputTokens: 100, outputTokens: 50 },
    toolCalls: [],
    reasoning: '',
  })
})

test('one call is one request, with the key and nothing that the environment adds', async () => {
  process.env.OPENAI_ORG_ID = 'org-canary'
  process.env.OPENAI_CUSTOM_HEADERS = 'x-canary: 1'
  try {
    await call()
  } finally {
    delete process.env.OPENAI_ORG_ID
    delete process.env.OPENAI_CUSTOM_HEADERS
  }
  expect(server.requests).toHaveLength(1)
  expect(server.requests[0]).toMatchObject({ path: '/v1/chat/completions', authorization: `Bearer ${KEY}`, task: 'x' })
  expect(JSON.stringify(server.requests)).not.toContain('canary: 1')
})

test('a server that wants no key is sent none', async () => {
  await call({ apiKey: null })
  expect(server.requests[0]?.authorization).toBeNull()
})

test.each([
  ['SCHEMA', { type: 'json_schema', json_schema: { name: 'x', schema, strict: true } }],
  ['OBJECT', { type: 'json_object' }],
  ['PROMPT', undefined],
] as const)('JSON output by %s', async (jsonOutput, expected) => {
  await call({ jsonOutput })
  expect(server.requests[0]?.body.response_format).toEqual(expected)
})

test.each([
  ['custom', { max_tokens: 50, seed: 7, temperature: 0.7 }],
  ['openai', { max_completion_tokens: 50, seed: 7, temperature: 0.7 }],
  ['mistral', { max_tokens: 50, random_seed: 7, temperature: 0.7 }],
  ['anthropic', { max_tokens: 50, temperature: 0.7 }],
] as const)('%s is asked in its own words', async (preset, expected) => {
  await call({ preset })
  const { model: _, messages: _m, response_format: _r, ...rest } = server.requests[0]?.body ?? {}
  expect(rest).toEqual(expected)
})

test.each([
  [{ status: 400 }, 'BAD_REQUEST'],
  [{ status: 400, message: 'API key not valid. Please pass a valid API key.' }, 'AUTH'],
  [{ status: 400, message: 'Your credit balance is too low to use the API.' }, 'QUOTA'],
  [{ status: 401, message: 'Incorrect API key provided: {key}' }, 'AUTH'],
  [{ status: 402 }, 'QUOTA'],
  [{ status: 403 }, 'AUTH'],
  [{ status: 404 }, 'BAD_REQUEST'],
  [{ status: 408 }, 'SERVER'],
  [{ status: 422 }, 'BAD_REQUEST'],
  [{ status: 429 }, 'RATE_LIMITED'],
  [{ status: 429, message: 'You exceeded your current quota: 15 requests per minute.' }, 'RATE_LIMITED'],
  [{ status: 429, code: 'insufficient_quota' }, 'QUOTA'],
  [{ status: 500 }, 'SERVER'],
  [{ status: 503 }, 'SERVER'],
  [{ status: 529 }, 'SERVER'],
  [{ status: 302, headers: { location: 'http://127.0.0.1:1/v1' } }, 'BLOCKED'],
  [{ fault: 'reset' }, 'NETWORK'],
  [{ fault: 'reset-late', text: 'a text that is cut in the middle' }, 'NETWORK'],
  [{ fault: 'huge' }, 'TOO_LARGE'],
] as const)('%j is %s, and no retry', async (step, kind) => {
  server.play({ otherwise: step })
  const error = await failure(call())
  expect(error.kind).toBe(kind)
  if ('status' in step) expect(error.status).toBe(step.status)
  expect(server.requests).toHaveLength(1)
})

test.each([
  [{ error: { code: 429, message: 'Upstream is busy' } }, 'RATE_LIMITED', 429],
  [{ error: { message: 'No instances' } }, 'SERVER', 502],
])('an error inside an answer of 200 is an error: %j', async (body, kind, status) => {
  server.play({ otherwise: { body: JSON.stringify(body) } })
  expect(await failure(call())).toMatchObject({ kind, status })
})

test.each([
  ['7', 7_000],
  ['0.5', 500],
  [new Date(Date.now() + 60_000).toUTCString(), 60_000],
  [new Date(Date.now() - 60_000).toUTCString(), 0],
  ['99999999', 24 * 3_600_000],
  ['soon', null],
])('Retry-After: %s', async (retryAfter, expected) => {
  server.play({ otherwise: { status: 429, retryAfter } })
  const { retryAfterMs } = await failure(call())
  if (expected === null) expect(retryAfterMs).toBeNull()
  else expect(Math.abs((retryAfterMs ?? Number.NaN) - expected)).toBeLessThanOrEqual(2_000)
})

test.each([[{ fault: 'hang' } as const], [{ delayMs: 1_500 }]])('%j ends with the time limit', async (step) => {
  server.play({ otherwise: step })
  const began = performance.now()
  expect((await failure(call({}, { timeoutMs: 200 }))).kind).toBe('TIMEOUT')
  expect(performance.now() - began).toBeLessThan(1_000)
})

test('a call that is stopped ends at once', async () => {
  server.play({ otherwise: { fault: 'hang' } })
  const stop = new AbortController()
  const run = failure(call({}, { signal: stop.signal }))
  await expect.poll(() => server.requests.length).toBe(1)
  stop.abort()
  expect((await run).kind).toBe('ABORTED')
})

test('nothing listens there', async () => {
  const gone = await startModelServer()
  await gone.close()
  const error = await failure(call({ baseUrl: gone.url }))
  expect(error).toMatchObject({ kind: 'NETWORK', status: null })
  expect(error.message).toContain('Nothing listens there')
})

test('a server that repeats the key in its answer does not get it stored', async () => {
  server.play({ otherwise: { text: 'your key is {key}' } })
  const { body } = await call()
  expect(body).toContain('your key is [key]')
  expect(body).not.toContain(KEY)
})

test.each([
  ['half-json', 'no JSON'],
  ['no-json', 'no JSON'],
  ['unicode', 'cannot be stored'],
] as const)('%s is an answer, and what is wrong with it is said', async (fault, words) => {
  server.play({ otherwise: { fault } })
  const { body } = await call()
  expect(readReply(body)).toMatchObject({ ok: false, problem: expect.stringContaining(words) })
})

test('reading an answer: parts, refusals, tool calls, usage, and what is none', () => {
  const of = (message: object, rest: object = {}) => readReply(JSON.stringify({ choices: [{ message }], ...rest }))
  expect(
    of({
      content: [
        { type: 'text', text: 'a' },
        { type: 'text', text: 'b' },
      ],
    }),
  ).toMatchObject({ text: 'ab', usage: null })
  expect(of({ content: null, refusal: 'I will not.' })).toMatchObject({ text: 'I will not.', finishReason: 'refusal' })
  expect(of({ content: null, tool_calls: [{ id: 'c1', function: { name: 'f', arguments: '{' } }] })).toMatchObject({
    text: '',
    toolCalls: [{ id: 'c1', name: 'f', arguments: '{' }],
  })
  expect(of({ content: null, function_call: { name: 'f', arguments: { a: 1 } } })).toMatchObject({
    toolCalls: [{ id: '', name: 'f', arguments: '{"a":1}' }],
  })
  expect(of({ content: '', tool_calls: [{ function: {} }] })).toMatchObject({
    toolCalls: [{ id: '', name: '', arguments: '' }],
  })
  expect(of({ content: 'x', reasoning: 'because' })).toMatchObject({ text: 'x', reasoning: 'because' })
  expect(of({ content: [{ type: 'thinking', thinking: [{ text: 'hm' }] }, { text: 'x' }] })).toMatchObject({
    ...{ text: 'x', reasoning: 'hm' },
  })
  expect(of({ content: 'x' }, { usage: { prompt_tokens: -1, completion_tokens: 2 } })).toMatchObject({ usage: null })
  expect(readReply('{"choices":[]}')).toMatchObject({ ok: false, problem: expect.stringContaining('choices') })
  expect(readReply('[]').ok).toBe(false)
  expect(readUsage('{"usage":{"prompt_tokens":3,"completion_tokens":4}}')).toEqual({ inputTokens: 3, outputTokens: 4 })
  expect(readUsage('nonsense')).toBeNull()
})

test('tools go out as they are, and their calls come back word for word', async () => {
  const tools = [{ type: 'function', function: { name: 'look_up', parameters: { type: 'object' } } }]
  server.play({ otherwise: { calls: [{ name: 'look_up', arguments: '{"a": 1 ,}' }], reasoning: 'I look.' } })
  const ask = (more: Partial<ModelRequest>) => callModel(endpoint, { ...request, ...more }, { allowPrivate })
  const reply = await ask({ tools, toolChoice: 'auto' })
  expect(server.requests.at(-1)?.body).toMatchObject({ tools, tool_choice: 'auto' })
  expect(readReply(reply.body)).toMatchObject({
    ...{ text: '', reasoning: 'I look.', finishReason: 'tool_calls' },
    toolCalls: [{ id: 'call_0', name: 'look_up', arguments: '{"a": 1 ,}' }],
  })
  await ask({ tools: [], toolChoice: 'auto' })
  expect(server.requests.at(-1)?.body).not.toHaveProperty('tool_choice')
})

test.each([
  ['stop', 'stop'],
  ['END_TURN', 'stop'],
  ['tool_use', 'tool_calls'],
  ['max_tokens', 'length'],
  ['SAFETY', 'content_filter'],
  ['refusal', 'refusal'],
  ['error', 'error'],
  ['constructor', 'other'],
  ['', undefined],
  [null, undefined],
])('a model that stopped for %s', (said, stop) => {
  expect(readStop(said)).toBe(stop)
})
