import { noiseOf } from '../noise'
import type { Chance } from '../random'
import { drop, find, put } from '../records'
import { MEDIA_HOST } from '../slices/media'
import type { Resource } from '../slices/network'
import { sliceOf, type World, withSlice } from '../world'
import { findPage, htmlOf } from './pages'

/** What the world's web servers answer. Nothing is sent anywhere. */

export interface Answer {
  status: number
  type: string
  body: string
  headers?: { [name: string]: string }
}

const JSON_TYPE = 'application/json'
/** Characters of what is put on a server, and how many things are kept there. */
const BODY_SIZE = 50_000
const RESOURCES = 500

const json = (status: number, value: object): Answer => ({ status, type: JSON_TYPE, body: JSON.stringify(value) })
const notFound = (url: URL) => json(404, { error: 'not found', path: url.pathname })

const keyOf = (url: URL) => `https://${url.host}${url.pathname.replace(/\/$/, '')}`

export function get(world: World, url: URL): Answer {
  const { resources } = sliceOf(world, 'network')
  const key = keyOf(url)
  const stored = find(resources, key)
  if (stored) return { status: 200, type: stored.type, body: stored.body }
  if (url.hostname === 'localhost' || url.hostname === '127.0.0.1') return getLocal(world, url)
  if (url.hostname === MEDIA_HOST) return getMedium(world, url)
  const page = findPage(world, url.hostname, url.pathname)
  if (page) return { status: 200, type: 'text/html', body: htmlOf(page) }
  const below = Object.entries(resources).filter(([one]) => one.startsWith(`${key}/`))
  if (below.length > 0)
    return {
      status: 200,
      type: JSON_TYPE,
      body: `[${below
        .map(([, { body }]) => body)
        .join(',')
        .slice(0, BODY_SIZE)}]`,
    }
  return url.hostname === 'api.example.com' ? notFound(url) : getElsewhere(world, url)
}

function getLocal(world: World, url: URL): Answer {
  const port = Number(url.port || (url.protocol === 'https:' ? 443 : 80))
  const container = sliceOf(world, 'containers').containers.find(({ ports }) => ports.some(({ host }) => host === port))
  return { status: 200, type: 'text/plain', body: `${container?.image ?? 'server'} answers on port ${port}\n` }
}

/** A port of this computer answers when a container opened it. */
export const isLocalPortOpen = (world: World, url: URL): boolean => {
  const port = Number(url.port || (url.protocol === 'https:' ? 443 : 80))
  return sliceOf(world, 'containers').containers.some(({ ports }) => ports.some(({ host }) => host === port))
}

function getMedium(world: World, url: URL): Answer {
  const medium = find(sliceOf(world, 'media').made, keyOf(url))
  if (!medium) return notFound(url)
  return {
    status: 200,
    type: medium.type,
    body: `(${medium.kind}, ${medium.measure})`,
    headers: { 'content-length': String(medium.bytes) },
  }
}

const LOOKS_LIKE_API = /^api[.-]|\.json$|\/(?:api|v\d+|graphql|rest)(?:\/|$)/

/** Any other address answers blandly, and the same at every visit. */
function getElsewhere({ seed }: World, url: URL): Answer {
  const noise = noiseOf(seed, `page ${keyOf(url)}`)
  if (noise < 0.05)
    return { status: 404, type: 'text/html', body: htmlOf({ title: 'Not found', snippet: 'There is no such page.' }) }
  if (!LOOKS_LIKE_API.test(url.hostname) && !LOOKS_LIKE_API.test(url.pathname)) {
    const title = `${url.hostname}${url.pathname}`
    return { status: 200, type: 'text/html', body: htmlOf({ title, snippet: 'A page of this site.' }) }
  }
  const items = [1, 2, 3].map((id) => ({ id, name: `entry ${id}`, value: Math.floor(((noise * id * 7) % 1) * 1000) }))
  return json(200, { status: 'ok', path: url.pathname, count: items.length, items })
}

interface Stored {
  answer: Answer
  world: World
}

const keepResource = (world: World, key: string, resource: Resource): World => {
  const network = sliceOf(world, 'network')
  return withSlice(world, 'network', { ...network, resources: put(network.resources, key, resource) })
}

const isFull = (world: World) => Object.keys(sliceOf(world, 'network').resources).length >= RESOURCES

/** A new resource below the address; what is JSON gets its id. */
export function post(world: World, url: URL, data: string | object, chance: Chance): Stored {
  const text = typeof data === 'string' ? data : JSON.stringify(data)
  if (text.length > BODY_SIZE) return { answer: json(413, { error: 'payload too large' }), world }
  if (isFull(world)) return { answer: json(507, { error: 'insufficient storage' }), world }
  const id = chance.digits(6)
  const key = `${keyOf(url)}/${id}`
  const body = typeof data === 'string' ? text : JSON.stringify({ ...data, id: Number(id) })
  const type = typeof data === 'string' ? 'text/plain' : JSON_TYPE
  const after = keepResource(world, key, { body, type, at: world.now })
  const answer = { ...json(201, { id: Number(id), created: true }), headers: { location: key } }
  return { answer, world: after }
}

export function putResource(world: World, url: URL, data: string | object): Stored {
  const body = typeof data === 'string' ? data : JSON.stringify(data)
  const key = keyOf(url)
  const known = find(sliceOf(world, 'network').resources, key) !== undefined
  if (body.length > BODY_SIZE) return { answer: json(413, { error: 'payload too large' }), world }
  if (!known && isFull(world)) return { answer: json(507, { error: 'insufficient storage' }), world }
  const type = typeof data === 'string' ? 'text/plain' : JSON_TYPE
  const after = keepResource(world, key, { body, type, at: world.now })
  return { answer: json(known ? 200 : 201, { updated: known, created: !known }), world: after }
}

export function deleteResource(world: World, url: URL): Stored {
  const network = sliceOf(world, 'network')
  const key = keyOf(url)
  if (!find(network.resources, key)) return { answer: notFound(url), world }
  const after = withSlice(world, 'network', { ...network, resources: drop(network.resources, key) })
  return { answer: { status: 204, type: 'text/plain', body: '' }, world: after }
}
