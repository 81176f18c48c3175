import { z } from 'zod'
import { requireCaller } from '@/lib/auth/actor'
import { respond } from '@/lib/auth/define-route'
import { parseGiven } from '@/lib/auth/parse-given'
import { requireOwnPage } from '@/lib/auth/require-own-page'
import { fileResponse } from '@/lib/auth/stream-file'
import { toResult } from '@/lib/auth/to-result'
import { AUDIT_FILES, auditFilterSchema } from '@/lib/core/audit/filter'
import { db } from '@/lib/data/client'
import { exportAudit } from '@/lib/services/audit-log/export-audit'

const query = auditFilterSchema.extend({ project: z.string().max(100), file: z.enum(AUDIT_FILES) }).strict()

/** Leads to the same answer as a project that is not the actor's. */
const NOBODYS = '00000000-0000-0000-0000-000000000000'

const MEDIA = { csv: 'text/csv; charset=utf-8', jsonl: 'application/jsonl; charset=utf-8' }

/** The audit log as a file. GET, because it changes nothing but that log; refused to other sites' pages. */
export async function GET(request: Request): Promise<Response> {
  const opened = await toResult(async () => {
    requireOwnPage(request.headers)
    const actor = await requireCaller()
    const given = Object.fromEntries(new URL(request.url).searchParams)
    const { project: slug, file, ...filter } = parseGiven(query, given)
    const project = await db().project.findUnique({ where: { slug }, select: { id: true } })
    const ctx = { actor, db: db(), now: new Date() }
    const pieces = await exportAudit(ctx, { projectId: project?.id ?? NOBODYS, filter, file })
    const of = filter.of === 'installation' ? 'installation' : slug
    return { pieces, mediaType: MEDIA[file], name: `${of}-audit-${ctx.now.toISOString().slice(0, 10)}.${file}` }
  })
  return opened.ok ? fileResponse(opened.data) : respond(opened)
}
