import { z } from 'zod'
import { requireCaller } from '@/lib/auth/actor'
import { respond } from '@/lib/auth/define-route'
import { parseGiven } from '@/lib/auth/parse-given'
import { requireSameSite } from '@/lib/auth/require-same-site'
import { toResult } from '@/lib/auth/to-result'
import { db } from '@/lib/data/client'
import { ServiceError } from '@/lib/services/errors'
import { receiveFile } from '@/lib/services/import/receive-file'

const query = z.object({ batch: z.uuid(), name: z.string().min(1).max(1_000) })

/** One file as the body of one request, streamed to disk: server actions would hold it, and stop at 1 MB. */
export async function PUT(request: Request): Promise<Response> {
  return respond(
    await toResult(async () => {
      requireSameSite(request.headers)
      const actor = await requireCaller()
      const { batch, name } = parseGiven(query, Object.fromEntries(new URL(request.url).searchParams))
      if (!request.body) throw new ServiceError('invalid', 'The request has no file in it. Nothing was kept.')
      const ctx = { actor, db: db(), now: new Date() }
      return receiveFile(ctx, { batchId: batch, name, body: request.body })
    }),
  )
}
