import type { Ctx } from '../context'
import { removeUploads } from '../import/upload-folder'

/** Ends an import that failed for reasons of the machine time and again, and says so to whoever waits. */
export async function giveUpEvaluation(ctx: Ctx, importId: string, error: unknown): Promise<void> {
  const why = error instanceof Error ? error.message.split('\n').at(-1) : String(error)
  const { count } = await ctx.db.evaluationImport.updateMany({
    where: { id: importId, status: 'WAITING' },
    data: {
      ...{ status: 'FAILED', endedAt: new Date() },
      error: `The file could not be read in (${why}). Nothing was imported; bring it in again.`,
    },
  })
  if (count > 0) await removeUploads(importId)
}
