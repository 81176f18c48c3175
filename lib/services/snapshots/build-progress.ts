import type { PrismaClient } from '@/lib/data/client'

const EVERY_MS = 400

/** Writes how far a count or a freeze is, a few times a second, on a connection other than its own. */
export function trackBuild(db: PrismaClient, snapshotId: string, signal?: AbortSignal) {
  let writing: Promise<unknown> = Promise.resolve()
  let last = 0
  return {
    report(phase: string, done: number, total: number): void {
      if (signal?.aborted) throw new Error('The worker stops: another one begins this again.')
      const now = Date.now()
      if (phase === 'READING' && now - last < EVERY_MS) return
      last = now
      const state = { phase, done, total, updatedAt: new Date(now) }
      writing = writing
        .then(() =>
          db.snapshotProgress.upsert({ where: { snapshotId }, create: { snapshotId, ...state }, update: state }),
        )
        .catch(() => {})
    },
    stop: () => writing,
  }
}
