import { expect } from 'vitest'
import { BAD_LUCK } from '@/lib/environment/define-tool'
import { callTool } from '@/lib/environment/environment'
import { createWorld, nextTurn, type World } from '@/lib/environment/world'

/** Observations differ from vendor to vendor: a test names what it looks at in the one that it reads. */
export type Observation = ReturnType<typeof JSON.parse>

/** A world none of whose next calls fails by bad luck alone. */
export function luckyWorld(calls = 40, from = 1): World {
  const isLucky = (world: World) => {
    let next = world
    for (let at = 0; at < calls; at++) {
      const turn = nextTurn(next)
      if (turn.chance.happens(BAD_LUCK)) return false
      next = turn.world
    }
    return true
  }
  let seed = from
  while (!isLucky(createWorld(seed))) seed++
  return createWorld(seed)
}

/** One person's calls, one after the other. */
export class Session {
  constructor(public world: World = luckyWorld()) {}

  #call(name: string, args: object): { error: boolean; seen: Observation } {
    const { observation, error, world } = callTool(this.world, { name, arguments: JSON.stringify(args) })
    this.world = world
    return { error, seen: JSON.parse(observation) }
  }

  done(name: string, args: object): Observation {
    const { error, seen } = this.#call(name, args)
    expect(error, JSON.stringify(seen)).toBe(false)
    return seen
  }

  refused(name: string, args: object): Observation {
    const { error, seen } = this.#call(name, args)
    expect(error, JSON.stringify(seen)).toBe(true)
    return seen
  }
}
