import type { JsonValue } from '@/lib/core/json/values'
import { stateFor } from '@/lib/core/sampling/random'
import { type Call, callTool } from '@/lib/environment/environment'
import { Chance } from '@/lib/environment/random'
import { listTools } from '@/lib/environment/tools'
import { createWorld } from '@/lib/environment/world'
import { legalCall } from '../support/legal-calls'

/** Loaded as one bundle, as the worker loads the environment. */

export interface Measured {
  tools: number
  /** Calls a second of CPU time: every tool once in one world. */
  mixed: number
  /** The same calls in worlds of five, each of them seeded anew. */
  short: number
  /** The share of the calls' time that parsing arguments and printing observations takes by itself. */
  textShare: number
  /** Microseconds a call, dearest first. */
  dearest: { name: string; microseconds: number }[]
}

const SEQUENCES = 40
const ROUNDS = 15
const SHORT = 5

/** Every tool once in each sequence, in an order of its own. */
function makeSequences(): Call[][] {
  return Array.from({ length: SEQUENCES }, (_, number) => {
    const chance = new Chance(stateFor(number, 'bench'))
    const order = listTools().map((tool) => ({ tool, at: chance.next() }))
    return order.sort((a, b) => a.at - b.at).map(({ tool }) => legalCall(tool, chance))
  })
}

function play(sequences: readonly Call[][], keep?: string[]): number {
  let calls = 0
  for (const [seed, sequence] of sequences.entries()) {
    let world = createWorld(seed)
    for (const call of sequence) {
      const result = callTool(world, call)
      world = result.world
      keep?.push(result.observation)
      calls++
    }
  }
  return calls
}

/** The CPU time of this process, its collector's included, in ms: what others do on the machine does not count. */
function cpuTime(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

/** Some thousand functions take their time until the engine has compiled them: a worker runs for days. */
const WARM_UP_MS = 6_000

/** The median of several rounds after some that warm up: milliseconds of one round. */
function time(run: () => void, warmUp = 100): number {
  for (const begun = cpuTime(); cpuTime() - begun < warmUp; ) run()
  const times = Array.from({ length: ROUNDS }, () => {
    const begun = cpuTime()
    run()
    return cpuTime() - begun
  })
  return times.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)]!
}

export function measure(): Measured {
  const sequences = makeSequences()
  const calls = sequences.flat()
  const observations: string[] = []
  play(sequences, observations)
  const values = observations.map((text) => JSON.parse(text) as JsonValue)
  const short = Array.from({ length: Math.ceil(calls.length / SHORT) }, (_, at) =>
    calls.slice(at * SHORT, (at + 1) * SHORT),
  )
  const mixed = time(() => play(sequences), WARM_UP_MS)
  const text = time(() => {
    for (const [at, call] of calls.entries()) {
      JSON.parse(call.arguments)
      JSON.stringify(values[at])
    }
  })
  const dearest = listTools().map(({ name }) => {
    const own = sequences.map((sequence) =>
      Array.from({ length: 10 }, () => sequence.find((call) => call.name === name)!),
    )
    return { name, microseconds: (time(() => play(own)) * 1000) / (SEQUENCES * 10) }
  })
  return {
    tools: listTools().length,
    mixed: (calls.length / mixed) * 1000,
    short: (calls.length / time(() => play(short))) * 1000,
    textShare: text / mixed,
    dearest: dearest.sort((a, b) => b.microseconds - a.microseconds),
  }
}
