import { at } from './commands-files'
import { ERRORS, nameOf, nodeAt, pathsBelow } from './disk'
import { lineParts, matches } from './match'
import { type Command, failed, type Printed, printed, type Shell, switches } from './session'

/** Characters that a command reads at most: what is longer is cut. */
const READ_SIZE = 100_000

/** The texts of the named files, or what was piped in. */
function readAll(
  shell: Shell,
  name: string,
  paths: string[],
  input: string,
): { texts: [string, string][]; err: string } {
  if (paths.length === 0) return { texts: [['-', input]], err: '' }
  const texts: [string, string][] = []
  let err = ''
  let size = 0
  for (const path of paths) {
    const node = path === '-' ? { kind: 'file', text: input } : nodeAt(shell.disk, at(shell, path))
    if (node?.kind === 'file') texts.push([path, node.text.slice(0, Math.max(0, READ_SIZE - size))])
    else err += `${name}: ${path}: ${ERRORS[node ? 'EISDIR' : 'ENOENT'][1]}\n`
    size += node?.text.length ?? 0
  }
  return { texts, err }
}

const print = (out: string, err: string): Printed => ({ out, err, code: err === '' ? 0 : 1 })

/** Lines without their ends; a last empty one is none. */
function linesOf(text: string): string[] {
  const lines = text.split('\n')
  if (lines.at(-1) === '') lines.pop()
  return lines
}
const join = (lines: readonly string[]) => lines.map((line) => `${line}\n`).join('')

const cat: Command = (shell, args, input) => {
  const { has, rest } = switches(args)
  const { texts, err } = readAll(shell, 'cat', rest, input)
  const all = texts.map(([, text]) => text).join('')
  const numbered = () => join(linesOf(all).map((line, index) => `${String(index + 1).padStart(6)}\t${line}`))
  return print(has('n') ? numbered() : all, err)
}

const echo: Command = (_, args) => {
  const bare = args[0] === '-n'
  const escaped = args[0] === '-e'
  const text = args.slice(bare || escaped ? 1 : 0).join(' ')
  return printed((escaped ? withEscapes(text) : text) + (bare ? '' : '\n'))
}

const printf: Command = (_, args) => {
  let next = 1
  return printed(withEscapes(args[0] ?? '').replace(/%[sd]/g, () => args[next++] ?? ''))
}

const withEscapes = (text: string) => text.replaceAll('\\n', '\n').replaceAll('\\t', '\t')

const ends =
  (name: 'head' | 'tail'): Command =>
  (shell, args, input) => {
    const given = args.findIndex((arg) => /^-n$|^-n?\d+$/.test(arg))
    const number = given < 0 ? '10' : args[given] === '-n' ? args[given + 1] : args[given]!.replace(/^-n?/, '')
    const count = Number(number)
    if (!Number.isInteger(count) || count < 0) return failed(`${name}: invalid number of lines: '${number}'`)
    const paths = args.filter((_, index) => index !== given && !(args[given] === '-n' && index === given + 1))
    const { texts, err } = readAll(shell, name, paths, input)
    const pick = (lines: string[]) => (name === 'head' ? lines.slice(0, count) : count === 0 ? [] : lines.slice(-count))
    const parts = texts.map(([path, text]) => (texts.length > 1 ? `==> ${path} <==\n` : '') + join(pick(linesOf(text))))
    return print(parts.join(''), err)
  }

const wc: Command = (shell, args, input) => {
  const { has, rest } = switches(args)
  const { texts, err } = readAll(shell, 'wc', rest, input)
  const some = has('l') || has('w') || has('c')
  const rows = texts.map(([path, text]) => {
    const words = text.trim() === '' ? 0 : text.trim().split(/\s+/).length
    const counts: [string, number][] = [
      ['l', text.split('\n').length - 1],
      ['w', words],
      ['c', text.length],
    ]
    const shown = counts.filter(([letter]) => !some || has(letter)).map(([, count]) => count)
    return `${shown.join(' ')}${path === '-' ? '' : ` ${path}`}`
  })
  return print(join(rows), err)
}

const grep: Command = (shell, args, input) => {
  const { has, rest } = switches(args)
  const [pattern, ...named] = rest
  if (pattern === undefined) return failed('grep: no pattern was given', 2)
  const deep = has('r') || has('R')
  const paths = deep ? (named.length > 0 ? named : ['.']).flatMap((path) => filesBelow(shell, path)) : named
  const { texts, err } = readAll(shell, 'grep', paths, input)
  const fold = (text: string) => (has('i') ? text.toLowerCase() : text)
  const parts = lineParts(fold(pattern))
  let found = 0
  const rows = texts.flatMap(([path, text]) => {
    const hits = linesOf(text).flatMap((line, index) =>
      matches(parts, fold(line)) !== has('v') ? [has('n') ? `${index + 1}:${line}` : line] : [],
    )
    found += hits.length
    const prefix = texts.length > 1 || deep ? `${path}:` : ''
    if (has('l')) return hits.length > 0 ? [path] : []
    return has('c') ? [`${prefix}${hits.length}`] : hits.map((hit) => prefix + hit)
  })
  return { out: join(rows), err, code: err !== '' ? 2 : found > 0 ? 0 : 1 }
}

function filesBelow(shell: Shell, path: string): string[] {
  const full = at(shell, path)
  const inside = pathsBelow(shell.disk, full, true).filter((one) => nodeAt(shell.disk, one)!.kind === 'file')
  return nodeAt(shell.disk, full)?.kind === 'folder' ? inside.map((one) => path + one.slice(full.length)) : [path]
}

const sort: Command = (shell, args, input) => {
  const { has, rest } = switches(args)
  const { texts, err } = readAll(shell, 'sort', rest, input)
  const lines = texts.flatMap(([, text]) => linesOf(text))
  const numeric = (a: string, b: string) => (Number.parseFloat(a) || 0) - (Number.parseFloat(b) || 0)
  lines.sort((a, b) => (has('n') ? numeric(a, b) : 0) || (a < b ? -1 : a > b ? 1 : 0))
  if (has('r')) lines.reverse()
  return print(join(has('u') ? [...new Set(lines)] : lines), err)
}

const uniq: Command = (shell, args, input) => {
  const { has, rest } = switches(args)
  const { texts, err } = readAll(shell, 'uniq', rest, input)
  const groups: [string, number][] = []
  for (const line of texts.flatMap(([, text]) => linesOf(text))) {
    const last = groups.at(-1)
    if (last?.[0] === line) last[1]++
    else groups.push([line, 1])
  }
  return print(join(groups.map(([line, count]) => (has('c') ? `${String(count).padStart(7)} ${line}` : line))), err)
}

const basename: Command = (_, args) => printed(`${nameOf(args[0] ?? '')}\n`)

export const textCommands = {
  cat,
  echo,
  printf,
  head: ends('head'),
  tail: ends('tail'),
  wc,
  grep,
  sort,
  uniq,
  basename,
}
