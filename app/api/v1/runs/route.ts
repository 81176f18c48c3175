import { defineApi } from '@/lib/auth/define-api'
import { requirePlace } from '@/lib/auth/require-place'
import { numberPlace, toCursor } from '@/lib/core/api/cursor'
import { createRunEndpoint, listRunsEndpoint } from '@/lib/core/api/runs'
import { listRuns } from '@/lib/data/queries/runs'
import { notFound } from '@/lib/services/errors'
import { createRun } from '@/lib/services/runs/create-run'

export const GET = defineApi(listRunsEndpoint, async (ctx, { query: { cursor, limit } }) => {
  const before = requirePlace(cursor, numberPlace)?.number ?? null
  const page = await listRuns(ctx, { projectId: ctx.projectId, before, limit })
  if (!page) throw notFound('project')
  return { data: page.rows, next: page.after === null ? null : toCursor({ number: page.after }) }
})

export const POST = defineApi(createRunEndpoint, async (ctx, { body }) => {
  const { runId, ...made } = await createRun(ctx, { ...body, projectId: ctx.projectId })
  return { id: runId, ...made }
})
