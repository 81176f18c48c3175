import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'

/** One thing that the operator allows: a name, an address or a range, on every port or on one. */
export interface PrivateModel {
  /** Lower case; an address or range in the library's own form, so that every spelling is the same. */
  host: string | null
  range: [ipaddr.IPv4 | ipaddr.IPv6, number] | null
  port: number | null
}

const NAME = /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i

function readRange(text: string): PrivateModel['range'] {
  if (ipaddr.isValidCIDR(text)) return ipaddr.parseCIDR(text)
  if (isIP(text) === 0) return null
  const address = ipaddr.process(text)
  return [address, address.kind() === 'ipv4' ? 32 : 128]
}

/** `127.0.0.1`, `127.0.0.1:11434`, `[::1]:8080`, `10.0.0.0/8`, `ollama`, `models.lan:8000`; null when it is none of these. */
export function readPrivateModel(text: string): PrivateModel | null {
  const bracketed = /^\[([^\]]+)\](?::(\d+))?$/.exec(text)
  const bare = bracketed ?? (isIP(text) === 6 || text.includes('/') ? null : /^([^:]+)(?::(\d+))?$/.exec(text))
  const [host, digits] = bare ? [bare[1] ?? '', bare[2]] : [text, undefined]
  const port = digits === undefined ? null : Number(digits)
  if (port !== null && (port < 1 || port > 65_535)) return null
  const range = readRange(host)
  if (range) return { host: null, range, port }
  return NAME.test(host) && !/^[\d.]+$/.test(host) ? { host: host.toLowerCase(), range: null, port } : null
}

const inRange = (address: string, [base, bits]: NonNullable<PrivateModel['range']>) => {
  if (!ipaddr.isValid(address)) return false
  const parsed = ipaddr.process(address.replace(/%.*$/, ''))
  return parsed.kind() === base.kind() && parsed.match(base, bits)
}

/** The operator's rule as a question: may this address, reached by this name on this port, be spoken to? */
export function allowPrivate(allowed: readonly PrivateModel[], setting = 'PLUMBLINE_ALLOW_PRIVATE_MODELS') {
  const rule = (address: string, host: string, port: number): boolean =>
    allowed.some(
      (one) =>
        (one.port === null || one.port === port) &&
        (one.host === null ? one.range !== null && inRange(address, one.range) : one.host === host),
    )
  return Object.assign(rule, { setting })
}
