import { type Ctx, inTransaction } from '../context'
import { ServiceError } from '../errors'
import { removeUploads, uploadPath } from '../import/upload-folder'
import { askedSchema } from './evaluation-input'
import { LogProblem } from './read-log'
import { AT_MOST_MS, takeIn } from './take-in'
import { trackReading } from './track-reading'

/**
 * Reads a received file. The run, its samples, the hash list and the end of this import are one transaction under a lock of
 * the project: run twice, by two workers at once, or killed at any point and run again, it is done once.
 */
export async function readEvaluation(ctx: Ctx, importId: string, signal?: AbortSignal): Promise<void> {
  const row = await ctx.db.evaluationImport.findUnique({ where: { id: importId } })
  if (row?.status !== 'WAITING') return
  const { projectId, file, sha256, createdById } = row
  const progress = trackReading(ctx.db, importId, signal)
  try {
    const read = {
      ...askedSchema.parse(row.asked),
      projectId,
      file,
      sha256,
      createdById,
      path: uploadPath(importId, importId),
    }
    await inTransaction(
      ctx,
      async (tx) => {
        const made = await takeIn(tx, ctx, { ...read, onProgress: progress.report })
        // A progress update that is still under way would wait for this row, and this row for it.
        await progress.stop()
        const { count } = await tx.evaluationImport.updateMany({
          where: { id: importId, status: 'WAITING' },
          data: { status: 'READ', result: { ...made }, endedAt: new Date() },
        })
        if (count === 0) throw new Superseded()
      },
      AT_MOST_MS,
    )
  } catch (error) {
    await progress.stop()
    if (error instanceof Superseded) return
    const said = reasonOf(error)
    if (said === null) throw error
    await ctx.db.evaluationImport.updateMany({
      where: { id: importId, status: 'WAITING' },
      data: { status: 'FAILED', error: `${file}: ${said} Nothing was imported.`, endedAt: new Date() },
    })
  }
  await removeUploads(importId)
}

/** Another worker has ended this import meanwhile; what was written here is undone. */
class Superseded extends Error {}

/** What is final about a failure, in words; null: the next attempt may do better. */
function reasonOf(error: unknown): string | null {
  if (error instanceof LogProblem || error instanceof ServiceError) return error.message
  if ((error as { code?: unknown } | null)?.code === 'ENOENT')
    return 'Its file is not there any more. Bring it in again.'
  return null
}
