import { readdirSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll } from 'vitest'
import type { ApiScope } from '@/lib/core/api/scopes'
import { API_SCOPES } from '@/lib/core/api/scopes'
import type { PrismaClient } from '@/lib/data/client'
import { makeToken } from '@/lib/services/tokens/make-token'
import type { TestDatabase } from './database'
import { userActor } from './factories'
import { root } from './server'

/** /api/v1 as it is served: the route files themselves, asked by Request, over the test's own database. */

type Handler = (request: Request, route: { params: Promise<Record<string, string> | undefined> }) => Promise<Response>
export interface ApiRoute {
  /** As the OpenAPI document writes it. */
  path: string
  file: string
  handlers: Partial<Record<'GET' | 'POST', Handler>>
}

const folder = path.join(root, 'app/api/v1')

/** Every route file that answers with data, with its address. */
export const loadRoutes = (): Promise<ApiRoute[]> =>
  Promise.all(
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('route.ts') && !/unknown|openapi/.test(file))
      .sort()
      .map(async (file) => ({
        path: `/${path.dirname(file)}`.replaceAll('[', '{').replaceAll(']', '}'),
        file: `app/api/v1/${file}`,
        handlers: await import(path.join(folder, file)),
      })),
  )

export interface Called {
  status: number
  headers: Headers
  text: string
  // biome-ignore lint/suspicious/noExplicitAny: an answer is whatever the test says it is.
  json: any
}

interface Sent {
  token?: string
  body?: unknown
  /** The bytes of a file. */
  file?: string
  headers?: Record<string, string>
}

/** What `db()` gives, until the test file is over: the test's own database. */
const held = globalThis as { plumblineDb?: PrismaClient }

export function testApi(t: TestDatabase) {
  let routes: ApiRoute[] = []
  let before: PrismaClient | undefined
  const env = {
    DATABASE_URL: 'postgres://unused',
    PLUMBLINE_URL: 'http://localhost:4170',
    PLUMBLINE_SESSION_SECRET: 'a session secret that only tests use, long enough',
  }
  beforeAll(async () => {
    for (const [name, value] of Object.entries(env)) process.env[name] ??= value
    before = held.plumblineDb
    held.plumblineDb = t.db
    routes = await loadRoutes()
  })
  afterAll(() => {
    held.plumblineDb = before
  })

  async function call(
    method: 'GET' | 'POST',
    address: string,
    { token, body, file, headers }: Sent = {},
  ): Promise<Called> {
    const url = new URL(`/api/v1${address}`, 'http://localhost:4170')
    const asked = url.pathname.slice('/api/v1'.length)
    for (const route of routes) {
      const names = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!)
      const match = new RegExp(`^${route.path.replaceAll(/\{\w+\}/g, '([^/]+)')}$`).exec(asked)
      const handler = route.handlers[method]
      if (!match || !handler) continue
      const params = Object.fromEntries(names.map((name, index) => [name, match[index + 1]!]))
      const sent = {
        ...(token !== undefined && { Authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
        ...headers,
      }
      const content = file ?? (typeof body === 'string' || body === undefined ? body : JSON.stringify(body))
      const request = new Request(url, {
        method,
        headers: sent,
        ...(content !== undefined && { body: content as string }),
      })
      const response = await handler(request, { params: Promise.resolve(names.length > 0 ? params : undefined) })
      const text = await response.text()
      const isJson = /^application\/json$/.test(response.headers.get('content-type') ?? '')
      return { status: response.status, headers: response.headers, text, json: isJson ? JSON.parse(text) : null }
    }
    throw new Error(`No route for ${method} ${address}`)
  }

  /** A token made by the product's own verb, for this person. */
  async function tokenFor(
    user: { id: string },
    project: { id: string },
    scopes: readonly ApiScope[] = API_SCOPES,
  ): Promise<{ id: string; token: string }> {
    const ctx = t.ctx(await userActor(t.db, user))
    return makeToken(ctx, { projectId: project.id, name: 'A program', scopes: [...scopes], days: 30 })
  }

  return { call, tokenFor, routes: () => routes }
}
