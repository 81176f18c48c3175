import { defineApi } from '@/lib/auth/define-api'
import { readRunEndpoint } from '@/lib/core/api/runs'
import { findRun } from '@/lib/data/queries/runs'
import { notFound } from '@/lib/services/errors'

export const GET = defineApi(readRunEndpoint, async (ctx, { params: { number } }) => {
  const run = await findRun(ctx, { projectId: ctx.projectId, number })
  if (!run) throw notFound('run')
  const { pauseMessage, produced } = run.progress
  return { ...run, pauseMessage, produced }
})
