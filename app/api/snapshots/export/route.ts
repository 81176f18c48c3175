import { z } from 'zod'
import { requireCaller } from '@/lib/auth/actor'
import { respond } from '@/lib/auth/define-route'
import { parseGiven } from '@/lib/auth/parse-given'
import { requireOwnPage } from '@/lib/auth/require-own-page'
import { toResult } from '@/lib/auth/to-result'
import { PART_WORDS, PARTS } from '@/lib/core/snapshot/spec'
import { db } from '@/lib/data/client'
import { log, messageOf } from '@/lib/server/log'
import { ServiceError } from '@/lib/services/errors'
import { exportSnapshot } from '@/lib/services/snapshots/export-snapshot'
import { zipSnapshot } from '@/lib/services/snapshots/zip-snapshot'

const query = z.object({
  project: z.string().max(100),
  number: z.coerce.number().int().min(1),
  format: z.string().max(40),
  part: z.enum(PARTS).nullable().default(null),
  /** `zip`: everything that belongs to it, as an archive. */
  as: z.enum(['rows', 'table', 'zip']).default('rows'),
})

/** Leads to the same answer as a project that is not the actor's. */
const NOBODYS = '00000000-0000-0000-0000-000000000000'

interface Opened {
  name: string
  mediaType: string
  hash: string
  pieces: AsyncIterator<Uint8Array | string>
}

/** A frozen snapshot, or a part of it, as a file. GET, because it changes nothing but the audit log; refused to other sites' pages. */
export async function GET(request: Request): Promise<Response> {
  const opened = await toResult(async (): Promise<Opened> => {
    requireOwnPage(request.headers)
    const actor = await requireCaller()
    const asked = parseGiven(query, Object.fromEntries(new URL(request.url).searchParams))
    const project = await db().project.findUnique({ where: { slug: asked.project }, select: { id: true, slug: true } })
    const ctx = { actor, db: db(), now: new Date() }
    const { number, format, part, as } = asked
    const base = `${asked.project}-snapshot-${number}-${format}${part ? `-${PART_WORDS[part]}` : ''}`
    if (as === 'zip') {
      if (part) throw new ServiceError('invalid', 'An archive holds all parts of a snapshot.')
      const whose = project ?? { id: NOBODYS, slug: '' }
      const { stream, snapshot } = await zipSnapshot(ctx, { project: whose, number, format, folder: base })
      const pieces = (stream as AsyncIterable<Uint8Array>)[Symbol.asyncIterator]()
      return { name: `${base}.zip`, mediaType: 'application/zip', hash: snapshot.hash ?? '', pieces }
    }
    const file = await exportSnapshot(ctx, { projectId: project?.id ?? NOBODYS, number, format, part, shape: as })
    const { extension, mediaType, snapshot, pieces } = file
    return { name: `${base}.${extension}`, mediaType, hash: snapshot.hash, pieces }
  })
  if (!opened.ok) return respond(opened)
  const { pieces, mediaType, name, hash } = opened.data
  return new Response(toStream(pieces), {
    headers: {
      'Content-Type': mediaType,
      'Content-Disposition': `attachment; filename="${name}"`,
      'Cache-Control': 'no-store',
      'X-Content-Type-Options': 'nosniff',
      'X-Snapshot-SHA256': hash,
    },
  })
}

/** Pulled by the browser, so a slow one slows the cursor. A failure half-way breaks the connection: no file looks whole that is not. */
function toStream(pieces: AsyncIterator<Uint8Array | string>): ReadableStream<Uint8Array> {
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
      await pieces.return?.(undefined)
    },
  })
}
