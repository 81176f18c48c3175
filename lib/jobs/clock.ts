import { setTimeout as sleep } from 'node:timers/promises'
import type { PrismaClient } from '@/lib/data/client'
import { log, messageOf } from '@/lib/server/log'
import type { Ctx } from '@/lib/services/context'
import { keepRunsGoing } from '@/lib/services/runs/keep-runs-going'
import { regenerateFailed } from '@/lib/services/runs/regenerate-failed'
import { handOutDeliveries } from '@/lib/services/webhooks/hand-out-deliveries'

const TICK_MS = 1_000
/** Ticks from one look for failed items that are due to the next. */
const REGENERATE_EVERY = 10

/** What a worker does by the clock beside its jobs, until stopped. A database that is away is waited for. */
export function startClock(db: PrismaClient): { stop(): Promise<void> } {
  const end = new AbortController()
  let troubled = false
  const loop = async () => {
    for (let tick = 0; !end.signal.aborted; tick++) {
      const ctx: Ctx = { actor: { kind: 'job', name: 'clock' }, db, now: new Date() }
      try {
        await keepRunsGoing(ctx)
        await handOutDeliveries(ctx)
        if (tick % REGENERATE_EVERY === 0) await regenerateFailed(ctx)
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
