import {
  copyNode,
  type Disk,
  type DiskChange,
  type DiskError,
  ERRORS,
  makeFolder,
  moveNode,
  nodeAt,
  parentOf,
  pathsBelow,
  removeNode,
  resolvePath,
  targetOf,
  writeFile,
} from '../../computer/disk'
import { openDisk, withMachine } from '../../computer/local'
import { defineTool, done, fail, type Observation } from '../../define-tool'
import { isoTime } from '../../world'

interface Request {
  operation: 'write' | 'copy' | 'move' | 'delete'
  path: string
  /** The path itself where the operation has no destination. */
  to: string
  content: string
  mode: string
}

interface Performed {
  change: DiskChange
  answer: (after: Disk) => { [key: string]: Observation }
}

/** A file is written together with the folders above it that are missing. */
function write(disk: Disk, { path, content, mode }: Request): Performed {
  const answer = (after: Disk) => ({ characters_written: content.length, size: nodeAt(after, path)!.text.length })
  if (mode.startsWith('x') && nodeAt(disk, path)) return { change: { ok: false, error: 'EEXIST' }, answer }
  const made = nodeAt(disk, parentOf(path)) ? null : makeFolder(disk, parentOf(path), true)
  if (made && !made.ok) return { change: made, answer }
  const ready = made ? { ...disk, machine: { ...disk.machine, files: made.files } } : disk
  return { change: writeFile(ready, path, content, mode.startsWith('a')), answer }
}

function perform(disk: Disk, request: Request): Performed {
  const { operation, path, to } = request
  if (operation === 'write') return write(disk, request)
  if (operation === 'delete') {
    const inside = pathsBelow(disk, path, true).length
    const guarded = path === '/' || path === disk.machine.home
    return {
      change: guarded ? { ok: false, error: 'EPERM' } : removeNode(disk, path, true),
      answer: () => ({ deleted: inside + 1 }),
    }
  }
  const change = operation === 'copy' ? copyNode(disk, path, to, true) : moveNode(disk, path, to)
  const target = targetOf(disk, path, to)
  return { change, answer: () => ({ destination: target }) }
}

function read(disk: Disk, path: string): { [key: string]: Observation } | null {
  const node = nodeAt(disk, path)
  if (!node) return null
  const about = { success: true, operation: 'read', path, modified: isoTime(node.at) }
  if (node.kind === 'file') return { ...about, size: node.text.length, content: node.text }
  const start = path === '/' ? 1 : path.length + 1
  return { ...about, type: 'directory', entries: pathsBelow(disk, path).map((one) => one.slice(start)) }
}

function refusedBy(error: DiskError, path: string): string {
  const [number, words] = ERRORS[error]
  return `[Errno ${number}] ${words}: '${path}'`
}

const MODES = { read: /^r[bt]?\+?$/, write: /^[wax][bt]?\+?$/ }

const fileOperation = defineTool({
  name: 'file_operation',
  capability: 'System_Tools.manage_files',
  description: 'Reads, writes, copies, moves or deletes a file or a folder.',
  parameters: {
    type: 'object',
    properties: {
      operation: {
        type: 'string',
        enum: ['read', 'write', 'copy', 'move', 'delete'],
        description: 'What to do',
      },
      path: { type: 'string', description: 'File or folder that it is done to' },
      destination: { type: 'string', description: 'Where a copy or a moved file goes' },
      content: { type: 'string', description: 'Text to write' },
      mode: { type: 'string', description: 'How to open it: r to read; w to replace, a to append, x only when new' },
    },
    required: ['operation', 'path'],
  },
  run(world, { operation, path: given, destination, content, mode }) {
    const disk = openDisk(world)
    const resolve = (path: string) => resolvePath(disk.machine, disk.machine.home, path)
    const path = resolve(given)
    const refused = (error: string) => fail(world, { success: false, operation, error })
    if (mode !== undefined && (operation === 'read' || operation === 'write') && !MODES[operation].test(mode)) {
      return refused(`invalid mode for ${operation}: '${mode}'`)
    }
    if (operation === 'read') {
      const found = read(disk, path)
      return found ? done(world, found) : refused(refusedBy('ENOENT', path))
    }
    if (operation === 'write' && content === undefined) return refused("'content' is needed to write")
    if ((operation === 'copy' || operation === 'move') && !destination) {
      return refused(`'destination' is needed to ${operation}`)
    }
    const to = destination ? resolve(destination) : path
    const { change, answer } = perform(disk, { operation, path, to, content: content ?? '', mode: mode ?? 'w' })
    if (!change.ok) return refused(refusedBy(change.error, nodeAt(disk, path) && operation !== 'delete' ? to : path))
    const machine = { ...disk.machine, files: change.files }
    return done(withMachine(world, machine), { success: true, operation, path, ...answer({ ...disk, machine }) })
  },
})

export const manageFiles = [fileOperation]
