import { z } from 'zod'
import type { QueueFilter } from '@/lib/core/review/queue-filter'

type Params = Record<string, string | string[] | undefined>

const list = <T extends z.ZodType<string, string>>(one: T) =>
  z
    .union([z.string(), z.array(z.string())])
    .transform((value) => [value].flat().flatMap((part) => part.split(',')))
    .pipe(z.array(one).min(1).max(10_000))
    .optional()
    .catch(undefined)

/** Which items a new queue begins with, as a list or a link says it. What does not parse narrows nothing. */
const queueParams = z.object({
  ids: list(z.uuid()),
  category: list(z.uuid()),
  verdict: list(z.enum(['OPEN', 'PASSED', 'FAILED', 'CONTESTED'])),
  intent: list(z.enum(['HARMFUL', 'BORDERLINE', 'BENIGN'])),
  origin: list(z.enum(['IMPORTED', 'GENERATED', 'DEMO_MODEL', 'WRITTEN'])),
  q: z.string().trim().min(1).max(200).optional().catch(undefined),
})

export function parseQueueFilter(params: Params): QueueFilter {
  const { ids, category, verdict, intent, origin, q } = queueParams.parse(params)
  return {
    ...(ids && { itemIds: ids }),
    ...(category && { categoryIds: category }),
    ...(verdict && { verdicts: verdict }),
    ...(intent && { intents: intent }),
    ...(origin && { origins: origin }),
    ...(q && { text: q }),
  }
}
