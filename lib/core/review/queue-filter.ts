import { z } from 'zod'
import { itemFilterSchema } from '../item/filter'

/** Which items of a stage a queue is filled with: a list's filter, or items by name; none means all that are not archived. */
export const queueFilterSchema = z.strictObject({
  itemIds: z.array(z.uuid()).max(10_000).optional(),
  ...itemFilterSchema.shape,
})
export type QueueFilter = z.infer<typeof queueFilterSchema>

/** Items that matched and were not added, by why. */
export interface LeftOut {
  /** Already in this queue with their current text. */
  inQueue: number
  /** Their current text is open in another curation queue: one at a time. */
  openElsewhere: number
  /** Their current text has been through a curation queue; ask for `again` to have it judged anew. */
  decided: number
  /** Out of serving until a lead has looked. */
  flagged: number
  /** Kept from everybody while a cause stands. */
  quarantined: number
  /** Responses to borderline instructions that nobody has settled: nothing can be said of them. */
  unsettled: number
  /** Without any text yet. */
  withoutText: number
}
