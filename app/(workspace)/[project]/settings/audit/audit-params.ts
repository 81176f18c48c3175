import { z } from 'zod'
import { AUDIT_AREAS, type AuditFilter } from '@/lib/data/queries/audit'

const day = z.iso.date()

/** The filter as the address says it; what does not parse narrows nothing. */
const auditParams = z.object({
  area: z.enum(AUDIT_AREAS).optional().catch(undefined),
  actorId: z.uuid().optional().catch(undefined),
  from: day.optional().catch(undefined),
  to: day.optional().catch(undefined),
  before: z.uuid().optional().catch(undefined),
})

export const parseAudit = (params: Record<string, string | string[] | undefined>): AuditFilter =>
  auditParams.parse(params)

export function auditHref(base: string, filter: AuditFilter): string {
  const given = Object.entries(filter).filter((entry): entry is [string, string] => Boolean(entry[1]))
  return given.length === 0 ? base : `${base}?${new URLSearchParams(given)}`
}
