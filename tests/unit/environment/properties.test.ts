import { expect, test } from 'vitest'
import { stateFor } from '@/lib/core/sampling/random'
import type { Tool } from '@/lib/environment/define-tool'
import { type Call, callTool, replay } from '@/lib/environment/environment'
import { Chance } from '@/lib/environment/random'
import { findTool, listTools } from '@/lib/environment/tools'
import { createWorld } from '@/lib/environment/world'
import { legalCall, textsOf } from '../../support/legal-calls'

const SEQUENCES = 10_000
/** Sequences share the worlds that they begin in: what one of them changed in place, another would show. */
const WORLDS = 40

const worlds = Array.from({ length: WORLDS }, (_, seed) => createWorld(seed))
const worldsAgain = Array.from({ length: WORLDS }, (_, seed) => createWorld(seed))

const EVERY = listTools()
const areaOf = ({ capability }: Tool) => capability.split('.')[0]!
const AREAS = new Map(EVERY.map((tool) => [areaOf(tool), EVERY.filter((one) => areaOf(one) === areaOf(tool))]))

interface Sequence {
  seed: number
  calls: Call[]
  observations: string[]
}

/** One to four calls, half of the time of one area; now and then one takes up what an earlier one answered. */
function randomSequence(number: number): Sequence {
  const chance = new Chance(stateFor(number, 'sequence'))
  const seed = number % WORLDS
  const from = chance.happens(0.5) ? AREAS.get(areaOf(chance.pick(EVERY)))! : EVERY
  const calls: Call[] = []
  const observations: string[] = []
  const seen: string[] = []
  let world = worlds[seed]!
  for (let left = chance.int(1, 4); left > 0; left--) {
    const call = legalCall(chance.pick(from), chance, seen)
    const result = callTool(world, call)
    calls.push(call)
    observations.push(result.observation)
    textsOf(JSON.parse(result.observation), seen)
    world = result.world
  }
  return { seed, calls, observations }
}

/** What the environment itself says when a call, or a tool, is wrong. */
const FAULT = /^\{"error":\{"code":"(?:tool_fault|invalid_arguments|arguments_not|unknown_tool)/

test('10,000 random legal sequences: every observation is JSON, none is a fault, and each is replayed to the byte', () => {
  const called = new Set<string>()
  let errors = 0
  for (let number = 0; number < SEQUENCES; number++) {
    const { seed, calls, observations } = randomSequence(number)
    let world = worldsAgain[seed]!
    for (const [index, call] of calls.entries()) {
      const again = callTool(world, call)
      if (again.observation !== observations[index] || FAULT.test(again.observation)) {
        expect.fail(`${JSON.stringify({ seed, calls: calls.slice(0, index + 1) })} gave ${again.observation}`)
      }
      if (again.error) errors++
      called.add(call.name)
      world = again.world
    }
  }
  expect(called.size).toBe(EVERY.length)
  expect(errors).toBeGreaterThan(0)
}, 60_000)

test('the first calls of a sequence give the same observations whatever comes after them', () => {
  for (let number = 0; number < 100; number++) {
    const { seed, calls, observations } = randomSequence(number)
    const kept = replay(seed, calls.slice(0, 2))
    expect(kept.observations.map(({ observation }) => observation)).toEqual(observations.slice(0, 2))
    const edited: Call = { name: 'system_info', arguments: '{}' }
    const continued = callTool(kept.world, edited)
    const whole = replay(seed, [...calls.slice(0, 2), edited])
    expect(continued.observation).toBe(whole.observations.at(-1)!.observation)
  }
})

const RESERVED = /^(?:[a-z0-9-]+\.)*(?:example\.(?:com|org|net|edu)|[a-z0-9-]+\.(?:test|example|invalid)|localhost)$/i
const ADDRESSES = /\b(?:https?|wss?|ftp):\/\/([^\s"'/\\<>:]+)/gi
const IPV4 = /(?<![\d.])(\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3})(?![\d.])/g
const DOCUMENTATION = /^(?:192\.0\.2|198\.51\.100|203\.0\.113|127\.0\.0|0\.0\.0)\./

test('addresses in observations are reserved ones, unless the caller named them', () => {
  for (let seed = 0; seed < 1_000; seed++) {
    const { calls, observations } = randomSequence(seed + SEQUENCES)
    const said = calls.map((call) => call.arguments).join(' ')
    for (const observation of observations) {
      for (const [, host] of observation.matchAll(ADDRESSES)) {
        if (!RESERVED.test(host!) && !said.includes(host!)) expect.fail(`${host} in ${observation} after ${said}`)
      }
      for (const [, ip] of observation.matchAll(IPV4)) {
        if (!DOCUMENTATION.test(ip!) && !said.includes(ip!)) expect.fail(`${ip} in ${observation} after ${said}`)
      }
    }
  }
})

test('a broken call never throws', () => {
  const texts = [
    '',
    '{',
    '[]',
    'null',
    '"x"',
    '{"a":1,"a":2}',
    '{"__proto__":{}}',
    '{"x":1e999}',
    '{"t":"\\ud800"}',
    '[[[[',
    '\u0000',
  ]
  for (const text of texts) {
    for (const name of ['send_gmail', 'execute_command', 'constructor', '__proto__', '']) {
      const { observation, error } = callTool(createWorld(1), { name, arguments: text })
      expect(error).toBe(true)
      expect(() => JSON.parse(observation)).not.toThrow()
      expect(observation).not.toContain('tool_fault')
    }
  }
  expect(findTool('constructor')).toBeUndefined()
})
