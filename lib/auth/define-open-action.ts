import 'server-only'
import { headers } from 'next/headers'
import type { z } from 'zod'
import type { PrismaClient } from '@/lib/data/client'
import { db } from '@/lib/data/client'
import type { Result } from '@/lib/services/errors'
import { clientAddress } from './client-address'
import { parseGiven } from './parse-given'
import { requireSameSite } from './require-same-site'
import { toResult } from './to-result'

/** What a verb gets that nobody signed in calls: set-up and invitations, which prove themselves by their link. */
export interface OpenCtx {
  db: PrismaClient
  now: Date
  ip: string | null
}

/** A server action for people without an account. */
export function defineOpenAction<S extends z.ZodType, O>(
  schema: S,
  verb: (ctx: OpenCtx, input: z.output<S>) => Promise<O>,
): (input: unknown) => Promise<Result<O>> {
  return (input) =>
    toResult(async () => {
      const sent = await headers()
      requireSameSite(sent)
      return verb({ db: db(), now: new Date(), ip: clientAddress(sent) }, parseGiven(schema, input))
    })
}
