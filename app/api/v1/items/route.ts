import { defineApi } from '@/lib/auth/define-api'
import { requirePlace } from '@/lib/auth/require-place'
import { itemPlace, toCursor } from '@/lib/core/api/cursor'
import { listItemsEndpoint } from '@/lib/core/api/items'
import { listItems } from '@/lib/data/queries/items'
import { notFound } from '@/lib/services/errors'

export const GET = defineApi(listItemsEndpoint, async (ctx, { query }) => {
  const { cursor, limit: size, stage, sort, order: dir, archived = false, ...asked } = query
  const { projectId } = ctx
  const filter = {
    ...{ verdicts: asked.verdict, intents: asked.intent, origins: asked.origin, labels: asked.label },
    ...{ outcomes: asked.outcome, flagged: asked.flagged, stale: asked.stale, text: asked.text },
    ...{ parentId: asked.parent, runId: asked.run, categoryIds: asked.category ? [asked.category] : undefined },
    severities: asked.severity === undefined ? undefined : [asked.severity],
  }
  const key = requirePlace(cursor, itemPlace)
  const from = key && { key, backwards: false }
  const page = await listItems(ctx, { projectId, stage, filter, archived, sort, dir, from, size })
  if (!page) throw notFound('project')
  return {
    data: page.rows.map((row) => ({ ...row, stage, steps: row.steps?.map(({ name }) => name) ?? null })),
    next: page.later && toCursor(page.later),
  }
})
