import { nodeAt, resolvePath } from '../../computer/disk'
import { openDisk, withMachine } from '../../computer/local'
import { BAD_LUCK, defineTool, done, fail, type Outcome } from '../../define-tool'
import type { Chance } from '../../random'
import { find } from '../../records'
import type { JsonObject } from '../../schema'
import { startProgram } from '../../slices/computer'
import type { Container, Image } from '../../slices/containers'
import { isoTime, sliceOf, type World, withSlice } from '../../world'

interface Options {
  dockerfile?: string
  ports?: JsonObject
  network?: string
  tag?: string
}

interface Job {
  world: World
  target: string
  options: Options
  chance: Chance
}

/** Images that can be fetched, besides those that are there. */
const PUBLIC =
  /^(?:alpine|ubuntu|debian|busybox|python|node|nginx|redis|postgres|mysql|mariadb|mongo|httpd|golang|rust|hello-world)(?::[\w.-]{1,40})?$/
const NETWORKS = new Set(['bridge', 'host', 'none'])
const ADJECTIVES = ['brisk', 'calm', 'eager', 'gentle', 'keen', 'merry', 'quiet', 'tidy']
const NOUNS = ['otter', 'heron', 'maple', 'lantern', 'pebble', 'sparrow', 'thistle', 'willow']

const withTag = (image: string) => (image.includes(':') ? image : `${image}:latest`)
const refuse = ({ world }: Job, message: string, code = 1): Outcome => fail(world, { exit_code: code, stderr: message })

/** Docker's forms: {"80/tcp": 8080}, {"8080": "80"} with the host's port first. null: not ports. */
function readPorts(ports: JsonObject = {}): Container['ports'] | null {
  const port = (text: unknown) => {
    const number = Number(String(text).replace(/\/(?:tcp|udp)$/, ''))
    return Number.isInteger(number) && number > 0 && number < 65_536 ? number : null
  }
  const pairs = Object.entries(ports).map(([key, value]) => {
    const [first, second] = [port(key), port(value)]
    if (first === null || second === null) return null
    return key.includes('/') ? { host: second, container: first } : { host: first, container: second }
  })
  return pairs.includes(null) ? null : pairs.filter((pair) => pair !== null)
}

function run(job: Job): Outcome {
  const { world, target, options, chance } = job
  const { images, containers } = sliceOf(world, 'containers')
  const known = images.find(({ tag, id }) => tag === withTag(target) || tag.split(':')[0] === target || id === target)
  if (!known && !PUBLIC.test(target)) {
    return refuse(
      job,
      `docker: Error response from daemon: pull access denied for ${target}, repository does not exist`,
      125,
    )
  }
  if (!known && chance.happens(BAD_LUCK))
    return refuse(job, 'toomanyrequests: You have reached your pull rate limit.', 125)
  const ports = readPorts(options.ports)
  if (!ports) return refuse(job, 'docker: invalid port specification in args.ports', 125)
  const taken = ports.find(({ host }) => containers.some((one) => one.ports.some((port) => port.host === host)))
  if (taken) return refuse(job, `docker: Bind for 0.0.0.0:${taken.host} failed: port is already allocated.`, 125)
  if (options.network && !NETWORKS.has(options.network))
    return refuse(job, `docker: network ${options.network} not found.`, 125)
  const image: Image = known ?? { tag: withTag(target), id: chance.hex(12), megabytes: chance.int(5, 300) }
  const name = `${chance.pick(ADJECTIVES)}_${chance.pick(NOUNS)}`
  const free = containers.some((one) => one.name === name) ? `${name}_${containers.length}` : name
  const started = startProgram(
    sliceOf(world, 'computer'),
    { name: 'docker', command: `docker run ${image.tag}` },
    chance,
    world.now,
  )
  const container = { id: chance.hex(12), name: free, image: image.tag, ports, startedAt: world.now, pid: started.pid }
  const after = withSlice(withMachine(world, started.machine), 'containers', {
    images: known ? images : [...images, image],
    containers: [...containers, container],
  })
  return done(after, { exit_code: 0, container_id: container.id, name: free, image: image.tag, pulled: !known, ports })
}

