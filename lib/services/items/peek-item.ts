import { z } from 'zod'
import type { FoundItem } from '@/lib/core/item/detail'
import { findItem } from '@/lib/data/queries/item-detail'
import type { Ctx } from '../context'
import { notFound } from '../errors'

export const peekItemInput = z.object({ itemId: z.uuid() })
export type PeekItemInput = z.infer<typeof peekItemInput>

/** One item beside its list, as its own page would show it: masked text stays away. */
export async function peekItem(ctx: Ctx, { itemId }: PeekItemInput): Promise<NonNullable<FoundItem>> {
  const found = await findItem(ctx, itemId)
  if (!found) throw notFound('item')
  return found
}
