import { defineApi } from '@/lib/auth/define-api'
import { cancelRunEndpoint } from '@/lib/core/api/runs'
import { findRunId } from '@/lib/data/queries/run-id'
import { notFound } from '@/lib/services/errors'
import { cancelRun } from '@/lib/services/runs/cancel-run'

export const POST = defineApi(cancelRunEndpoint, async (ctx, { params: { number } }) => {
  const runId = await findRunId(ctx, ctx.projectId, number)
  if (!runId) throw notFound('run')
  await cancelRun(ctx, { runId })
  return { number }
})
