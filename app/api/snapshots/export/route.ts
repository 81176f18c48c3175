import { z } from 'zod'
import { requireCaller } from '@/lib/auth/actor'
import { respond } from '@/lib/auth/define-route'
import { parseGiven } from '@/lib/auth/parse-given'
import { requireOwnPage } from '@/lib/auth/require-own-page'
import { toResult } from '@/lib/auth/to-result'
import { PART_WORDS, PARTS } from '@/lib/core/snapshot/spec'
import { db } from '@/lib/data/client'
import { log, messageOf } from '@/lib/server/log'
import { exportSnapshot } from '@/lib/services/snapshots/export-snapshot'

const query = z.object({
  project: z.string().max(100),
  number: z.coerce.number().int().min(1),
  format: z.string().max(40),
  part: z.enum(PARTS).nullable().default(null),
})

/** Leads to the same answer as a project that is not the actor's. */
const NOBODYS = '00000000-0000-0000-0000-000000000000'

/** A frozen snapshot, or a part of it, as a file. GET, because it changes nothing but the audit log; refused to other sites' pages. */
export async function GET(request: Request): Promise<Response> {
  const opened = await toResult(async () => {
    requireOwnPage(request.headers)
    const actor = await requireCaller()
    const {
      project: slug,
      number,
      format,
      part,
    } = parseGiven(query, Object.fromEntries(new URL(request.url).searchParams))
    const project = await db().project.findUnique({ where: { slug }, select: { id: true } })
    const ctx = { actor, db: db(), now: new Date() }
    const file = await exportSnapshot(ctx, { projectId: project?.id ?? NOBODYS, number, format, part })
    const { extension } = file.delivery
    const name = `${slug}-snapshot-${number}-${format}${part ? `-${PART_WORDS[part]}` : ''}.${extension}`
    return { ...file, name }
  })
  if (!opened.ok) return respond(opened)
  const { pieces, delivery, name, snapshot } = opened.data
  return new Response(toStream(pieces), {
    headers: {
      'Content-Type': delivery.mediaType,
      'Content-Disposition': `attachment; filename="${name}"`,
      'Cache-Control': 'no-store',
      'X-Content-Type-Options': 'nosniff',
      'X-Snapshot-SHA256': snapshot.hash,
    },
  })
}

/** Pulled by the browser, so a slow one slows the cursor. A failure half-way breaks the connection: no file looks whole that is not. */
function toStream(pieces: AsyncGenerator<Buffer | string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  return new ReadableStream({
    async pull(controller) {
      try {
        const { done, value } = await pieces.next()
        if (done) controller.close()
        else controller.enqueue(typeof value === 'string' ? encoder.encode(value) : value)
      } catch (error) {
        log.error('web', 'an export broke off', { why: messageOf(error) })
        controller.error(error)
      }
    },
    async cancel() {
      await pieces.return(undefined)
    },
  })
}
