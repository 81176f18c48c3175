import { type Disk, makeFolder, nodeAt, parentOf, pathsBelow, resolvePath } from '../../computer/disk'
import { openDisk, withMachine } from '../../computer/local'
import { clonedFiles, compareTexts, countChanges, textsBelow } from '../../computer/repository'
import { BAD_LUCK, defineTool, done, fail, type Outcome } from '../../define-tool'
import { noiseOf } from '../../noise'
import type { Chance } from '../../random'
import { find, put } from '../../records'
import { resolveHost } from '../../slices/network'
import { OWNER } from '../../slices/people'
import { type Commit, makeCommits, type Repository } from '../../slices/repositories'
import { isoTime, sliceOf, type World, withSlice } from '../../world'

interface Options {
  url?: string
  message?: string
  branch?: string
}

interface Job {
  world: World
  disk: Disk
  path: string
  options: Options
  chance: Chance
}

const LOG_LENGTH = 20
const MISSING_SHARE = 0.06

const refuse = ({ world }: { world: World }, message: string, code = 128): Outcome =>
  fail(world, { exit_code: code, stderr: message })

const keepRepository = (world: World, path: string, repository: Repository): World =>
  withSlice(world, 'repositories', put(sliceOf(world, 'repositories'), path, repository))

/** The repository of a folder, or of the nearest one above. */
function openRepository({ world, disk, path }: Job): { folder: string; repository: Repository } | null {
  const all = sliceOf(world, 'repositories')
  for (let folder = path; ; folder = parentOf(folder)) {
    const found = find(all, folder)
    if (found && nodeAt(disk, folder)?.kind === 'folder') {
      const tracked = found.tracked ?? textsBelow(world.seeded.get('computer').files, folder)
      return { folder, repository: { ...found, tracked } }
    }
    if (folder === '/') return null
  }
}

const URL = /^(?:https?:\/\/|git@|ssh:\/\/(?:git@)?)([^/:\s]+)[/:]([\w.~/-]+?)(?:\.git)?\/?$/

function clone(job: Job): Outcome {
  const { world, disk, path, options, chance } = job
  if (!options.url) return refuse(job, 'fatal: You must specify a repository to clone (args.url).', 129)
  const [, host = '', place = ''] = URL.exec(options.url) ?? []
  if (host === '') return refuse(job, `fatal: repository '${options.url}' does not exist`)
  if (resolveHost(world.seed, host) === null)
    return refuse(job, `fatal: unable to access '${options.url}': Could not resolve host: ${host}`)
  if (noiseOf(world.seed, `repository ${options.url}`) < MISSING_SHARE)
    return refuse(job, `fatal: repository '${options.url}' not found`)
  const known = nodeAt(disk, path)
  if (known && (known.kind === 'file' || pathsBelow(disk, path).length > 0)) {
    return refuse(job, `fatal: destination path '${path}' already exists and is not an empty directory.`)
  }
  const made = makeFolder(disk, path, true)
  if (!made.ok) return refuse(job, `fatal: could not create work tree dir '${path}': ${made.error}`)
  const name = place.slice(place.lastIndexOf('/') + 1) || host
  const texts = { LICENSE: 'MIT License\n', 'README.md': `# ${name}\n\nSee the wiki for how to build it.\n` }
  const commits = makeCommits(chance, world.now, ['Initial commit', 'Add a licence', 'Describe the build'])
  const repository = {
    branch: options.branch ?? 'main',
    remote: options.url,
    commits,
    ahead: 0,
    waiting: [],
    tracked: texts,
  }
  const files = clonedFiles(made.files, path, texts, disk.machine.user, world.now)
  const after = withMachine(world, { ...disk.machine, files })
  return done(keepRepository(after, path, repository), {
    exit_code: 0,
    stdout: `Cloning into '${path}'... done.`,
    branch: repository.branch,
    head: commits.at(-1)!.id.slice(0, 7),
    files: Object.keys(texts).length,
  })
}

