import { z } from 'zod'
import { auditFilterSchema } from '@/lib/core/audit/filter'
import type { AuditFilter } from '@/lib/data/queries/audit'

const { of, what, who, item, from, to } = auditFilterSchema.shape

/** The filter as the address says it; what does not parse narrows nothing. */
const auditParams = z.object({
  of: of.catch(undefined),
  what: what.catch(undefined),
  who: who.catch(undefined),
  item: item.catch(undefined),
  from: from.catch(undefined),
  to: to.catch(undefined),
  before: z.uuid().optional().catch(undefined),
})

type AuditParams = AuditFilter & { before?: string }

export const parseAudit = (params: Record<string, string | string[] | undefined>): AuditParams =>
  auditParams.parse(params)

/** An address with the filter, and what else is given, in its query. */
export function auditHref(base: string, params: AuditParams & Record<string, string | number | undefined>): string {
  const given = Object.entries(params).flatMap(([name, value]) => (value ? [[name, String(value)]] : []))
  return given.length === 0 ? base : `${base}?${new URLSearchParams(given)}`
}
