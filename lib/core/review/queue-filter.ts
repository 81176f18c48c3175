import { z } from 'zod'

const list = <T extends z.ZodType>(one: T) => z.array(one).max(10_000).optional()

/** Which items of a stage a queue is filled with; every field given narrows it, none means all that are not archived. */
export const queueFilterSchema = z.strictObject({
  itemIds: list(z.uuid()),
  /** A category brings its subcategories along. */
  categoryIds: list(z.uuid()),
  intents: list(z.enum(['HARMFUL', 'BORDERLINE', 'BENIGN'])),
  origins: list(z.enum(['IMPORTED', 'GENERATED', 'DEMO_MODEL', 'WRITTEN'])),
  verdicts: list(z.enum(['OPEN', 'PASSED', 'FAILED', 'CONTESTED'])),
  /** Words of the text, as in the list's search. */
  text: z.string().trim().max(200).optional(),
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
  /** Without any text yet. */
  withoutText: number
}
