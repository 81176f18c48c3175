import { BAD_LUCK, defineTool, done, fail, type Observation, type Outcome } from '../../define-tool'
import { noiseOf } from '../../noise'
import type { Chance } from '../../random'
import { drop, find, put } from '../../records'
import { CATALOGUE, type PackagesState } from '../../slices/packages'
import { sliceOf, type World, withSlice } from '../../world'

type Manager = 'pip' | 'npm' | 'yarn'

interface Job {
  world: World
  name: string
  manager: Manager
  options: { version?: string; global?: boolean; dev?: boolean }
  chance: Chance
}

const NAME = {
  python: /^[a-z0-9](?:[a-z0-9._-]{0,80}[a-z0-9])?$/i,
  node: /^(?:@[a-z0-9-~][a-z0-9-._~]*\/)?[a-z0-9-~][a-z0-9-._~]{0,80}$/,
}
const VERSION = /^\d{1,4}(?:\.\d{1,4}){0,2}$/
/** Names that no registry of this world has. */
const UNKNOWN_SHARE = 0.1

const ecosystemOf = (manager: Manager): keyof PackagesState => (manager === 'pip' ? 'python' : 'node')

/** The newest version of a package; null: there is none of that name. */
function latestOf({ world, name, manager }: Job): string | null {
  const ecosystem = ecosystemOf(manager)
  const listed = CATALOGUE[ecosystem].find(([one]) => one === name.toLowerCase())
  if (listed) return listed[1]
  const noise = noiseOf(world.seed, `package ${ecosystem} ${name.toLowerCase()}`)
  if (!NAME[ecosystem].test(name) || noise < UNKNOWN_SHARE) return null
  return `${1 + Math.floor(noise * 6)}.${Math.floor(noise * 100) % 20}.${Math.floor(noise * 1000) % 10}`
}

/** Compares by numbers: "1.10" comes after "1.9". */
function isNewer(version: string, latest: string): boolean {
  const [left, right] = [version, latest].map((one) => one.split('.').map(Number))
  const at = left!.findIndex((part, index) => part !== (right![index] ?? 0))
  return at >= 0 && left![at]! > (right![at] ?? 0)
}

/** A refusal in the words of the manager. */
function refuse({ world, manager, name }: Job, why: 'UNKNOWN' | 'VERSION' | 'ABSENT' | 'DOWN', wanted = name): Outcome {
  const words = {
    pip: {
      UNKNOWN: `ERROR: No matching distribution found for ${wanted}`,
      VERSION: `ERROR: Could not find a version that satisfies the requirement ${wanted}`,
      ABSENT: `WARNING: Skipping ${name} as it is not installed.`,
      DOWN: 'ERROR: Read timed out.',
    },
    npm: {
      UNKNOWN: `npm error code E404\nnpm error 404 '${wanted}' is not in this registry.`,
      VERSION: `npm error code ETARGET\nnpm error notarget No matching version found for ${wanted}.`,
      ABSENT: `npm error code ENOENT\nnpm error ${name} is not a dependency`,
      DOWN: 'npm error code ETIMEDOUT\nnpm error network request timed out',
    },
    yarn: {
      UNKNOWN: `error Couldn't find package "${wanted}" on the registry.`,
      VERSION: `error Couldn't find any versions for "${name}" that matches "${wanted}"`,
      ABSENT: `error This module isn't specified in a package.json file.`,
      DOWN: 'error An unexpected error occurred: "ESOCKETTIMEDOUT".',
    },
  }
  return fail(world, { manager, exit_code: 1, stderr: words[manager][why] })
}

/** A success in the words of the manager. */
function answer({ manager, name, options }: Job, version: string, before: string | undefined): Observation {
  if (manager === 'pip') {
    const output =
      before === version ? `Requirement already satisfied: ${name}` : `Successfully installed ${name}-${version}`
    return { manager, exit_code: 0, stdout: output }
  }
  const kind = options.global ? 'global' : options.dev ? 'devDependencies' : 'dependencies'
  if (manager === 'npm')
    return {
      manager,
      exit_code: 0,
      added: before ? 0 : 1,
      changed: before && before !== version ? 1 : 0,
      saved: { [kind]: { [name]: `^${version}` } },
    }
  return {
    manager,
    exit_code: 0,
    stdout: `success Saved 1 new dependency.\ninfo Direct ${kind}\n└─ ${name}@${version}`,
  }
}

