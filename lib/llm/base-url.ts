import { lookup } from 'node:dns/promises'
import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'

/**
 * Whether the operator lets Plumbline speak to an address that is not public. Asked with the address, the
 * name that stood in the URL, and the port. One function for the life of a process: connections are kept by it.
 */
export interface AllowPrivate {
  (address: string, host: string, port: number): boolean
  /** The setting by which the operator allows them. */
  setting?: string
}

/** An address out on the internet: no private, loopback, link-local, unique-local, shared, reserved or mapped one. */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false
  // `process` unwraps ::ffff:a.b.c.d, so that a mapped address is judged as what it reaches.
  return ipaddr.process(address.replace(/%.*$/, '')).range() === 'unicast'
}

export const portOf = (url: URL): number => (url.port ? Number(url.port) : url.protocol === 'http:' ? 80 : 443)
/** The host without the brackets of an IPv6 address and the dot that ends a full name. */
export const hostOf = (url: URL): string => url.hostname.replace(/^\[|\]$|\.$/g, '').toLowerCase()

/**
 * Why an address may not be connected to; null when it may. Public addresses are for https only, so that no
 * key travels unencrypted; everything else is for the operator to allow.
 */
export function whyBlocked(
  addresses: readonly string[],
  url: { host: string; port: number; secure: boolean },
  allowPrivate: AllowPrivate,
): string | null {
  const { host, port, secure } = url
  const bad = addresses.find((address) => !(secure && isPublicAddress(address)) && !allowPrivate(address, host, port))
  if (bad === undefined) return null
  const name = bad === host ? host : `${host} (${bad})`
  return isPublicAddress(bad)
    ? `${name} is out on the network, and plain http would send everything unencrypted: use https.`
    : `${name} is an address of this machine or of a private network. Only the operator can allow it, with ${allowPrivate.setting ?? 'PLUMBLINE_ALLOW_PRIVATE_MODELS'}.`
}

export type CheckedUrl = { ok: true; url: URL } | { ok: false; problem: string }
const list = (found: { address: string }[]) => found.map(({ address }) => address)
const refuse = (problem: string): CheckedUrl => ({ ok: false, problem })

function readUrl(text: string): CheckedUrl {
  if (!URL.canParse(text)) return refuse('This is no URL. It looks like https://api.example.org/v1.')
  const url = new URL(text)
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    return refuse('The URL must begin with https:// or http://.')
  if (url.username || url.password) return refuse('The URL must not hold a user name or password: give the key apart.')
  if (url.search || url.hash) return refuse('The URL must end with its path: no ? and no #.')
  return { ok: true, url }
}

/**
 * The check at saving: its form, and what its name resolves to now. At connecting the addresses are asked again
 * and pinned. The URL parser has already turned decimal, octal and hexadecimal hosts into dotted ones.
 */
export async function checkBaseUrl(text: string, allowPrivate: AllowPrivate): Promise<CheckedUrl> {
  const read = readUrl(text)
  if (!read.ok) return read
  const { url } = read
  const host = hostOf(url)
  const addresses = isIP(host) ? [host] : await lookup(host, { all: true }).then(list, () => [])
  const problem = whyBlocked(addresses, { host, port: portOf(url), secure: url.protocol === 'https:' }, allowPrivate)
  return problem ? refuse(problem) : read
}