function commit(job: Job, folder: string, repository: Repository): Outcome {
  const { world, disk, options, chance } = job
  const now = textsBelow(disk.machine.files, folder)
  const changes = compareTexts(repository.tracked, now)
  if (!options.message?.trim()) return refuse(job, 'Aborting commit due to empty commit message.', 1)
  if (countChanges(changes) === 0) return refuse(job, 'nothing to commit, working tree clean', 1)
  const made: Commit = { id: chance.hex(40), author: OWNER.name, message: options.message, at: world.now }
  const commits = [...repository.commits, made]
  const after = keepRepository(world, folder, { ...repository, commits, tracked: now, ahead: repository.ahead + 1 })
  return done(after, {
    exit_code: 0,
    stdout: `[${repository.branch} ${made.id.slice(0, 7)}] ${options.message.split('\n')[0]}`,
    files_changed: countChanges(changes),
  })
}

function push(job: Job, folder: string, repository: Repository): Outcome {
  const branch = job.options.branch ?? repository.branch
  if (branch !== repository.branch) return refuse(job, `error: src refspec ${branch} does not match any`, 1)
  if (job.chance.happens(BAD_LUCK)) return refuse(job, `fatal: unable to access '${repository.remote}': timed out`)
  if (repository.waiting.length > 0) {
    return refuse(
      job,
      ` ! [rejected] ${branch} -> ${branch} (fetch first)\nerror: failed to push: the remote has work that you do not have. Pull first.`,
      1,
    )
  }
  if (repository.ahead === 0) return done(job.world, { exit_code: 0, stdout: 'Everything up-to-date' })
  const after = keepRepository(job.world, folder, { ...repository, ahead: 0 })
  return done(after, {
    exit_code: 0,
    stdout: `To ${repository.remote}\n ${branch} -> ${branch}`,
    pushed: repository.ahead,
  })
}

function pull(job: Job, folder: string, repository: Repository): Outcome {
  const { waiting } = repository
  if (job.chance.happens(BAD_LUCK)) return refuse(job, `fatal: unable to access '${repository.remote}': timed out`, 1)
  if (waiting.length === 0) return done(job.world, { exit_code: 0, stdout: 'Already up to date.' })
  const own = repository.commits.length - repository.ahead
  const commits = [...repository.commits.slice(0, own), ...waiting, ...repository.commits.slice(own)]
  const after = keepRepository(job.world, folder, { ...repository, commits, waiting: [] })
  const head = commits.at(-1)!.id.slice(0, 7)
  return done(after, { exit_code: 0, stdout: `Updating ${repository.branch} to ${head}`, received: waiting.length })
}

function status({ world, disk }: Job, folder: string, { branch, ahead, waiting, tracked }: Repository): Outcome {
  const changes = compareTexts(tracked, textsBelow(disk.machine.files, folder))
  const clean = countChanges(changes) === 0
  return done(world, { exit_code: 0, branch, ahead, behind: waiting.length, clean, ...changes })
}

function log({ world }: Job, _folder: string, { commits, branch }: Repository): Outcome {
  const shown = commits.slice(-LOG_LENGTH).reverse()
  return done(world, {
    exit_code: 0,
    branch,
    total: commits.length,
    commits: shown.map(({ id, author, message, at }) => ({ id: id.slice(0, 7), author, date: isoTime(at), message })),
  })
}

const OPERATIONS = { commit, push, pull, status, log }

const gitOperation = defineTool({
  name: 'git_operation',
  capability: 'System_Tools.manage_git',
  description: 'Works on a Git repository: clone, pull, push, commit, status or log.',
  parameters: {
    type: 'object',
    properties: {
      operation: {
        type: 'string',
        enum: ['clone', 'pull', 'push', 'commit', 'status', 'log'],
        description: 'What to do',
      },
      repository_path: { type: 'string', description: "The repository's folder; for clone, the folder to make" },
      args: {
        type: 'object',
        description: 'Settings of the operation',
        properties: {
          url: { type: 'string', description: 'Address that is cloned' },
          message: { type: 'string', description: 'Message of the commit, which takes in every change' },
          branch: { type: 'string', description: 'Branch that is pushed or checked out' },
        },
      },
    },
    required: ['operation', 'repository_path'],
  },
  run(world, { operation, repository_path, args: options = {} }, chance) {
    const disk = openDisk(world)
    const path = resolvePath(disk.machine, disk.machine.home, repository_path)
    const job = { world, disk, path, options, chance }
    if (operation === 'clone') return clone(job)
    const opened = openRepository(job)
    if (!opened) return refuse(job, `fatal: not a git repository (or any of the parent directories): ${path}`)
    return OPERATIONS[operation](job, opened.folder, opened.repository)
  },
})

export const manageGit = [gitOperation]
