import type { JsonScalar } from '@/lib/core/json/tokens'
import type { Chance } from './random'
import type { JsonObject, ObjectSchema, ValueOf } from './schema'
import type { World } from './world'

/** What a tool answers with; fields that are undefined are left out of its text. */
export type Observation = JsonScalar | readonly Observation[] | { readonly [key: string]: Observation | undefined }

/** What a call came to: refused actions are observations too. */
export interface Outcome {
  observation: Observation
  world: World
  error?: boolean
}

export interface Tool {
  readonly name: string
  /** As chains name it, e.g. "Communication.send_email". */
  readonly capability: string
  readonly description: string
  readonly parameters: ObjectSchema
  /** `args` have passed the schema's check and hold its defaults. */
  readonly run: (world: World, args: JsonObject, chance: Chance) => Outcome
}

interface Definition<S extends ObjectSchema> {
  name: string
  capability: string
  description: string
  parameters: S
  /** A pure function of what it is given; chance is the only luck that it may use. */
  run(world: World, args: ValueOf<S>, chance: Chance): Outcome
}

/** The arguments' types follow from the schema; the check before each run makes them true. */
export const defineTool = <const S extends ObjectSchema>(definition: Definition<S>): Tool =>
  definition as unknown as Tool

export const done = (world: World, observation: Observation): Outcome => ({ world, observation })

/** A refused action: what it left of the world is as before, unless a changed world is given. */
export const fail = (world: World, observation: Observation): Outcome => ({ world, observation, error: true })

/** The share of calls that fail for no reason of the caller's: a rate limit, an outage. One share a call, never more. */
export const BAD_LUCK = 0.015
