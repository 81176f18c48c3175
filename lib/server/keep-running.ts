import type { ChildProcess } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { log } from './log'

export interface Kept {
  /** Ends the child with SIGTERM, after `ms` with SIGKILL, and does not start it again. */
  stop(ms: number): Promise<void>
  /** Ends the child; it starts again at once. */
  restart(): void
}

const SHORTEST_MS = 500
const LONGEST_MS = 30_000
/** A child that lived this long was well: the next crash starts the backoff anew. */
const WELL_MS = 60_000

const gone = (child: ChildProcess) =>
  new Promise<void>((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve()
    child.once('exit', () => resolve())
    child.once('error', () => resolve())
  })

/** Keeps a child process running: whenever it ends, it starts again, sooner first and then less often. */
export function keepRunning(name: string, start: () => ChildProcess): Kept {
  const over = new AbortController()
  let child: ChildProcess | undefined
  let asked = false

  const loop = (async () => {
    for (let wait = SHORTEST_MS; !over.signal.aborted; ) {
      const born = Date.now()
      child = start()
      await gone(child)
      if (over.signal.aborted) return
      if (asked) {
        asked = false
        continue
      }
      if (Date.now() - born > WELL_MS) wait = SHORTEST_MS
      const how = child.signalCode ?? `code ${child.exitCode}`
      log.error(name, `ended (${how}); starts again in ${wait / 1000} s`)
      await sleep(wait, undefined, { signal: over.signal }).catch(() => {})
      wait = Math.min(wait * 2, LONGEST_MS)
    }
  })()

  return {
    async stop(ms) {
      over.abort()
      if (!child) return
      const ended = gone(child)
      child.kill('SIGTERM')
      const timer = setTimeout(() => child?.kill('SIGKILL'), ms)
      await ended
      clearTimeout(timer)
      await loop
    },
    restart() {
      asked = true
      child?.kill('SIGTERM')
    },
  }
}
