import { expect, test } from 'vitest'
import { nextState, stateFor, valueAt } from '@/lib/core/sampling/random'
import { callTool, replay } from '@/lib/environment/environment'
import { Chance } from '@/lib/environment/random'
import { drop, find, put } from '@/lib/environment/records'
import { listTools, schemaOf } from '@/lib/environment/tools'
import { createWorld, isoTime, nextTurn, sliceOf, withSlice } from '@/lib/environment/world'

const start = createWorld(7)

function refusal(name: string, args: unknown, offered?: string[]) {
  const text = typeof args === 'string' ? args : JSON.stringify(args)
  const { observation, error, world } = callTool(start, { name, arguments: text }, offered)
  expect(error).toBe(true)
  expect(world.calls).toBe(1)
  return JSON.parse(observation).error
}

test('draws follow from the state alone and are spread evenly', () => {
  expect([...Array(3)].map((_, index) => valueAt(nextState(index)))).toEqual(
    [...Array(3)].map((_, index) => valueAt(nextState(index))),
  )
  const chance = new Chance(stateFor(3, 'test'))
  const counts = Array.from({ length: 10 }, () => 0)
  for (let index = 0; index < 20_000; index++) counts[chance.int(0, 9)]!++
  for (const count of counts) expect(Math.abs(count - 2_000)).toBeLessThan(200)
})

test('the chances of neighbouring seeds and calls have nothing to do with each other', () => {
  const states = new Set<number>()
  for (let seed = 0; seed < 100; seed++) for (let call = 0; call < 100; call++) states.add(stateFor(seed, call))
  expect(states.size).toBeGreaterThan(9_990)
  const first = Array.from({ length: 4_000 }, (_, seed) => new Chance(stateFor(seed, 1)).next())
  const mean = first.reduce((sum, one) => sum + one, 0) / first.length
  expect(Math.abs(mean - 0.5)).toBeLessThan(0.02)
  expect(stateFor(5, 'mail')).not.toBe(stateFor(5 + 2 ** 32, 'mail'))
})

