import { defineApi } from '@/lib/auth/define-api'
import { readItemEndpoint } from '@/lib/core/api/items'
import { contentOf } from '@/lib/core/item/content'
import { findItem } from '@/lib/data/queries/item-detail'
import { notFound } from '@/lib/services/errors'
import { revealItem } from '@/lib/services/items/reveal-item'

export const GET = defineApi(readItemEndpoint, async (ctx, { params: { itemId }, query: { masked } }) => {
  const found = await findItem(ctx, itemId)
  if (found?.kind !== 'ITEM') throw notFound('item')
  const { item, revisions } = found
  const current = revisions.find((revision) => revision.current)
  const shown = masked === 'show' && item.masked ? (await revealItem(ctx, { itemId })).bodies : null
  const body = current && (shown ? shown[current.id] : current.body)
  return { ...item, revision: current ?? null, content: body ? contentOf(body) : null }
})
