import { defineApi } from '@/lib/auth/define-api'
import { requirePlace } from '@/lib/auth/require-place'
import { timePlace, toCursor } from '@/lib/core/api/cursor'
import { listJudgmentsEndpoint } from '@/lib/core/api/judgments'
import { listJudgments } from '@/lib/data/queries/judgments'
import { notFound } from '@/lib/services/errors'

export const GET = defineApi(listJudgmentsEndpoint, async (ctx, { query }) => {
  const { cursor, limit, stage = null, item = null, queue = null, since } = query
  const after = requirePlace(cursor, timePlace)
  const filter = { stage, itemId: item, queueId: queue, since: since === undefined ? null : new Date(since) }
  const page = await listJudgments(ctx, { projectId: ctx.projectId, filter, after, limit })
  if (!page) throw notFound('project')
  return { data: page.rows, next: page.after && toCursor(page.after) }
})
