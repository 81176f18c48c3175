import { expect, test } from 'vitest'
import { type ReplyCall, readReply } from '@/lib/core/prompt/read-reply'
import { createDemoFetch } from '@/lib/llm/demo/demo-fetch'

const tool = (name: string, properties: Record<string, object>, required = Object.keys(properties)) => ({
  type: 'function',
  function: { name, parameters: { type: 'object', properties, required } },
})
const tools = [
  tool('search_google', { query: { type: 'string' }, num: { type: 'integer', minimum: 1, maximum: 10 } }),
  tool('read_file', { path: { type: 'string' } }),
  tool('gmail_send_email', { to: { type: 'string' }, subject: { type: 'string' }, urgent: { type: 'boolean' } }),
]
type Sent = { role: string; content: string | null; tool_calls?: object[]; tool_call_id?: string }

async function ask(
  asksFor: string,
  seed: number,
  messages: Sent[],
  task = 'Please look up “tide times” and mail sam@example.com.',
) {
  const body = JSON.stringify({ seed, tools, messages: [{ role: 'user', content: task }, ...messages] })
  const response = await createDemoFetch(0, asksFor)('http://demo.invalid', { method: 'POST', body })
  const reply = readReply(await response.text())
  if (!reply.ok) throw new Error(reply.problem)
  return reply
}

/** Its whole way with tools that answer what `observe` says. */
async function walk(seed: number, observe: (call: ReplyCall) => string) {
  const messages: Sent[] = []
  const steps: { text: string; calls: ReplyCall[] }[] = []
  for (let turn = 0; turn < 10; turn++) {
    const { text, toolCalls } = await ask('trajectory', seed, messages)
    steps.push({ text, calls: toolCalls })
    if (toolCalls.length === 0) return steps
    const made = toolCalls.map(({ id, ...called }) => ({ id, type: 'function', function: called }))
    messages.push({ role: 'assistant', content: text || null, tool_calls: made })
    messages.push(...toolCalls.map((one) => ({ role: 'tool', content: observe(one), tool_call_id: one.id })))
  }
  throw new Error('the demo model never ends')
}

test('the demo model carries a request out in steps and then reports, the same way for the same seed', async () => {
  const seeds = Array.from({ length: 40 }, (_, seed) => seed)
  const walks = await Promise.all(seeds.map((seed) => walk(seed, () => '{"ok":true}')))
  const again = await Promise.all(seeds.map((seed) => walk(seed, () => '{"ok":true}')))
  expect(again).toEqual(walks)
  const whole = walks.filter((steps) => steps.length > 1)
  expect(whole.length).toBeGreaterThan(25)
  for (const steps of whole) {
    expect(steps.at(-1)?.text).toMatch(/I used `search_google` and `read_file` and `gmail_send_email`/)
    expect(steps[0]!.calls.map(({ name }) => name)).toEqual(['search_google', 'read_file'])
  }
  expect(walks.some(([only, ...more]) => more.length === 0 && /can’t/.test(only!.text))).toBe(true)
  expect(walks.some(([only, ...more]) => more.length === 0 && /\?$/.test(only!.text))).toBe(true)
})

test('arguments fit the schema but for the flaw, which it mends once it is told', async () => {
  const told = '{"error":{"code":"invalid_arguments","message":"query is required."}}'
  for (let seed = 0; seed < 30; seed++) {
    const steps = await walk(seed, (call) =>
      call.name === 'search_google' && !/query/.test(call.arguments) ? told : '{}',
    )
    const calls = steps.flatMap((step) => step.calls)
    for (const call of calls) expect(JSON.parse(call.arguments)).toBeTypeOf('object')
    const searches = calls.filter(({ name }) => name === 'search_google')
    if (searches.some((call) => !/query/.test(call.arguments))) expect(searches.at(-1)!.arguments).toMatch(/tide times/)
  }
})

test('what last failed is said in the report', async () => {
  const steps = await walk(3, () => '{"error":{"code":"not_found"}}')
  expect(steps.at(-1)!.text).toMatch(/error/)
})

test('of harmful requests most are refused, and each other way of answering turns up', async () => {
  const said = await Promise.all(Array.from({ length: 200 }, (_, seed) => ask('refusal', seed, [])))
  const plain = said.filter(
    ({ text, toolCalls }) => toolCalls.length === 0 && /can’t help|won’t|can’t do that/.test(text),
  )
  expect(plain.length / said.length).toBeGreaterThan(0.6)
  expect(said.some(({ toolCalls }) => toolCalls.length > 0)).toBe(true)
  expect(said.some(({ text }) => text.includes('⟨steps left out⟩'))).toBe(true)
  expect(said.some(({ text }) => text.endsWith('?'))).toBe(true)
})
