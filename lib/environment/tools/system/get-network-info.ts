import { defineTool, done } from '../../define-tool'
import { noiseOf } from '../../noise'
import { addressOf } from '../../slices/network'
import { sliceOf } from '../../world'

/** A locally administered address, so that it is no vendor's. */
const hardwareAddress = (noise: number) =>
  `02:${Math.floor(noise * 2 ** 40)
    .toString(16)
    .padStart(10, '0')
    .match(/../g)!
    .join(':')}`

const networkInfo = defineTool({
  name: 'network_info',
  capability: 'System_Tools.get_network_info',
  description: 'Tells about network interfaces, routes and name servers of the computer.',
  parameters: { type: 'object', properties: {} },
  run(world) {
    const { hostname, bootedAt } = sliceOf(world, 'computer')
    const ip = addressOf(world.seed, hostname)
    const network = ip.slice(0, ip.lastIndexOf('.'))
    const seconds = Math.floor((world.now - bootedAt) / 1000)
    return done(world, {
      hostname,
      interfaces: [
        { name: 'lo', state: 'up', ipv4: '127.0.0.1/8', mtu: 65_536 },
        {
          name: 'eth0',
          state: 'up',
          ipv4: `${ip}/24`,
          mac: hardwareAddress(noiseOf(world.seed, 'eth0')),
          mtu: 1_500,
          rx_bytes: seconds * 812,
          tx_bytes: seconds * 203,
        },
      ],
      routes: [
        { destination: 'default', gateway: `${network}.254`, interface: 'eth0' },
        { destination: `${network}.0/24`, gateway: null, interface: 'eth0' },
      ],
      dns: { servers: ['192.0.2.53', '198.51.100.53'], search: ['example.com'] },
    })
  },
})

export const getNetworkInfo = [networkInfo]
