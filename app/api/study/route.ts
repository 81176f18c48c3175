import { z } from 'zod'
import { requireCaller } from '@/lib/auth/actor'
import { respond } from '@/lib/auth/define-route'
import { parseGiven } from '@/lib/auth/parse-given'
import { toResult } from '@/lib/auth/to-result'
import { db } from '@/lib/data/client'
import { ServiceError } from '@/lib/services/errors'
import { exportStudy, STUDY_FILES } from '@/lib/services/studies/export-study'

const query = z.object({
  project: z.string().max(100),
  /** "published": the example that every project shows. */
  study: z.union([z.literal('published'), z.coerce.number().int().min(1)]),
  file: z.enum(STUDY_FILES),
  task: z.string().max(40).optional(),
})

/** A closed study as a file. GET, because it changes nothing but the audit log; refused to other sites' pages. */
export async function GET(request: Request): Promise<Response> {
  const opened = await toResult(async () => {
    const site = request.headers.get('sec-fetch-site')
    if (site !== null && site !== 'same-origin' && site !== 'none')
      throw new ServiceError('forbidden', 'This request did not come from a page of this Plumbline.')
    const actor = await requireCaller()
    const {
      project: slug,
      study,
      file,
      task,
    } = parseGiven(query, Object.fromEntries(new URL(request.url).searchParams))
    const project = await db().project.findUnique({ where: { slug }, select: { id: true } })
    const ctx = { actor, db: db(), now: new Date() }
    const number = study === 'published' ? null : study
    return exportStudy(ctx, { projectId: project?.id ?? NOBODYS, number, file, task: task ?? null })
  })
  if (!opened.ok) return respond(opened)
  const { text, mediaType, name } = opened.data
  return new Response(text, {
    headers: {
      'Content-Type': mediaType,
      'Content-Disposition': `attachment; filename="${name}"`,
      'Cache-Control': 'no-store',
      'X-Content-Type-Options': 'nosniff',
    },
  })
}

/** Leads to the same answer as a project that is not the actor's. */
const NOBODYS = '00000000-0000-0000-0000-000000000000'
