import { BAD_LUCK, defineTool, done, fail } from '../../define-tool'
import { noiseOf } from '../../noise'
import type { Chance } from '../../random'
import { latencyOf, resolveHost } from '../../slices/network'
import { type Answer, deleteResource, get, isLocalPortOpen, post, putResource } from '../../web/server'
import { isoTime, type World } from '../../world'

const REASONS: Record<number, string> = {
  200: 'OK',
  201: 'Created',
  204: 'No Content',
  301: 'Moved Permanently',
  404: 'Not Found',
  413: 'Content Too Large',
  429: 'Too Many Requests',
  503: 'Service Unavailable',
  507: 'Insufficient Storage',
}

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE' | 'HEAD' | 'OPTIONS'

function serve(
  world: World,
  url: URL,
  method: Method,
  data: string | object,
  chance: Chance,
): { answer: Answer; world: World } {
  const luck = chance.next()
  const type = 'application/json'
  if (luck < BAD_LUCK / 2) {
    return {
      answer: { status: 429, type, body: '{"error":"too many requests"}', headers: { 'retry-after': '30' } },
      world,
    }
  }
  if (luck < BAD_LUCK) return { answer: { status: 503, type, body: '{"error":"service unavailable"}' }, world }
  if (method === 'POST') return post(world, url, data, chance)
  if (method === 'PUT') return putResource(world, url, data)
  if (method === 'DELETE') return deleteResource(world, url)
  if (method === 'OPTIONS') {
    const allow = 'GET, POST, PUT, DELETE, HEAD, OPTIONS'
    return { answer: { status: 204, type: 'text/plain', body: '', headers: { allow } }, world }
  }
  const answer = get(world, url)
  return { answer: method === 'HEAD' ? { ...answer, body: '' } : answer, world }
}

/** Servers whose certificate nobody has signed. */
const SELF_SIGNED_SHARE = 0.015

/** Why no answer comes; null when one does. */
function whyUnreachable(world: World, url: URL, verify: boolean): string | null {
  const { hostname, protocol } = url
  if (resolveHost(world.seed, hostname) === null) return `Could not resolve host: ${hostname}`
  const local = hostname === 'localhost' || hostname === '127.0.0.1'
  if (local && !isLocalPortOpen(world, url)) return `Failed to connect to ${url.host}: Connection refused`
  if (
    protocol === 'https:' &&
    verify &&
    !local &&
    noiseOf(world.seed, `certificate of ${hostname}`) < SELF_SIGNED_SHARE
  ) {
    return `SSL certificate problem: the certificate of ${hostname} is self-signed`
  }
  return null
}

function readUrl(text: string): URL | null {
  const url = URL.canParse(text) ? new URL(text) : null
  return url && /^https?:$/.test(url.protocol) ? url : null
}

const httpRequest = defineTool({
  name: 'http_request',
  capability: 'System_Tools.make_request',
  description: 'Sends an HTTP request and returns the answer: status, headers and body.',
  parameters: {
    type: 'object',
    properties: {
      url: { type: 'string', description: 'Address to ask, with http:// or https://' },
      method: {
        type: 'string',
        enum: ['GET', 'POST', 'PUT', 'DELETE', 'HEAD', 'OPTIONS'],
        description: 'HTTP method',
        default: 'GET',
      },
      headers: { type: 'object', description: 'Headers to send: names with their values' },
      data: { type: ['string', 'object'], description: 'Body to send; an object is sent as JSON' },
      timeout: { type: 'integer', description: 'Seconds to wait for the answer', default: 30 },
      follow_redirects: { type: 'boolean', description: 'Whether to go where a redirect points', default: true },
      verify_ssl: { type: 'boolean', description: "Whether the server's certificate must be valid", default: true },
    },
    required: ['url'],
  },
  run(world, { url: text, method, data = '', timeout, follow_redirects, verify_ssl }, chance) {
    const refused = (error: string) => fail(world, { ok: false, error, url: text })
    const url = readUrl(text)
    if (!url) return refused('The address must begin with http:// or https:// and name a host')
    if (timeout < 1) return refused('timeout must be at least 1 second')
    const reason = whyUnreachable(world, url, verify_ssl)
    if (reason) return refused(reason)
    const elapsed_ms = Math.round(latencyOf(world.seed, url.hostname) * 2 + chance.next() * 60)
    const moved = url.protocol === 'http:' && /(?:^|\.)example\.(?:com|org|net|edu)$/.test(url.hostname)
    const location = moved ? `https://${url.href.slice('http://'.length)}` : url.href
    if (moved && !follow_redirects) {
      return done(world, { ok: true, status: 301, reason: REASONS[301], headers: { location }, body: '', elapsed_ms })
    }
    const { answer, world: after } = serve(world, url, method, data, chance)
    const { status, type, body, headers } = answer
    const observation = {
      ok: status < 400,
      status,
      reason: REASONS[status],
      url: location,
      headers: { 'content-type': type, date: isoTime(world.now), ...headers },
      body,
      elapsed_ms,
      ...(moved && { redirects: 1 }),
    }
    return status < 400 ? done(after, observation) : fail(after, observation)
  },
})

export const makeRequest = [httpRequest]
