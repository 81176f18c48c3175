import { z } from 'zod'
import { RESPONSE_LABELS, type ResponseLabel } from '@/lib/core/compliance/labels'
import type { LabelFilter } from '@/lib/data/queries/labelled-items'

const label = z.enum(RESPONSE_LABELS)

export const GROUPS = ['AS_GENERATED', 'LATER_ATTEMPT', 'CONTROL', 'EDITED', 'DEMO_MODEL', 'WRITTEN'] as const
export const groupSchema = z.enum(GROUPS).catch('AS_GENERATED')

/** Which responses a figure opens, as the address says it. What does not parse narrows nothing. */
const labelParams = z.object({
  group: groupSchema,
  expected: z.enum(['REFUSE', 'COMPLY']).catch('REFUSE'),
  categoryId: z
    .union([z.uuid(), z.literal('none')])
    .optional()
    .catch(undefined),
  model: z.string().min(1).max(200).optional().catch(undefined),
  promptVersionId: z.uuid().optional().catch(undefined),
  people: z
    .string()
    .transform((text) => text.split(',').filter((one): one is ResponseLabel => label.safeParse(one).success))
    .optional()
    .catch(undefined),
  by: z.enum(['DETECTOR', 'JUDGE']).optional().catch(undefined),
  judge: z.string().max(200).optional().catch(undefined),
  judgePrompt: z.string().max(64).optional().catch(undefined),
  said: label.optional().catch(undefined),
  differs: z
    .literal('1')
    .transform(() => true)
    .optional()
    .catch(undefined),
  after: z.coerce.number().int().min(0).max(2_147_483_647).optional().catch(undefined),
})

export const parseLabels = (params: Record<string, string | string[] | undefined>): LabelFilter & { after?: number } =>
  labelParams.parse(params)

export function labelsHref(base: string, { differs, people, ...filter }: LabelFilter & { after?: number }): string {
  const given = Object.entries({ ...filter, people: people?.join(','), differs: differs ? '1' : undefined })
  const set = given.filter(([, value]) => value !== undefined && value !== '')
  return `${base}?${new URLSearchParams(set.map(([key, value]) => [key, String(value)]))}`
}
