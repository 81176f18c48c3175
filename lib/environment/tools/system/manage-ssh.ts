import { type Disk, ERRORS, nodeAt, resolvePath, targetOf, writeFile } from '../../computer/disk'
import { openDisk, withMachine } from '../../computer/local'
import { runScript } from '../../computer/shell'
import { BAD_LUCK, defineTool, done, fail, type Outcome } from '../../define-tool'
import { noiseOf } from '../../noise'
import type { Chance } from '../../random'
import { find, put } from '../../records'
import type { Machine } from '../../slices/computer'
import { makeServer, resolveHost } from '../../slices/network'
import { sliceOf, type World, withSlice } from '../../world'

interface Access {
  password?: string
  key_file?: string
  command?: string
  local_path?: string
  remote_path?: string
  port?: number
  timeout?: number
}

/** Servers that listen on no SSH port, whichever is tried. */
const CLOSED_SHARE = 0.08
const DEFAULT_KEY = '~/.ssh/id_ed25519'

/** Why the server does not let anybody in; null when it does. Nothing is guessed: any password and any key file that is there will do. */
function whyRefused(world: World, host: string, username: string, access: Access, chance: Chance): string | null {
  const { port = 22, timeout = 10 } = access
  const luck = chance.next()
  if (resolveHost(world.seed, host) === null)
    return `ssh: Could not resolve hostname ${host}: Name or service not known`
  if (port < 1 || port > 65_535) return `ssh: Bad port '${port}'`
  if (noiseOf(world.seed, `ssh of ${host}`) < CLOSED_SHARE) {
    return `ssh: connect to host ${host} port ${port}: Connection refused`
  }
  if (luck < BAD_LUCK) return `ssh: connect to host ${host} port ${port}: Connection timed out after ${timeout} s`
  if (!/^[a-z_][a-z0-9._-]{0,31}$/i.test(username))
    return `${username}@${host}: Permission denied (publickey,password).`
  if (access.password) return null
  const disk = openDisk(world)
  const key = access.key_file ?? DEFAULT_KEY
  const known = nodeAt(disk, resolvePath(disk.machine, disk.machine.home, key))?.kind === 'file'
  return known
    ? null
    : `Identity file ${key} is not there. ${username}@${host}: Permission denied (publickey,password).`
}

const serverKey = (host: string, username: string) => `${username}@${host.toLowerCase()}`

const openServer = (world: World, host: string, username: string): Machine =>
  find(sliceOf(world, 'network').servers, serverKey(host, username)) ??
  makeServer(world.seed, host.toLowerCase(), username, world.seeded.start)

function withServer(world: World, host: string, username: string, machine: Machine): World {
  const network = sliceOf(world, 'network')
  return withSlice(world, 'network', {
    ...network,
    servers: put(network.servers, serverKey(host, username), machine),
  })
}

const diskOf = (machine: Machine, now: number): Disk => ({ machine, now, mounts: [], mounted: () => ({}) })

interface Session {
  world: World
  host: string
  username: string
  access: Access
  chance: Chance
}

function execute({ world, host, username, access, chance }: Session): Outcome {
  if (!access.command) return fail(world, { status: 'error', error: "'command' is needed to execute" })
  const machine = openServer(world, host, username)
  const limit = Math.max(1, access.timeout ?? 30) * 1000
  const shell = { disk: diskOf(machine, world.now), folder: machine.home, variables: {}, chance, elapsed: 0, limit }
  const { out, err, code } = runScript(shell, access.command)
  const observation = { status: code === 0 ? 'success' : 'error', host, exit_status: code, stdout: out, stderr: err }
  const later = { ...world, now: world.now + shell.elapsed }
  const after = shell.disk.machine === machine ? later : withServer(later, host, username, shell.disk.machine)
  return code === 0 ? done(after, observation) : fail(after, observation)
}

/** Copies one file between this computer and the server. */
function copyFile({ world, host, username, access }: Session, upload: boolean): Outcome {
  const refused = (error: string) => fail(world, { status: 'error', error: `scp: ${error}` })
  if (!access.local_path || !access.remote_path) return refused("'local_path' and 'remote_path' are needed")
  const here = openDisk(world)
  const there = diskOf(openServer(world, host, username), world.now)
  const local = resolvePath(here.machine, here.machine.home, access.local_path)
  const remote = resolvePath(there.machine, there.machine.home, access.remote_path)
  const [source, from, goal, to] = upload ? [here, local, there, remote] : [there, remote, here, local]
  const node = nodeAt(source, from)
  if (node?.kind !== 'file') return refused(`${from}: ${node ? 'not a regular file' : ERRORS.ENOENT[1]}`)
  const target = targetOf(goal, from, to)
  const change = writeFile(goal, target, node.text)
  if (!change.ok) return refused(`${target}: ${ERRORS[change.error][1]}`)
  const machine = { ...goal.machine, files: change.files }
  const after = upload ? withServer(world, host, username, machine) : withMachine(world, machine)
  return done(after, { status: 'success', host, transferred: node.text.length, source: from, destination: target })
}

const sshOperation = defineTool({
  name: 'ssh_operation',
  capability: 'System_Tools.manage_ssh',
  description: 'Connects to a server by SSH, runs a command there, or copies a file to it or from it.',
  parameters: {
    type: 'object',
    properties: {
      operation: {
        type: 'string',
        enum: ['connect', 'execute', 'scp_upload', 'scp_download'],
        description: 'What to do',
      },
      host: { type: 'string', description: 'Name or IP address of the server' },
      username: { type: 'string', description: 'Account on the server' },
      args: {
        type: 'object',
        description: 'Settings of the operation',
        properties: {
          password: { type: 'string', description: "The account's password" },
          key_file: { type: 'string', description: 'Path of the private key on this computer' },
          command: { type: 'string', description: 'Command that execute runs' },
          local_path: { type: 'string', description: 'File on this computer, for copies' },
          remote_path: { type: 'string', description: 'File on the server, for copies' },
          port: { type: 'integer', description: 'Port that the server listens on', default: 22 },
          timeout: { type: 'integer', description: 'Seconds to wait for the server' },
        },
      },
    },
    required: ['operation', 'host', 'username'],
  },
  run(world, { operation, host, username, args: access = {} }, chance) {
    const refusal = whyRefused(world, host, username, access, chance)
    if (refusal) return fail(world, { status: 'error', error: refusal })
    const session = { world, host, username, access, chance }
    if (operation === 'execute') return execute(session)
    if (operation !== 'connect') return copyFile(session, operation === 'scp_upload')
    const login = { user: username, method: access.password ? 'password' : 'publickey' }
    return done(world, {
      status: 'success',
      host,
      ip: resolveHost(world.seed, host),
      port: access.port ?? 22,
      ...login,
      banner: 'Plainix 12',
    })
  },
})

export const manageSsh = [sshOperation]
