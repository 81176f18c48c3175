import { defineApi } from '@/lib/auth/define-api'
import { resumeRunEndpoint } from '@/lib/core/api/runs'
import { findRunId } from '@/lib/data/queries/run-id'
import { notFound } from '@/lib/services/errors'
import { resumeRun } from '@/lib/services/runs/resume-run'

export const POST = defineApi(resumeRunEndpoint, async (ctx, { params: { number }, body }) => {
  const runId = await findRunId(ctx, ctx.projectId, number)
  if (!runId) throw notFound('run')
  await resumeRun(ctx, { ...body, runId })
  return { number }
})
