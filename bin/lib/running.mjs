import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { root } from './root.mjs'

/**
 * Which Plumblines run from this folder. Under their feet nothing is installed or built.
 * A note names process and, where the system can say it, the moment the process began: numbers are used again.
 */
const folder = path.join(root, 'node_modules/.plumbline/running')

function beginOf(pid) {
  try {
    // Field 22 of /proc/<pid>/stat; the name before it may contain spaces but ends with the last ')'.
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]
  } catch {
    return null
  }
}

function lives({ pid, began }) {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if (error.code !== 'EPERM') return false
  }
  return began === null || beginOf(pid) === began
}

export function markRunning(kind) {
  mkdirSync(folder, { recursive: true })
  const file = path.join(folder, `${process.pid}.json`)
  writeFileSync(file, JSON.stringify({ pid: process.pid, began: beginOf(process.pid), kind }))
  const unmark = () => rmSync(file, { force: true })
  process.on('exit', unmark)
  return unmark
}

/** [{ pid, kind }] of those that still live; notes of the others are removed. */
export function listRunning() {
  let names = []
  try {
    names = readdirSync(folder)
  } catch {
    return []
  }
  const found = []
  for (const name of names) {
    const file = path.join(folder, name)
    try {
      const note = JSON.parse(readFileSync(file, 'utf8'))
      if (note.pid !== process.pid && lives(note)) found.push(note)
      else rmSync(file, { force: true })
    } catch {
      rmSync(file, { force: true })
    }
  }
  return found
}
