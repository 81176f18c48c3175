import { BAD_LUCK, defineTool, done, fail } from '../../define-tool'
import { noiseOf } from '../../noise'
import type { Chance } from '../../random'
import { addressOf, latencyOf, resolveHost } from '../../slices/network'
import type { World } from '../../world'

const MOST_PINGS = 20
const SILENT_SHARE = 0.04

const tenth = (value: number) => Math.round(value * 10) / 10

/** A few hosts of a world never answer to pings. */
const isSilent = ({ seed }: World, host: string) => noiseOf(seed, `silence of ${host}`) < SILENT_SHARE

function ping(world: World, host: string, ip: string, count: number, chance: Chance) {
  const base = latencyOf(world.seed, host)
  const silent = isSilent(world, host)
  const times = Array.from({ length: count }, () =>
    silent || chance.happens(0.02) ? null : tenth(base + chance.next() * 3),
  )
  const answered = times.filter((time) => time !== null)
  const sum = answered.reduce((all, time) => all + time, 0)
  const mean = () => ({ min: Math.min(...answered), avg: tenth(sum / answered.length), max: Math.max(...answered) })
  return {
    operation: 'ping',
    target: host,
    ip,
    packets: { sent: count, received: answered.length, loss_percent: tenth(100 - (answered.length / count) * 100) },
    rtt_ms: answered.length > 0 ? mean() : null,
  }
}

function traceroute({ seed }: World, host: string, ip: string, chance: Chance) {
  const length = 4 + Math.floor(noiseOf(seed, `hops to ${host}`) * 7)
  const total = latencyOf(seed, host)
  const hops = Array.from({ length }, (_, index) => {
    const last = index === length - 1
    const hop = index + 1
    if (!last && chance.happens(0.08)) return { hop, host: '*', ip: null, rtt_ms: null }
    const name = last ? host : `hop${hop}.transit.example.net`
    const rtt = tenth((total * hop) / length + chance.next())
    return { hop, host: name, ip: last ? ip : addressOf(seed, `${name} on the way to ${host}`), rtt_ms: rtt }
  })
  return { operation: 'traceroute', target: host, ip, hops }
}

const networkDiagnostic = defineTool({
  name: 'network_diagnostic',
  capability: 'System_Tools.diagnose_network',
  description: 'Pings a host, traces the way to it, or looks up its address.',
  parameters: {
    type: 'object',
    properties: {
      target: { type: 'string', description: 'Name or IP address of the host' },
      operation: { type: 'string', enum: ['ping', 'traceroute', 'nslookup'], description: 'What to do' },
      args: {
        type: 'object',
        description: 'Settings of the operation',
        properties: {
          count: { type: 'integer', description: 'How many pings to send' },
          timeout: { type: 'integer', description: 'Seconds to wait' },
          dns_server: { type: 'string', description: 'Name server that nslookup asks' },
        },
      },
    },
    required: ['target', 'operation'],
  },
  run(world, { target, operation, args = {} }, chance) {
    const host = target.trim()
    const refused = (code: string, message: string) => fail(world, { operation, target, error: { code, message } })
    const ip = resolveHost(world.seed, host)
    const { count = 4, timeout = 5, dns_server = '192.0.2.53' } = args
    if (timeout < 1) return refused('EINVAL', 'timeout must be at least 1 second')
    if (count < 1 || count > MOST_PINGS) return refused('EINVAL', `count must be between 1 and ${MOST_PINGS}`)
    if (resolveHost(world.seed, dns_server) === null) return refused('ESERVER', `no name server at ${dns_server}`)
    if (ip === null) return refused('ENOTFOUND', `${host}: NXDOMAIN, the name cannot be resolved`)
    if (chance.happens(BAD_LUCK)) return refused('ETIMEDOUT', `no answer within ${timeout} seconds`)
    if (operation === 'nslookup') {
      const answers = [{ name: host, type: 'A', address: ip, ttl: 300 }]
      return done(world, { operation, target: host, server: dns_server, answers })
    }
    if (operation === 'traceroute') return done(world, traceroute(world, host, ip, chance))
    const result = ping(world, host, ip, count, chance)
    return result.packets.received > 0 ? done(world, result) : fail(world, result)
  },
})

export const diagnoseNetwork = [networkDiagnostic]
