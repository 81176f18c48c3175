import type { FileNode } from '../slices/computer'
import { isoTime } from '../world'
import {
  copyNode,
  type DiskChange,
  ERRORS,
  makeFolder,
  moveNode,
  nameOf,
  nodeAt,
  pathsBelow,
  removeNode,
  resolvePath,
  writeFile,
} from './disk'
import { globParts, matches } from './match'
import { type Command, failed, keep, type Printed, printed, type Shell, switches } from './session'

export const at = ({ disk, folder }: Shell, path: string) => resolvePath(disk.machine, folder, path)

/** Makes one change after the other; the first refusal ends it, and what went before stays, as with the real ones. */
function changeAll(shell: Shell, name: string, paths: string[], change: (path: string) => DiskChange): Printed {
  for (const path of paths) {
    const changed = change(path)
    if (!changed.ok) return failed(`${name}: '${path}': ${ERRORS[changed.error][1]}`)
    keep(shell, changed.files)
  }
  return printed('')
}

const missing = (name: string) => failed(`${name}: missing operand`)

const printRow = (path: string, { kind, text, owner, at: time }: FileNode) =>
  `${kind === 'folder' ? 'drwxr-xr-x' : '-rw-r--r--'} ${owner} ${String(text.length).padStart(6)} ${isoTime(time).slice(0, 16).replace('T', ' ')} ${nameOf(path)}`

const ls: Command = (shell, args) => {
  const { has, rest } = switches(args)
  let out = ''
  for (const arg of rest.length > 0 ? rest : ['.']) {
    const path = at(shell, arg)
    const node = nodeAt(shell.disk, path)
    if (!node) return { out, err: `ls: cannot access '${arg}': ${ERRORS.ENOENT[1]}\n`, code: 2 }
    const paths = node.kind === 'file' ? [path] : pathsBelow(shell.disk, path, has('R'))
    const seen = paths.filter((one) => has('a') || has('A') || node.kind === 'file' || !nameOf(one).startsWith('.'))
    const short = (one: string) => (has('R') ? one.slice(path.length + 1) : node.kind === 'file' ? arg : nameOf(one))
    if (rest.length > 1) out += `${arg}:\n`
    for (const one of seen) out += `${has('l') ? printRow(one, nodeAt(shell.disk, one)!) : short(one)}\n`
  }
  return printed(out)
}

const mkdir: Command = (shell, args) => {
  const { has, rest } = switches(args)
  if (rest.length === 0) return missing('mkdir')
  return changeAll(shell, 'mkdir', rest, (path) => makeFolder(shell.disk, at(shell, path), has('p')))
}

const rm: Command = (shell, args) => {
  const { has, rest } = switches(args)
  if (rest.length === 0) return has('f') ? printed('') : missing('rm')
  const deep = has('r') || has('R')
  return changeAll(shell, 'rm', rest, (arg) => {
    const path = at(shell, arg)
    const node = nodeAt(shell.disk, path)
    if (!node && has('f')) return { ok: true, files: shell.disk.machine.files }
    if (path === '/' || path === shell.disk.machine.home) return { ok: false, error: 'EPERM' }
    if (node?.kind === 'folder' && !deep) return { ok: false, error: 'EISDIR' }
    return removeNode(shell.disk, path, deep)
  })
}

const rmdir: Command = (shell, args) => {
  const { rest } = switches(args)
  if (rest.length === 0) return missing('rmdir')
  return changeAll(shell, 'rmdir', rest, (arg) =>
    nodeAt(shell.disk, at(shell, arg))?.kind === 'file'
      ? { ok: false, error: 'ENOTDIR' }
      : removeNode(shell.disk, at(shell, arg), false),
  )
}

const touch: Command = (shell, args) => {
  const { rest } = switches(args)
  if (rest.length === 0) return missing('touch')
  return changeAll(shell, 'touch', rest, (path) => writeFile(shell.disk, at(shell, path), '', true))
}

const transfer =
  (name: 'cp' | 'mv'): Command =>
  (shell, args) => {
    const { has, rest } = switches(args)
    const to = rest.at(-1)
    if (to === undefined || rest.length < 2) return missing(name)
    const deep = has('r') || has('R') || has('a')
    return changeAll(shell, name, rest.slice(0, -1), (from) =>
      name === 'cp'
        ? copyNode(shell.disk, at(shell, from), at(shell, to), deep)
        : moveNode(shell.disk, at(shell, from), at(shell, to)),
    )
  }

const cd: Command = (shell, args) => {
  const path = at(shell, args[0] ?? shell.disk.machine.home)
  const node = nodeAt(shell.disk, path)
  if (node?.kind !== 'folder') return failed(`cd: ${args[0]}: ${ERRORS[node ? 'ENOTDIR' : 'ENOENT'][1]}`)
  shell.folder = path
  return printed('')
}

const find: Command = (shell, args) => {
  const start = args[0] && !args[0].startsWith('-') ? args[0] : '.'
  const folder = at(shell, start)
  const node = nodeAt(shell.disk, folder)
  if (!node) return failed(`find: '${start}': ${ERRORS.ENOENT[1]}`)
  const option = (name: string) => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined)
  const name = option('-name') ?? option('-iname')
  const kind = option('-type') === 'd' ? 'folder' : option('-type') === 'f' ? 'file' : null
  const wants = name === undefined ? null : globParts(name)
  const paths = [folder, ...pathsBelow(shell.disk, folder, true)].filter(
    (path) => (!wants || matches(wants, nameOf(path))) && (!kind || nodeAt(shell.disk, path)!.kind === kind),
  )
  return printed(paths.map((path) => `${start}${path.slice(folder.length)}\n`).join(''))
}

const pwd: Command = ({ folder }) => printed(`${folder}\n`)

export const fileCommands = { ls, mkdir, rm, rmdir, touch, cp: transfer('cp'), mv: transfer('mv'), cd, find, pwd }
