import { z } from 'zod'
import type { Endpoint } from '@/lib/core/api/endpoint'
import { API_BODY_BYTES } from '@/lib/core/api/limits'
import { db } from '@/lib/data/client'
import { sha256 } from '@/lib/data/hash'
import type { Ctx, TokenActor } from '@/lib/services/context'
import { HTTP_STATUS, type Result, ServiceError } from '@/lib/services/errors'
import { type Answer, answerOnce } from '@/lib/services/tokens/answer-once'
import { authenticateToken } from '@/lib/services/tokens/authenticate-token'
import { clientAddress } from './client-address'
import { parseGiven } from './parse-given'
import { parseJson, readBody, requireJson } from './read-body'
import { type FileGiven, fileResponse } from './stream-file'
import { refusal } from './to-result'

export interface ApiCtx extends Ctx {
  actor: TokenActor
  /** The token's own, and the only one it reaches. */
  projectId: string
}

interface Asked<P, Q, B> {
  params: P
  query: Q
  body: B
}
/** What a file became before the request is answered, and how to take it back where the answer was given already. */
export interface Received<R> {
  value: R
  hash: string
  discard: () => Promise<unknown>
}
type Schema<T extends z.ZodType> = z.output<T>
/** Next gives an address without parameters none at all. */
type RouteContext = { params: Promise<Record<string, string | string[] | undefined> | undefined> }

/**
 * A route of /api/v1: token, rate, scope, parse, verb, answer. Cookies are never read, so that no page of another site can
 * ask in somebody's name; no header lets one read an answer. Of what a verb brings only what the endpoint names is answered.
 */
export function defineApi<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, A extends z.ZodType>(
  endpoint: Endpoint<P, Q, B, A>,
  verb: (ctx: ApiCtx, asked: Asked<Schema<P>, Schema<Q>, Schema<B>>) => Promise<z.input<A>>,
) {
  return handler(endpoint, async (ctx, request, route) => {
    const at = await parseAddress(endpoint, request, route)
    const raw = endpoint.method === 'POST' ? await readBody(request, API_BODY_BYTES) : Buffer.alloc(0)
    if (raw.length > 0 && endpoint.body) requireJson(request)
    const given = endpoint.body ? parseGiven(endpoint.body, raw.length > 0 ? parseJson(raw) : {}) : ({} as Schema<B>)
    return answer(ctx, request, endpoint, sha256(raw), (inner) => verb(inner, { ...at, body: given }))
  })
}

/** The same for a request whose body is a file: it is streamed to its place first, under no transaction. */
export function defineApiUpload<P extends z.ZodType, Q extends z.ZodType, A extends z.ZodType, R>(
  endpoint: Endpoint<P, Q, z.ZodType, A>,
  receive: (ctx: ApiCtx, query: Schema<Q>, body: ReadableStream<Uint8Array>) => Promise<Received<R>>,
  verb: (ctx: ApiCtx, value: R, query: Schema<Q>) => Promise<z.input<A>>,
) {
  return handler(endpoint, async (ctx, request, route) => {
    const { query } = await parseAddress(endpoint, request, route)
    if (!request.body) throw new ServiceError('invalid', 'The request has no file in it. Nothing was kept.')
    const { value, hash, discard } = await receive(ctx, query, request.body)
    try {
      const given = await answer(ctx, request, endpoint, hash, (inner) => verb(inner, value, query))
      if (given.replayed) await discard()
      return given
    } catch (error) {
      await discard()
      throw error
    }
  })
}

/** The same for an answer that is a file. Whatever refuses it does so before the first byte. */
export function defineApiFile<P extends z.ZodType, Q extends z.ZodType>(
  endpoint: Endpoint<P, Q>,
  verb: (ctx: ApiCtx, asked: Omit<Asked<Schema<P>, Schema<Q>, never>, 'body'>) => Promise<FileGiven>,
) {
  return answering(endpoint, async (ctx, request, route) =>
    fileResponse(await verb(ctx, await parseAddress(endpoint, request, route))),
  )
}

type Given = Answer & { replayed: boolean }

