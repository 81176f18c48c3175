import { find } from '../records'
import type { FileNode, Files, Machine } from '../slices/computer'

/** A machine's files as programs meet them: who may write where, what is a folder, and what goes wrong. */

export const ERRORS = {
  EPERM: [1, 'Operation not permitted'],
  ENOENT: [2, 'No such file or directory'],
  EACCES: [13, 'Permission denied'],
  EEXIST: [17, 'File exists'],
  ENOTDIR: [20, 'Not a directory'],
  EISDIR: [21, 'Is a directory'],
  EINVAL: [22, 'Invalid argument'],
  EFBIG: [27, 'File too large'],
  ENOSPC: [28, 'No space left on device'],
  EROFS: [30, 'Read-only file system'],
  ENOTEMPTY: [39, 'Directory not empty'],
} as const
export type DiskError = keyof typeof ERRORS
export type DiskChange = { ok: true; files: Files } | { ok: false; error: DiskError }

/** Characters of one file, and files of one machine: a trajectory must not fill a memory. */
const FILE_SIZE = 100_000
const FILES = 2_000

export interface Disk {
  machine: Machine
  now: number
  /** Read-only files that are made from other parts of the world when somebody looks: below `mounts` only. */
  mounted: () => Files
  mounts: readonly string[]
}

const refuse = (error: DiskError): DiskChange => ({ ok: false, error })

/** An absolute path without ".", ".." or a slash at the end; "~" is the home. */
export function resolvePath({ home }: Machine, folder: string, path: string): string {
  const full = path.startsWith('~') && (path.length === 1 || path[1] === '/') ? home + path.slice(1) : path
  const parts: string[] = []
  for (const part of (full.startsWith('/') ? full : `${folder}/${full}`).split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '' && part !== '.') parts.push(part)
  }
  return `/${parts.join('/')}`
}

export const parentOf = (path: string) => path.slice(0, Math.max(1, path.lastIndexOf('/')))
export const nameOf = (path: string) => path.slice(path.lastIndexOf('/') + 1)
const below = (path: string, folder: string) => path.startsWith(folder === '/' ? '/' : `${folder}/`) && path !== folder

const isMounted = ({ mounts }: Disk, path: string) => mounts.some((mount) => path === mount || below(path, mount))

export const nodeAt = (disk: Disk, path: string): FileNode | undefined =>
  find(disk.machine.files, path) ?? (isMounted(disk, path) ? find(disk.mounted(), path) : undefined)

/** Paths below a folder, in the order of their names: its own children, or everything. */
export function pathsBelow(disk: Disk, folder: string, deep = false): string[] {
  const wants = (path: string) => below(path, folder) && (deep || parentOf(path) === folder)
  const own = Object.keys(disk.machine.files).filter(wants)
  const reaches = disk.mounts.some((mount) => below(mount, folder)) || isMounted(disk, folder)
  const mounted = reaches ? Object.keys(disk.mounted()).filter(wants) : []
  return [...own, ...mounted].sort(byCode)
}
const byCode = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

function whyNotWritable(disk: Disk, path: string): DiskError | null {
  const { home } = disk.machine
  if (isMounted(disk, path)) return 'EROFS'
  return below(path, home) || below(path, '/tmp') ? null : 'EACCES'
}

const withNode = ({ machine, now }: Disk, path: string, kind: FileNode['kind'], text: string): Files => ({
  ...machine.files,
  [path]: { kind, text, owner: machine.user, at: now },
})

export function writeFile(disk: Disk, path: string, text: string, append = false): DiskChange {
  const parent = nodeAt(disk, parentOf(path))
  if (!parent) return refuse('ENOENT')
  if (parent.kind === 'file') return refuse('ENOTDIR')
  const known = nodeAt(disk, path)
  if (known?.kind === 'folder') return refuse('EISDIR')
  const error = whyNotWritable(disk, path)
  if (error) return refuse(error)
  const whole = append && known ? known.text + text : text
  if (whole.length > FILE_SIZE) return refuse('EFBIG')
  if (!known && Object.keys(disk.machine.files).length >= FILES) return refuse('ENOSPC')
  return { ok: true, files: withNode(disk, path, 'file', whole) }
}

/** With `parents`, missing folders above are made too, and one that is there is no error. */
export function makeFolder(disk: Disk, path: string, parents = false): DiskChange {
  const known = nodeAt(disk, path)
  if (known) return parents && known.kind === 'folder' ? { ok: true, files: disk.machine.files } : refuse('EEXIST')
  const above = parentOf(path)
  const parent = nodeAt(disk, above)
  if (parent?.kind === 'file') return refuse('ENOTDIR')
  if (!parent && !parents) return refuse('ENOENT')
  const made = parent ? { ok: true as const, files: disk.machine.files } : makeFolder(disk, above, true)
  if (!made.ok) return made
  const error = whyNotWritable(disk, path)
  if (error) return refuse(error)
  if (Object.keys(made.files).length >= FILES) return refuse('ENOSPC')
  return { ok: true, files: withNode({ ...disk, machine: { ...disk.machine, files: made.files } }, path, 'folder', '') }
}

export function removeNode(disk: Disk, path: string, deep: boolean): DiskChange {
  const known = nodeAt(disk, path)
  if (!known) return refuse('ENOENT')
  const error = whyNotWritable(disk, path)
  if (error) return refuse(error)
  const inside = known.kind === 'folder' ? pathsBelow(disk, path, true) : []
  if (inside.length > 0 && !deep) return refuse('ENOTEMPTY')
  const gone = new Set([path, ...inside])
  return {
    ok: true,
    files: Object.fromEntries(Object.entries(disk.machine.files).filter(([one]) => !gone.has(one))),
  }
}

/** A target that is a folder takes the copy under its own name, as `cp` and `mv` do. */
export const targetOf = (disk: Disk, from: string, to: string) =>
  nodeAt(disk, to)?.kind === 'folder' ? resolvePath(disk.machine, to, nameOf(from)) : to

export function copyNode(disk: Disk, from: string, target: string, deep: boolean): DiskChange {
  const known = nodeAt(disk, from)
  if (!known) return refuse('ENOENT')
  const to = targetOf(disk, from, target)
  if (to === from || below(to, from)) return refuse('EINVAL')
  if (known.kind === 'file') return writeFile(disk, to, known.text)
  if (!deep) return refuse('EISDIR')
  const made = makeFolder(disk, to, false)
  if (!made.ok) return made
  const inside = pathsBelow(disk, from, true)
  if (Object.keys(made.files).length + inside.length > FILES) return refuse('ENOSPC')
  const files: { [path: string]: FileNode } = { ...made.files }
  for (const path of inside) files[to + path.slice(from.length)] = { ...nodeAt(disk, path)!, at: disk.now }
  return { ok: true, files }
}

export function moveNode(disk: Disk, from: string, to: string): DiskChange {
  const error = nodeAt(disk, from) ? whyNotWritable(disk, from) : 'ENOENT'
  if (error) return refuse(error)
  const copied = copyNode(disk, from, to, true)
  if (!copied.ok) return copied
  return removeNode({ ...disk, machine: { ...disk.machine, files: copied.files } }, from, true)
}
