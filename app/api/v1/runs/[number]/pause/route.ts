import { defineApi } from '@/lib/auth/define-api'
import { pauseRunEndpoint } from '@/lib/core/api/runs'
import { findRunId } from '@/lib/data/queries/run-id'
import { notFound } from '@/lib/services/errors'
import { pauseRun } from '@/lib/services/runs/pause-run'

export const POST = defineApi(pauseRunEndpoint, async (ctx, { params: { number } }) => {
  const runId = await findRunId(ctx, ctx.projectId, number)
  if (!runId) throw notFound('run')
  await pauseRun(ctx, { runId })
  return { number }
})
