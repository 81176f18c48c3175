import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { root } from './root.mjs'

/** What was made from what: a stamp holds the hash of a step's inputs, so that the step is done only when they changed. */
const folder = path.join(root, 'node_modules/.plumbline')
const fileOf = (name) => path.join(folder, name)

export function readStamp(name) {
  try {
    return readFileSync(fileOf(name), 'utf8')
  } catch {
    return null
  }
}

export function writeStamp(name, text) {
  mkdirSync(folder, { recursive: true })
  writeFileSync(fileOf(name), text)
}

function* walk(relative) {
  let entries
  try {
    entries = readdirSync(path.join(root, relative), { withFileTypes: true })
  } catch (error) {
    if (error.code === 'ENOTDIR') yield relative
    return
  }
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const below = `${relative}/${entry.name}`
    if (below === 'lib/data/generated') continue
    if (entry.isDirectory()) yield* walk(below)
    else yield below
  }
}

/** SHA-256 over names and contents of files and folders (missing ones count as missing) and over settings. */
export function hashOf(paths, settings = []) {
  const hash = createHash('sha256')
  for (const relative of paths) {
    for (const file of walk(relative))
      hash
        .update(`${file}\0`)
        .update(readFileSync(path.join(root, file)))
        .update('\0')
  }
  for (const setting of settings) hash.update(`${setting}\0`)
  return hash.digest('hex')
}
