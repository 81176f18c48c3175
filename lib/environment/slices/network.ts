import { stateFor } from '@/lib/core/sampling/random'
import { noiseOf } from '../noise'
import { Chance } from '../random'
import type { Records } from '../records'
import { type Machine, makeMachine } from './computer'

/**
 * The world's internet. Every name resolves to an address of the ranges that are kept for documentation, by the seed and
 * the name alone; names under ".invalid" and names without a dot resolve to nothing.
 */

export interface Resource {
  body: string
  type: string
  /** Simulated time of the last change, in ms. */
  at: number
}

export interface NetworkState {
  /** What was put on web servers, by address without query: it can be fetched again. */
  resources: Records<Resource>
  /** Machines that were reached, by name. */
  servers: Records<Machine>
}

export const seedNetwork = (_chance: Chance, start: number): NetworkState => ({
  resources: {
    'https://api.example.com/status': { body: '{"status":"ok"}', type: 'application/json', at: start },
    'https://api.example.com/items/1': {
      body: '{"id":1,"name":"Lamp","price":24.5,"stock":12}',
      type: 'application/json',
      at: start,
    },
    'https://api.example.com/items/2': {
      body: '{"id":2,"name":"Kettle","price":31,"stock":4}',
      type: 'application/json',
      at: start,
    },
  },
  servers: {},
})

const RANGES = ['192.0.2', '198.51.100', '203.0.113']

/** The address that a name has in this world. */
export function addressOf(seed: number, name: string): string {
  const noise = noiseOf(seed, `address of ${name.toLowerCase()}`)
  return `${RANGES[Math.floor(noise * 3)]}.${1 + Math.floor(((noise * 3) % 1) * 253)}`
}

const NAME = /^(?=.{1,253}$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)+$/i
const ADDRESS = /^\d{1,3}(?:\.\d{1,3}){3}$/
const LOCAL = new Set(['localhost', '127.0.0.1', '::1'])

/** A host's address; null: it cannot be resolved. An address is its own. */
export function resolveHost(seed: number, host: string): string | null {
  if (LOCAL.has(host.toLowerCase())) return '127.0.0.1'
  if (ADDRESS.test(host)) return host.split('.').every((part) => Number(part) <= 255) ? host : null
  if (!NAME.test(host) || /\.invalid$/i.test(host)) return null
  return addressOf(seed, host)
}

/** Round trip in ms: near hosts and far ones. */
export const latencyOf = (seed: number, host: string): number =>
  LOCAL.has(host) ? 0.04 : Math.round((4 + noiseOf(seed, `way to ${host}`) * 140) * 10) / 10

const SERVER_FILES: readonly [string, string][] = [
  ['README.txt', 'This server is looked after by the operations desk.\n'],
  ['backups/', ''],
  ['backups/2026-02-28.tar', '(an archive of 3 files)\n'],
  ['logs/', ''],
  ['logs/access.log', '203.0.113.9 GET /index.html 200\n203.0.113.14 GET /about.html 200\n'],
]

/** A server as it is when it is first reached. */
export const makeServer = (seed: number, host: string, user: string, start: number): Machine =>
  makeMachine(new Chance(stateFor(seed, `server ${host} ${user}`)), start, {
    hostname: host,
    user,
    files: SERVER_FILES,
  })
