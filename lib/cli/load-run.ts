import type { RunDetail } from '@/lib/core/run/views'
import { findRun } from '@/lib/data/queries/runs'
import type { Ctx } from '@/lib/services/context'
import { UsageError } from './command'

export async function loadRun(ctx: Ctx, of: { projectId: string; number: number }): Promise<RunDetail> {
  const run = await findRun(ctx, of)
  if (!run) throw new UsageError(`There is no run ${of.number} in this project.`)
  return run
}
