import { z } from 'zod'
import type { FigureFilter } from '@/lib/data/queries/quality'

const count = z.coerce.number().int().min(0).max(100)

/** Which items a figure opens, as the address says it. What does not parse narrows nothing. */
const figureParams = z.object({
  stage: z.enum(['CHAIN', 'INSTRUCTION', 'RESPONSE']).optional().catch(undefined),
  group: z.enum(['AS_GENERATED', 'LATER_ATTEMPT', 'CONTROL', 'EDITED', 'DEMO_MODEL', 'WRITTEN']).catch('AS_GENERATED'),
  categoryId: z
    .union([z.uuid(), z.literal('none')])
    .optional()
    .catch(undefined),
  origin: z.enum(['IMPORTED', 'GENERATED', 'DEMO_MODEL', 'WRITTEN']).optional().catch(undefined),
  intent: z.enum(['HARMFUL', 'BORDERLINE', 'BENIGN']).optional().catch(undefined),
  model: z.string().min(1).max(200).optional().catch(undefined),
  promptVersionId: z.uuid().optional().catch(undefined),
  reviewers: count.optional().catch(undefined),
  votesAtLeast: count.optional().catch(undefined),
  accepts: count.optional().catch(undefined),
  rejects: count.optional().catch(undefined),
  abstains: count.optional().catch(undefined),
  pass: z.enum(['majority', 'all', 'full']).optional().catch(undefined),
  after: z.coerce.number().int().min(0).optional().catch(undefined),
})

export const parseFigure = (params: Record<string, string | string[] | undefined>): FigureFilter & { after?: number } =>
  figureParams.parse(params)

export function figureHref(base: string, filter: FigureFilter & { after?: number }): string {
  const given = Object.entries(filter).filter(([, value]) => value !== undefined)
  return `${base}?${new URLSearchParams(given.map(([key, value]) => [key, String(value)]))}`
}
