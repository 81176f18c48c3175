import { z } from 'zod'
import { loadChosen } from '@/app/(workspace)/[project]/take-out/load-chosen'
import { requireCaller } from '@/lib/auth/actor'
import { respond } from '@/lib/auth/define-route'
import { parseGiven } from '@/lib/auth/parse-given'
import { requireOwnPage } from '@/lib/auth/require-own-page'
import { fileResponse } from '@/lib/auth/stream-file'
import { toResult } from '@/lib/auth/to-result'
import { TAKE_OUT, TAKE_OUT_FORMATS, TAKE_OUT_STAGES } from '@/lib/core/export/formats'
import { ITEM_LISTS } from '@/lib/core/item/lists'
import { db } from '@/lib/data/client'
import { takeOut } from '@/lib/services/export/take-out'

const query = z.object({
  project: z.string().max(100),
  stage: z
    .enum(TAKE_OUT_STAGES.map((stage) => ITEM_LISTS[stage]))
    .default(ITEM_LISTS.CHAIN)
    .transform((list) => TAKE_OUT_STAGES.find((stage) => ITEM_LISTS[stage] === list) ?? 'CHAIN'),
  format: z.enum(TAKE_OUT_FORMATS),
})

/** Accepted items of a stage as a file: all of a project, or of those that the rest of the address chooses. GET, because it changes nothing but the audit log; refused to other sites' pages. */
export async function GET(request: Request): Promise<Response> {
  const opened = await toResult(async () => {
    requireOwnPage(request.headers)
    const actor = await requireCaller()
    const params = Object.fromEntries(new URL(request.url).searchParams)
    const { project: slug, stage, format } = parseGiven(query, params)
    const project = await db().project.findUnique({ where: { slug }, select: { id: true, slug: true } })
    const ctx = { actor, db: db(), now: new Date() }
    const projectId = project?.id ?? NOBODYS
    const { chosen } = await loadChosen(ctx, { projectId, stage }, params)
    const { text } = await takeOut(ctx, { projectId, stage, format, chosen })
    const day = ctx.now.toISOString().slice(0, 10)
    const what = stage === 'CHAIN' ? 'accepted' : `accepted-${ITEM_LISTS[stage]}`
    const name = [project?.slug, what, chosen && 'selection', day].filter(Boolean).join('-')
    return { text, format, name: `${name}.${TAKE_OUT[format].extension}` }
  })
  if (!opened.ok) return respond(opened)
  const { text, format, name } = opened.data
  return fileResponse({ pieces: text, mediaType: TAKE_OUT[format].mediaType, name })
}

/** Leads to the same answer as a project that is not the actor's. */
const NOBODYS = '00000000-0000-0000-0000-000000000000'
