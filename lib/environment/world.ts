import { stateFor } from '@/lib/core/sampling/random'
import { Chance } from './random'
import { SEEDS, type Slices } from './slices'

/**
 * Everything that the tools act on. Immutable: a call answers with the next world, which shares what did not change.
 * Chance is a function of the seed and the number of the call, so an edited step leaves the luck of later ones alone.
 */
export interface World {
  readonly seed: number
  /** Calls made so far, the one under way included. */
  readonly calls: number
  /** Simulated time in ms since 1970; every call moves it on. */
  readonly now: number
  /** Slices as they were changed; the others are as they were seeded. */
  readonly changed: Partial<Slices>
  readonly seeded: SeededSlices
}

/** Seeds a slice at its first use and keeps it: what is not used costs nothing. Shared by all worlds after one start. */
class SeededSlices {
  #made: Partial<Slices> = {}

  constructor(
    readonly seed: number,
    readonly start: number,
  ) {}

  get<K extends keyof Slices>(name: K): Slices[K] {
    const made: Slices[K] | undefined = this.#made[name]
    if (made !== undefined) return made
    const seeded = SEEDS[name](new Chance(stateFor(this.seed, name)), this.start) as Slices[K]
    this.#made[name] = seeded
    return seeded
  }
}

/** Monday, 2 March 2026, 08:00 UTC; a world starts within the four weeks after it, by day. */
const FIRST_START = 1_772_438_400_000
const HOUR = 3_600_000

/** The world before the first call. `seed`: a whole number from 0 to 2^53 − 1. */
export function createWorld(seed: number): World {
  const chance = new Chance(stateFor(seed, 'start'))
  const start = FIRST_START + chance.int(0, 27) * 24 * HOUR + chance.int(0, 9 * HOUR)
  return { seed, calls: 0, now: start, changed: {}, seeded: new SeededSlices(seed, start) }
}

/** A slice as it is now. */
export function sliceOf<K extends keyof Slices>(world: World, name: K): Slices[K] {
  return (world.changed[name] as Slices[K] | undefined) ?? world.seeded.get(name)
}

/** The world with a slice replaced. */
export function withSlice<K extends keyof Slices>(world: World, name: K, slice: Slices[K]): World {
  const { seed, calls, now, changed, seeded } = world
  return { seed, calls, now, changed: { ...changed, [name]: slice }, seeded }
}

/** The world at its next call, half a second to three seconds on, with the chance of that call. */
export function nextTurn({ seed, calls, now, changed, seeded }: World): { world: World; chance: Chance } {
  const chance = new Chance(stateFor(seed, calls + 1))
  return { world: { seed, calls: calls + 1, now: now + chance.int(500, 3_000), changed, seeded }, chance }
}

/** "2026-03-04T10:15:30.000Z" */
export const isoTime = (ms: number): string => new Date(ms).toISOString()
