import { execFileSync } from 'node:child_process'

/** The child processes of one, with their command lines. */
export function listChildren(pid: number): { pid: number; command: string }[] {
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,command='], { encoding: 'utf8' }).split('\n')
  return lines.flatMap((line) => {
    const [, child, parent, command = ''] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? []
    return Number(parent) === pid ? [{ pid: Number(child), command }] : []
  })
}

/** The child whose command line matches; null while there is none. */
export const findChild = (pid: number, command: RegExp) =>
  listChildren(pid).find((child) => command.test(child.command))?.pid ?? null

export const WORKER = /worker\.mjs/
export const WEB = /next/

/** A process that ended but was not waited for yet counts as ended. */
export function isRunning(pid: number): boolean {
  try {
    return !execFileSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' }).startsWith('Z')
  } catch {
    return false
  }
}
