import 'server-only'
import type { z } from 'zod'
import { db } from '@/lib/data/client'
import type { Ctx } from '@/lib/services/context'
import { HTTP_STATUS, type Result } from '@/lib/services/errors'
import { findLockedActor, requireCaller } from './actor'
import { parseGiven } from './parse-given'
import { parseJson, readBody, requireJson } from './read-body'
import { requireSameSite } from './require-same-site'
import { toResult } from './to-result'

interface RouteOptions<S extends z.ZodType> {
  input: S
  /** Bytes of body that are read at most; 1 MiB unless told. */
  maxBytes?: number
  /** A locked session may call it too. */
  lockedToo?: boolean
}

/** A JSON route over one verb: same site only, authenticated, bounded, parsed, never cached. */
export function defineRoute<S extends z.ZodType, O>(
  { input, maxBytes = 2 ** 20, lockedToo = false }: RouteOptions<S>,
  verb: (ctx: Ctx, input: z.output<S>) => Promise<O>,
): (request: Request) => Promise<Response> {
  return async (request) =>
    respond(
      await toResult(async () => {
        requireSameSite(request.headers)
        const actor = (lockedToo && (await findLockedActor())) || (await requireCaller())
        const body = parseGiven(input, await readJson(request, maxBytes))
        return verb({ actor, db: db(), now: new Date() }, body)
      }),
    )
}

export function respond<T>(result: Result<T>): Response {
  const headers: Record<string, string> = { 'Cache-Control': 'no-store' }
  if (!result.ok && (result.code === 'unavailable' || result.code === 'limited')) headers['Retry-After'] = '5'
  return Response.json(result, { status: result.ok ? 200 : HTTP_STATUS[result.code], headers })
}

async function readJson(request: Request, maxBytes: number): Promise<unknown> {
  requireJson(request)
  return parseJson(await readBody(request, maxBytes))
}
