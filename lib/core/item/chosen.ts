import { z } from 'zod'
import { itemFilterSchema } from './filter'

/** What a bulk act is done to: rows picked by hand, or all that a list's filter leaves. */
export const chosenItemsInput = z
  .object({
    projectId: z.uuid(),
    stage: z.enum(['CHAIN', 'INSTRUCTION', 'RESPONSE']).default('CHAIN'),
    itemIds: z.array(z.uuid()).min(1).max(10_000).optional(),
    filter: itemFilterSchema.optional(),
  })
  .refine(({ itemIds, filter }) => (itemIds === undefined) !== (filter === undefined), {
    message: 'Either rows or a filter',
  })
export type ChosenItems = z.infer<typeof chosenItemsInput>
