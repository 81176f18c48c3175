import 'server-only'
import { refresh } from 'next/cache'
import { headers } from 'next/headers'
import type { z } from 'zod'
import { db } from '@/lib/data/client'
import type { Ctx } from '@/lib/services/context'
import { type Result, ServiceError } from '@/lib/services/errors'
import { findLockedActor, requireCaller } from './actor'
import { parseGiven } from './parse-given'
import { requireSameSite } from './require-same-site'
import { toResult } from './to-result'

type Verb<I, O> = (ctx: Ctx, input: I) => Promise<O>

const define =
  (authenticate: () => Promise<Ctx['actor']>, afterwards: () => void) =>
  <S extends z.ZodType, O>(schema: S, verb: Verb<z.output<S>, O>) =>
  (input: unknown): Promise<Result<O>> =>
    toResult(async () => {
      requireSameSite(await headers())
      const actor = await authenticate()
      const data = await verb({ actor, db: db(), now: new Date() }, parseGiven(schema, input))
      afterwards()
      return data
    })

/**
 * A server action: authenticate, parse, call the verb, answer with a typed result. Rules live in the verb, never here.
 * Afterwards the page it was called from is read again; no page is cached on the server.
 */
export const defineAction = define(requireCaller, refresh)

/** The one kind of action that a locked screen may call: unlocking. */
export const defineLockedAction = define(requireLockedCaller, () => {})

async function requireLockedCaller(): Promise<Ctx['actor']> {
  const actor = await findLockedActor()
  if (!actor) throw new ServiceError('gone', 'The screen is not locked any more. Load the page again.')
  return actor
}
