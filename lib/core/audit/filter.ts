import { z } from 'zod'
import { ACTS } from './act-words'
import { isAuditArea } from './areas'

const day = z.iso.date()
export const AUDIT_FILES = ['csv', 'jsonl'] as const
export type AuditFile = (typeof AUDIT_FILES)[number]

const what = z
  .string()
  .refine((text) => isAuditArea(text) || Object.hasOwn(ACTS, text) || /^[a-z]+\.take_out$/.test(text))
const who = z.union([z.uuid(), z.enum(['user', 'token', 'job', 'operator'])])

/** The filter of the audit log as an address says it. */
export const auditFilterSchema = z.object({
  of: z.enum(['project', 'installation']).optional(),
  what: what.optional(),
  who: who.optional(),
  item: z.coerce.number().int().min(1).max(2_147_483_647).optional(),
  from: day.optional(),
  to: day.optional(),
})
