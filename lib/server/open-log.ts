import { existsSync, mkdirSync, openSync, renameSync, statSync } from 'node:fs'
import path from 'node:path'

const LIMIT = 10 * 1024 * 1024

/** A child's log, opened to append; one that has grown large is put aside. Returns the file descriptor. */
export function openLog(dataDir: string, name: string): number {
  const file = path.join(dataDir, 'logs', `${name}.log`)
  mkdirSync(path.dirname(file), { recursive: true })
  if (existsSync(file) && statSync(file).size > LIMIT) renameSync(file, `${file}.1`)
  return openSync(file, 'a', 0o600)
}
