import { setTimeout as sleep } from 'node:timers/promises'
import type { PrismaClient } from '@/lib/data/client'
import { log, messageOf } from '@/lib/server/log'
import type { Ctx } from '@/lib/services/context'
import { keepRunsGoing } from '@/lib/services/runs/keep-runs-going'

const TICK_MS = 1_000

/** What a worker does by the clock beside its jobs, until stopped. A database that is away is waited for. */
export function startClock(db: PrismaClient): { stop(): Promise<void> } {
  const end = new AbortController()
  let troubled = false
  const loop = async () => {
    while (!end.signal.aborted) {
      const ctx: Ctx = { actor: { kind: 'job', name: 'clock' }, db, now: new Date() }
      try {
        await keepRunsGoing(ctx)
        troubled = false
      } catch (error) {
        if (!troubled) log.error('worker', 'the clock had trouble', { why: messageOf(error) })
        troubled = true
      }
      await sleep(TICK_MS, undefined, { signal: end.signal }).catch(() => {})
    }
  }
  const running = loop()
  return {
    stop: () => {
      end.abort()
      return running
    },
  }
}