const handler = (
  endpoint: Pick<Endpoint, 'scope'>,
  run: (ctx: ApiCtx, request: Request, route: RouteContext) => Promise<Given>,
) =>
  answering(endpoint, async (ctx, request, route) => {
    const { status, body, replayed } = await run(ctx, request, route)
    return new Response(body, { status, headers: { ...HEADERS, ...(replayed && { 'Idempotency-Replayed': 'true' }) } })
  })

function answering(
  { scope }: Pick<Endpoint, 'scope'>,
  run: (ctx: ApiCtx, request: Request, route: RouteContext) => Promise<Response>,
) {
  return async (request: Request, route: RouteContext): Promise<Response> => {
    try {
      const actor = await authenticateToken(
        { db: db() },
        { token: readBearer(request), ip: clientAddress(request.headers) },
      )
      if (!actor.scopes.includes(scope))
        throw new ServiceError('forbidden', `This token may not do this: it lacks the scope ${scope}.`)
      return await run({ actor, db: db(), now: new Date(), projectId: actor.projectId }, request, route)
    } catch (error) {
      return refuse(refusal(error))
    }
  }
}

const HEADERS = { 'Content-Type': 'application/json', 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' }

/** A refusal as /api/v1 says it. */
export function refuse({ code, message, fieldErrors }: Extract<Result<never>, { ok: false }>): Response {
  const headers = {
    ...HEADERS,
    ...(code === 'unauthenticated' && { 'WWW-Authenticate': 'Bearer' }),
    ...((code === 'limited' || code === 'unavailable') && { 'Retry-After': '1' }),
  }
  const error = { code, message, ...(fieldErrors && { fields: fieldErrors }) }
  return new Response(JSON.stringify({ error }), { status: HTTP_STATUS[code], headers })
}

function readBearer(request: Request): string {
  const [, token] = /^Bearer +(\S+)$/i.exec(request.headers.get('authorization') ?? '') ?? []
  if (token) return token
  throw new ServiceError('unauthenticated', 'Send a project token: Authorization: Bearer plumb_… (Settings → Tokens).')
}

async function parseAddress<P extends z.ZodType, Q extends z.ZodType>(
  { params, query }: Pick<Endpoint<P, Q>, 'params' | 'query'>,
  request: Request,
  route: RouteContext,
): Promise<{ params: Schema<P>; query: Schema<Q> }> {
  const search = new URL(request.url).searchParams
  const twice = [...search.keys()].find((name) => search.getAll(name).length > 1)
  if (twice) throw new ServiceError('invalid', `The parameter ${twice} stands there more than once.`)
  return {
    params: parseGiven(params, (await route.params) ?? {}),
    query: parseGiven(query, Object.fromEntries(search)),
  }
}

const KEY = /^[\x21-\x7e]{1,255}$/

async function answer<A extends z.ZodType>(
  ctx: ApiCtx,
  request: Request,
  endpoint: Pick<Endpoint<z.ZodType, z.ZodType, z.ZodType, A>, 'method' | 'answer' | 'status'>,
  bodyHash: string,
  act: (ctx: ApiCtx) => Promise<z.input<A>>,
): Promise<Given> {
  const run = async (inner: Ctx): Promise<Answer> => {
    const brought = await act({ ...ctx, ...inner, actor: ctx.actor })
    return { status: endpoint.status, body: JSON.stringify(shape(endpoint.answer, brought)) }
  }
  const key = request.headers.get('idempotency-key')
  if (key === null || endpoint.method === 'GET') return { ...(await run(ctx)), replayed: false }
  if (!KEY.test(key))
    throw new ServiceError('invalid', 'An Idempotency-Key is 1 to 255 printable ASCII characters. Nothing was done.')
  const { pathname, search } = new URL(request.url)
  const requestHash = sha256([endpoint.method, pathname + search, bodyHash].join('\n'))
  return answerOnce(ctx, { key, requestHash }, run)
}

/** An answer that is not as the endpoint says is our own mistake, never the caller's. */
function shape<A extends z.ZodType>(schema: A, brought: z.input<A>): z.output<A> {
  const shaped = schema.safeParse(brought)
  if (shaped.success) return shaped.data
  throw new Error(`an answer is not as its endpoint says: ${z.prettifyError(shaped.error)}`)
}
