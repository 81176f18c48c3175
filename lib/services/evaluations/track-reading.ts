import type { EvaluationProgress } from '@/lib/core/evaluation/views'
import type { PrismaClient } from '@/lib/data/client'

const EVERY_MS = 400

/** Writes how far a file is read, a few times a second, on a connection other than the import's own. Throws once it is to stop. */
export function trackReading(db: PrismaClient, importId: string, signal?: AbortSignal) {
  let writing: Promise<unknown> = Promise.resolve()
  let last = 0
  let ended = false
  return {
    report(progress: EvaluationProgress) {
      signal?.throwIfAborted()
      const now = Date.now()
      if (ended || now - last < EVERY_MS) return
      last = now
      const where = { id: importId, status: 'WAITING' }
      writing = writing
        .then(() => db.evaluationImport.updateMany({ where, data: { progress: { ...progress } } }))
        .catch(() => {})
    },
    /** Resolves when nothing is being written any more. */
    stop() {
      ended = true
      return writing
    },
  }
}
