import type { z } from 'zod'
import { fromCursor } from '@/lib/core/api/cursor'
import { ServiceError } from '@/lib/services/errors'

/** Where a page begins; null: at the start. */
export function requirePlace<T>(cursor: string | undefined, place: z.ZodType<T>): T | null {
  if (cursor === undefined) return null
  const found = fromCursor(cursor, place)
  if (found === null)
    throw new ServiceError(
      'invalid',
      'This cursor is none of this list’s. Give the `next` of the page before, unchanged.',
    )
  return found
}
