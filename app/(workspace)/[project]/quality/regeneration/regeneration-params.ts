import { z } from 'zod'
import type { RegenerationFilter } from '@/lib/data/queries/regeneration-items'

const GROUPS = ['AS_GENERATED', 'LATER_ATTEMPT', 'CONTROL', 'EDITED', 'DEMO_MODEL', 'WRITTEN'] as const
const OUTCOMES = ['PASSED', 'CONTROL', 'EDITED', 'OPEN', 'NOT_PASSED'] as const

const attempt = z.coerce.number().int().min(1).max(100).optional().catch(undefined)
const text = z.string().min(1).max(200).optional().catch(undefined)
const after = z.coerce.number().int().min(0).optional().catch(undefined)

const figureParams = z.object({
  group: z.enum(GROUPS).catch('LATER_ATTEMPT'),
  attempt,
  reason: text,
  model: text,
  prompt: text,
  pass: z.enum(['majority', 'all', 'full']).optional().catch(undefined),
  after,
})
const outcomeParams = z.object({
  outcome: z.enum(OUTCOMES),
  attempt,
  demo: z
    .literal('true')
    .transform(() => true)
    .optional()
    .catch(undefined),
  after,
})

type Params = Record<string, string | string[] | undefined>

export const parseStage = (params: Params) => (params.stage === 'instructions' ? 'INSTRUCTION' : 'CHAIN')

/** What does not parse narrows nothing. */
export function parseRegeneration(params: Params): RegenerationFilter {
  const standing = outcomeParams.safeParse(params)
  return { stage: parseStage(params), ...(standing.success ? standing.data : figureParams.parse(params)) }
}

export function regenerationHref(base: string, { stage, ...filter }: RegenerationFilter): string {
  const given = Object.entries(filter).filter(([, value]) => value !== undefined && value !== false)
  const params = new URLSearchParams(given.map(([key, value]) => [key, String(value)]))
  if (stage === 'INSTRUCTION') params.set('stage', 'instructions')
  return `${base}?${params}`
}