function install(job: Job): Outcome {
  const { world, name, manager, options, chance } = job
  const latest = latestOf(job)
  if (latest === null) return refuse(job, 'UNKNOWN')
  if (chance.happens(BAD_LUCK)) return refuse(job, 'DOWN')
  const version = options.version?.replace(/^[=^~v]+/, '') ?? latest
  const wanted = `${name}${manager === 'pip' ? '==' : '@'}${version}`
  if (!VERSION.test(version) || isNewer(version, latest)) return refuse(job, 'VERSION', wanted)
  const ecosystem = ecosystemOf(manager)
  const state = sliceOf(world, 'packages')
  const before = find(state[ecosystem], name)
  const after = withSlice(world, 'packages', { ...state, [ecosystem]: put(state[ecosystem], name, version) })
  return done(after, answer(job, version, before))
}

function uninstall(job: Job): Outcome {
  const { world, name, manager } = job
  const ecosystem = ecosystemOf(manager)
  const state = sliceOf(world, 'packages')
  const version = find(state[ecosystem], name)
  if (version === undefined) return refuse(job, 'ABSENT')
  const after = withSlice(world, 'packages', { ...state, [ecosystem]: drop(state[ecosystem], name) })
  const observations: Record<Manager, Observation> = {
    pip: { manager, exit_code: 0, stdout: `Successfully uninstalled ${name}-${version}` },
    npm: { manager, exit_code: 0, removed: 1 },
    yarn: { manager, exit_code: 0, stdout: `success Uninstalled ${name}@${version}.` },
  }
  return done(after, observations[manager])
}

const ALL = /^(?:all|\*|)$/i

function list({ world, name, manager }: Job): Outcome {
  const installed = Object.entries(sliceOf(world, 'packages')[ecosystemOf(manager)])
  const packages = installed.filter(([one]) => ALL.test(name.trim()) || one.includes(name.toLowerCase()))
  return done(world, {
    manager,
    exit_code: 0,
    count: packages.length,
    packages: packages.map(([one, version]) => ({ name: one, version })),
  })
}

function search(job: Job): Outcome {
  const { world, name, manager } = job
  const listed = CATALOGUE[ecosystemOf(manager)].filter(
    ([one, , purpose]) => one.includes(name.toLowerCase()) || purpose.toLowerCase().includes(name.toLowerCase()),
  )
  const latest = listed.length === 0 ? latestOf(job) : null
  const found = listed.map(([one, version, description]) => ({ name: one, version, description }))
  const results = latest === null ? found : [{ name, version: latest, description: '' }]
  return done(world, { manager, exit_code: 0, count: results.length, results })
}

const OPERATIONS = { install, uninstall, list, search }

const packageOperation = defineTool({
  name: 'package_operation',
  capability: 'System_Tools.manage_packages',
  description: 'Installs, removes, lists or searches packages of pip, npm or yarn.',
  parameters: {
    type: 'object',
    properties: {
      operation: { type: 'string', enum: ['install', 'uninstall', 'list', 'search'], description: 'What to do' },
      package_name: { type: 'string', description: 'Name of the package; "all" lists every one' },
      manager: {
        type: 'string',
        enum: ['pip', 'npm', 'yarn'],
        description: 'Package manager that does it',
        default: 'pip',
      },
      args: {
        type: 'object',
        description: 'Settings of the operation',
        properties: {
          version: { type: 'string', description: 'Version to install; the newest when left out' },
          global: { type: 'boolean', description: 'For the whole computer (npm and yarn)' },
          dev: { type: 'boolean', description: 'For development only (npm and yarn)' },
        },
      },
    },
    required: ['operation', 'package_name'],
  },
  run: (world, { operation, package_name, manager, args: options = {} }, chance) =>
    OPERATIONS[operation]({ world, name: package_name.trim(), manager, options, chance }),
})

export const managePackages = [packageOperation]