test('drawn ids have the shape that they should', () => {
  const chance = new Chance(1)
  expect(chance.uuid()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  expect(chance.digits(8)).toMatch(/^[1-9]\d{7}$/)
  expect(chance.hex(5)).toMatch(/^[0-9a-f]{5}$/)
})

test('records find only what was put into them', () => {
  expect(find({}, 'constructor')).toBeUndefined()
  expect(find(put({}, '__proto__', 1), '__proto__')).toBe(1)
  expect(drop({ a: 1, b: 2 }, 'a')).toEqual({ b: 2 })
})

test('a world seeds a slice when it is first used, and shares what does not change', () => {
  const mail = sliceOf(start, 'mail')
  expect(sliceOf(nextTurn(start).world, 'mail')).toBe(mail)
  const changed = withSlice(start, 'mail', { boxes: {} })
  expect(sliceOf(changed, 'mail')).toEqual({ boxes: {} })
  expect(sliceOf(start, 'mail')).toBe(mail)
  expect(sliceOf(changed, 'computer')).toBe(sliceOf(start, 'computer'))
  expect(sliceOf(createWorld(7), 'mail')).toEqual(mail)
})

test('every call moves the clock on by half a second to three, as the seed has it', () => {
  let world = start
  for (let call = 1; call <= 50; call++) {
    const { world: after } = nextTurn(world)
    expect(after.now - world.now).toBeGreaterThanOrEqual(500)
    expect(after.now - world.now).toBeLessThanOrEqual(3_000)
    expect(after.calls).toBe(call)
    world = after
  }
  expect(isoTime(start.now)).toMatch(/^2026-03-/)
})

test('a tool that is not there, or was not offered, is an observation', () => {
  expect(refusal('send_pigeon', {})).toEqual({
    code: 'unknown_tool',
    message: 'There is no tool called "send_pigeon".',
  })
  expect(refusal('system_info', {}, ['send_gmail'])).toEqual({
    code: 'tool_not_offered',
    message: '"system_info" is none of the tools that were offered.',
    offered: ['send_gmail'],
  })
  expect(refusal('x'.repeat(5_000), {}).message.length).toBeLessThan(200)
})

test('arguments that are no JSON object say where and why', () => {
  expect(refusal('send_gmail', '{"to": ').code).toBe('arguments_not_json')
  expect(refusal('send_gmail', '{"to": tides}').message).toMatch(/^Line 1, column 8/)
  expect(refusal('send_gmail', '[1]').message).toBe('The arguments must be a JSON object, got an array.')
  expect(refusal('send_gmail', 'null').message).toBe('The arguments must be a JSON object, got null.')
  expect(refusal('system_info', `{"a":${'['.repeat(500)}${']'.repeat(500)}}`).code).toBe('arguments_not_json')
})

test('arguments that break the schema say which parameter, what is allowed, and what was given', () => {
  expect(refusal('send_gmail', { sender: 'a@gmail.com', to: 'b@example.com', priority: 'urgent' })).toEqual({
    code: 'invalid_arguments',
    message:
      'subject is required but missing. body is required but missing. to must be of type array, got "b@example.com". ' +
      'priority must be one of ["low","normal","high"], got "urgent".',
    problems: [
      { parameter: 'subject', message: 'is required but missing' },
      { parameter: 'body', message: 'is required but missing' },
      { parameter: 'to', message: 'must be of type array, got "b@example.com"' },
      { parameter: 'priority', message: 'must be one of ["low","normal","high"], got "urgent"' },
    ],
  })
  expect(refusal('search_google', { query: 'tides', num_results: 90 }).message).toBe(
    'num_results must be at most 50, got 90.',
  )
  expect(refusal('search_google', { query: 'tides', num_results: 2.5 }).message).toBe(
    'num_results must be of type integer, got 2.5.',
  )
  expect(refusal('send_gmail', { sender: 'a', to: [1], subject: '', body: '' }).message).toBe(
    'to[0] must be of type string, got 1.',
  )
  expect(
    refusal('ssh_operation', { operation: 'connect', host: 'h', username: 'u', args: { port: '22' } }).message,
  ).toBe('args.port must be of type integer, got "22".')
  expect(refusal('dalle_edit_image', { image_url: 'no address', prompt: 'p' }).message).toBe(
    'image_url must be a uri, got "no address".',
  )
  expect(refusal('elevenlabs_text_to_speech', { text: 'x'.repeat(2_501) }).message).toMatch(
    /^text must have at most 2500 characters, got "x+…\.$/,
  )
})

test('empty arguments are an empty object, defaults are filled in, and null stands for a default of null', () => {
  expect(callTool(start, { name: 'system_info', arguments: '' }).error).toBe(false)
  const found = callTool(start, { name: 'search_google', arguments: '{"query":"tides","time_period":null}' })
  expect(found.error).toBe(false)
  expect(JSON.parse(found.observation).items.length).toBeGreaterThan(0)
  expect(refusal('search_google', { query: null }).message).toBe('query must be of type string, got null.')
})

test('the same seed and calls give the same bytes, and another seed gives others', () => {
  const calls = [
    { name: 'execute_command', arguments: '{"command":"echo hello > a.txt && ls"}' },
    { name: 'send_pigeon', arguments: '{}' },
    { name: 'system_info', arguments: '{}' },
  ]
  expect(replay(11, calls).observations).toEqual(replay(11, calls).observations)
  expect(replay(11, calls).observations).not.toEqual(replay(12, calls).observations)
  expect(replay(11, calls, ['system_info']).observations.map(({ error }) => error)).toEqual([true, true, false])
})

test('an edited step changes what follows from it, and not the luck of later steps', () => {
  const write = (text: string) => ({
    name: 'file_operation',
    arguments: JSON.stringify({ operation: 'write', path: 'a.txt', content: text }),
  })
  const read = { name: 'file_operation', arguments: '{"operation":"read","path":"a.txt"}' }
  const send = {
    name: 'send_gmail',
    arguments: '{"sender":"a@gmail.com","to":["b@example.com"],"subject":"s","body":"b"}',
  }
  const [first, edited] = ['one', 'two'].map((text) => replay(5, [write(text), read, send]).observations)
  expect(first![1]).not.toEqual(edited![1])
  expect(first![2]).toEqual(edited![2])
})

test('an observation that no context could hold is refused, and leaves the world as it was', () => {
  const content = '\u0001'.repeat(60_000)
  const written = callTool(start, {
    name: 'file_operation',
    arguments: JSON.stringify({ operation: 'write', path: 'a.txt', content }),
  })
  const read = callTool(written.world, { name: 'file_operation', arguments: '{"operation":"read","path":"a.txt"}' })
  expect(JSON.parse(read.observation).error.code).toBe('result_too_long')
  expect(read.error).toBe(true)
})

test('a tool is handed to a model as a function with its parameters', () => {
  const schema = schemaOf(listTools()[0]!)
  expect(schema).toMatchObject({ type: 'function', function: { name: listTools()[0]!.name } })
})

test('a world costs little before anything is used', () => {
  const begun = performance.now()
  for (let seed = 0; seed < 1_000; seed++) createWorld(seed)
  expect(performance.now() - begun).toBeLessThan(500)
})
