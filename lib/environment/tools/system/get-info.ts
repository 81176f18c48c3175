import { describeMachine } from '../../computer/programs'
import { defineTool, done } from '../../define-tool'
import { addressOf } from '../../slices/network'
import { isoTime, sliceOf } from '../../world'

const MEGABYTE = 1_048_576

const systemInfo = defineTool({
  name: 'system_info',
  capability: 'System_Tools.get_info',
  description: 'Tells about the computer: processor, memory, disk, network and how long it has been up.',
  parameters: { type: 'object', properties: {} },
  run(world) {
    const machine = sliceOf(world, 'computer')
    const { uptimeSeconds, cores, cpuPercent, load, memory, disk, programs } = describeMachine(machine, world.now)
    return done(world, {
      system: {
        hostname: machine.hostname,
        os: 'Plainix 12',
        kernel: 'Linux 6.12.0 x86_64',
        boot_time: isoTime(machine.bootedAt),
        uptime_seconds: uptimeSeconds,
        time: isoTime(world.now),
      },
      cpu: { cores, usage_percent: cpuPercent, load_average: load },
      memory: {
        total_bytes: memory.total * MEGABYTE,
        used_bytes: memory.used * MEGABYTE,
        percent: Math.round((memory.used / memory.total) * 1000) / 10,
      },
      disk: { mount: '/', total_bytes: disk.total * 1024, used_bytes: disk.used * 1024 },
      network: { interface: 'eth0', ip: addressOf(world.seed, machine.hostname), status: 'up' },
      processes: programs,
    })
  },
})

export const getInfo = [systemInfo]
