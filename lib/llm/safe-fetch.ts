import { type LookupAddress, lookup } from 'node:dns'
import { isIP, type LookupFunction } from 'node:net'
import { Agent, buildConnector, fetch } from 'undici'
import { type AllowPrivate, hostOf, portOf, whyBlocked } from './base-url'
import { ModelError } from './model-error'

/** An answer may be this long, unpacked. */
export const MAX_BODY_BYTES = 8 * 1024 * 1024
const CONNECT_MS = 10_000

/** What goes out beside the body. Others, such as headers that openai takes from the environment, stay here. */
const HEADERS = ['accept', 'authorization', 'content-type', 'user-agent']

class BlockedError extends Error {}

/** Looks a name up and hands the addresses on only when every one of them may be connected to: what was checked is what is used. */
function checkedLookup(port: number, secure: boolean, allowPrivate: AllowPrivate): LookupFunction {
  return (host, options, done) => {
    lookup(host, { ...options, all: true }, (error, found: LookupAddress[]) => {
      if (error) return done(error, '', 0)
      const addresses = found.map(({ address }) => address)
      const problem = whyBlocked(addresses, { host, port, secure }, allowPrivate)
      if (problem) return done(new BlockedError(problem), '', 0)
      if (options.all) return done(null, found)
      done(null, found[0]?.address ?? '', found[0]?.family ?? 0)
    })
  }
}

const agents = new WeakMap<AllowPrivate, Agent>()

/** One agent for each rule of the operator's: connections are kept, and each was checked when it was made. */
function agentFor(allowPrivate: AllowPrivate): Agent {
  const known = agents.get(allowPrivate)
  if (known) return known
  const connectors = new Map<string, buildConnector.connector>()
  const connect: buildConnector.connector = (options, done) => {
    const [port, secure] = [
      Number(options.port) || (options.protocol === 'http:' ? 80 : 443),
      options.protocol === 'https:',
    ]
    // For an address in the URL itself, net asks no look-up.
    const literal = options.hostname.replace(/^\[|\]$/g, '')
    const problem = isIP(literal) ? whyBlocked([literal], { host: literal, port, secure }, allowPrivate) : null
    if (problem) return done(new BlockedError(problem), null)
    const key = `${options.protocol}${port}`
    const connector =
      connectors.get(key) ??
      buildConnector({ lookup: checkedLookup(port, secure, allowPrivate), timeout: CONNECT_MS, autoSelectFamily: true })
    connectors.set(key, connector)
    connector(options, done)
  }
  // The time limit of a call is its own signal, from the first byte sent to the last one read.
  const agent = new Agent({ connect, headersTimeout: 0, bodyTimeout: 0, keepAliveTimeout: 10_000 })
  agents.set(allowPrivate, agent)
  return agent
}

interface Chunks {
  getReader(): { read(): Promise<{ done: boolean; value?: Uint8Array }>; cancel(): Promise<unknown> }
}

async function readBody(body: Chunks | null, maxBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  const reader = body?.getReader()
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    const chunk = part.value ?? new Uint8Array()
    bytes += chunk.byteLength
    if (bytes > maxBytes) {
      void reader?.cancel().catch(() => {})
      throw new ModelError(
        'TOO_LARGE',
        `The answer is longer than ${Math.round(maxBytes / 1024 / 1024)} MB. It was cut off and not kept.`,
      )
    }
    chunks.push(chunk)
  }
  const whole = new Uint8Array(bytes)
  let at = 0
  for (const chunk of chunks) {
    whole.set(chunk, at)
    at += chunk.byteLength
  }
  return whole
}

/** The innermost reason that says something. */
function causes(error: unknown): Error[] {
  const found: Error[] = []
  for (let at = error; at instanceof Error && found.length < 8; at = at.cause) found.push(at)
  const inner = found.at(-1)
  return inner instanceof AggregateError ? [...found, ...inner.errors.filter((one) => one instanceof Error)] : found
}

const TIMED_OUT = /^(UND_ERR_(CONNECT|HEADERS|BODY)_TIMEOUT|ETIMEDOUT)$/
const WORDS: Record<string, string> = {
  ECONNREFUSED: 'Nothing listens there.',
  ECONNRESET: 'The connection was cut.',
  EPIPE: 'The connection was cut.',
  UND_ERR_SOCKET: 'The connection was cut.',
  ENOTFOUND: 'The name is not known.',
  EAI_AGAIN: 'The name could not be looked up.',
  EHOSTUNREACH: 'There is no way to that address.',
  ENETUNREACH: 'There is no way to that network.',
}

/** What went wrong before an answer was whole, in the closed set. */
export function toNetworkError(error: unknown, host: string): ModelError {
  if (error instanceof ModelError) return error
  const chain = causes(error)
  const blocked = chain.find((one) => one instanceof BlockedError)
  if (blocked) return new ModelError('BLOCKED', blocked.message)
  const code = chain.map((one) => (one as NodeJS.ErrnoException).code ?? '').findLast((one) => one !== '') ?? ''
  if (TIMED_OUT.test(code)) return new ModelError('TIMEOUT', `${host} did not take the connection in time.`)
  const tls = /CERT|SSL|TLS|SELF_SIGNED|ALTNAME/.test(code)
    ? `Its certificate or encryption is not in order (${code}).`
    : ''
  return new ModelError('NETWORK', `${host} could not be reached. ${WORDS[code] ?? (tls || code)}`.trim())
}

/**
 * A fetch that only reaches what it may: addresses checked and pinned at connecting, redirects refused, the
 * answer read whole within the caller's signal and up to a size. Throws ModelError.
 */
export function createSafeFetch(
  allowPrivate: AllowPrivate,
  { maxBytes = MAX_BODY_BYTES, headers: sent = HEADERS }: { maxBytes?: number; headers?: readonly string[] } = {},
) {
  return async (target: string | URL | Request, init: RequestInit = {}): Promise<Response> => {
    const url = new URL(target instanceof Request ? target.url : target)
    if (url.protocol !== 'https:' && url.protocol !== 'http:')
      throw new ModelError('BLOCKED', 'Only http and https addresses are spoken to.')
    const given = new Headers(init.headers)
    const headers = sent.flatMap((name) => (given.has(name) ? [[name, given.get(name)!] as [string, string]] : []))
    try {
      const response = await fetch(url, {
        method: init.method ?? 'GET',
        headers,
        body: typeof init.body === 'string' ? init.body : null,
        signal: init.signal ?? null,
        redirect: 'manual',
        dispatcher: agentFor(allowPrivate),
      })
      const bytes = await readBody(response.body, maxBytes)
      if (response.status >= 300 && response.status < 400)
        throw new ModelError(
          'BLOCKED',
          `${url.host} answered with a redirect. Redirects are not followed: give the final address.`,
          {
            status: response.status,
          },
        )
      const empty = [204, 205, 304].includes(response.status)
      return new Response(empty ? null : bytes, { status: response.status, headers: [...response.headers] })
    } catch (error) {
      if (init.signal?.aborted) throw error
      throw toNetworkError(error, `${hostOf(url)}:${portOf(url)}`)
    }
  }
}
