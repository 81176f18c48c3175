import { z } from 'zod'
import type { RunProgress } from '@/lib/core/run/views'
import { findRunProgress } from '@/lib/data/queries/runs'
import type { Ctx } from '../context'
import { notFound } from '../errors'

export const watchRunInput = z.strictObject({ runId: z.uuid() })

/** How far a run is. Asked for by its page every few seconds, and by a command that waits. */
export async function watchRun(ctx: Ctx, { runId }: z.infer<typeof watchRunInput>): Promise<RunProgress> {
  const progress = await findRunProgress(ctx, runId)
  if (!progress) throw notFound('run')
  return progress
}