function build(job: Job): Outcome {
  const { world, target, options, chance } = job
  const disk = openDisk(world)
  const path = resolvePath(disk.machine, disk.machine.home, options.dockerfile ?? 'Dockerfile')
  const node = nodeAt(disk, path)
  const file = node?.kind === 'folder' ? nodeAt(disk, resolvePath(disk.machine, path, 'Dockerfile')) : node
  if (file?.kind !== 'file')
    return refuse(job, `ERROR: failed to read dockerfile: open ${path}: no such file or directory`)
  const steps = file.text.split('\n').filter((line) => /^\s*[A-Z]+\s/.test(line))
  if (!/^\s*(?:ARG\s.*\n\s*)*FROM\s/.test(file.text)) return refuse(job, 'ERROR: no build stage in current context')
  const tag = withTag(options.tag ?? target)
  if (!/^[a-z0-9][a-z0-9._/-]*:[\w.-]+$/.test(tag))
    return refuse(job, `ERROR: invalid tag "${tag}": invalid reference format`)
  const state = sliceOf(world, 'containers')
  const image = { tag, id: chance.hex(12), megabytes: chance.int(40, 500) }
  const images = [...state.images.filter((one) => one.tag !== tag), image]
  const observation = { exit_code: 0, image_id: image.id, tag, steps: steps.length, size_mb: image.megabytes }
  return done(withSlice(world, 'containers', { ...state, images }), observation)
}

/** A container whose program was ended has exited. */
const isUp = (world: World, { pid }: Container) =>
  pid === null || find(sliceOf(world, 'computer').programs, String(pid)) !== undefined

function ps({ world, target }: Job): Outcome {
  const all = /^(?:all|-a|--all|\*|)$/i.test(target.trim())
  const { containers } = sliceOf(world, 'containers')
  const wanted = containers.filter(
    ({ id, name, image }) => all || id.startsWith(target) || name.includes(target) || image.includes(target),
  )
  return done(world, {
    exit_code: 0,
    count: wanted.length,
    containers: wanted.map((container) => ({
      id: container.id,
      name: container.name,
      image: container.image,
      status: isUp(world, container)
        ? `Up ${Math.floor((world.now - container.startedAt) / 60_000)} minutes`
        : 'Exited (143)',
      ports: container.ports.map(({ host, container: inner }) => `0.0.0.0:${host}->${inner}/tcp`),
    })),
  })
}

function logs(job: Job): Outcome {
  const { world, target } = job
  const container = sliceOf(world, 'containers').containers.find(
    ({ id, name }) => name === target || (target.length >= 3 && id.startsWith(target)),
  )
  if (!container) return refuse(job, `Error response from daemon: No such container: ${target}`)
  const lines = [
    `${isoTime(container.startedAt)} ${container.image} started`,
    `${isoTime(container.startedAt + 900)} ready`,
  ]
  if (!isUp(world, container)) lines.push(`${isoTime(world.now)} received SIGTERM, stopped`)
  return done(world, { exit_code: 0, container: container.name, logs: lines.join('\n') })
}

const OPERATIONS = { run, build, ps, logs }

const dockerOperation = defineTool({
  name: 'docker_operation',
  capability: 'System_Tools.manage_docker',
  description: 'Runs a container, builds an image, lists containers or shows what one has logged.',
  parameters: {
    type: 'object',
    properties: {
      operation: { type: 'string', enum: ['run', 'build', 'ps', 'logs'], description: 'What to do' },
      target: { type: 'string', description: 'Name or id of the image or the container; "all" lists every container' },
      args: {
        type: 'object',
        description: 'Settings of the operation',
        properties: {
          dockerfile: { type: 'string', description: 'Path of the Dockerfile that is built' },
          ports: { type: 'object', description: 'Ports to open: the port of this computer with that of the container' },
          environment: { type: 'object', description: 'Environment variables of the container' },
          volumes: { type: 'array', description: 'Folders that the container is given' },
          network: { type: 'string', description: 'Network that the container joins' },
          tag: { type: 'string', description: 'Tag of the built image' },
        },
      },
    },
    required: ['operation', 'target'],
  },
  run: (world, { operation, target, args: options = {} }, chance) =>
    OPERATIONS[operation]({ world, target, options, chance }),
})

export const manageDocker = [dockerOperation]
