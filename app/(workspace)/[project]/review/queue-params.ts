import { z } from 'zod'
import type { QueueFilter } from '@/lib/core/review/queue-filter'
import { parseListState, type SearchParams } from '../chains/search-params'

const ids = z
  .union([z.string(), z.array(z.string())])
  .transform((value) => [value].flat().flatMap((part) => part.split(',')))
  .pipe(z.array(z.uuid()).min(1).max(10_000))

/** Which items a new queue begins with: rows picked by hand (`ids`), or a list as its own address says it. */
export function parseQueueFilter(params: SearchParams): QueueFilter {
  const itemIds = ids.safeParse(params.ids).data
  return { ...(itemIds && { itemIds }), ...parseListState(params).filter }
}
