import { requireCaller } from '@/lib/auth/actor'
import { respond } from '@/lib/auth/define-route'
import { parseGiven } from '@/lib/auth/parse-given'
import { requireSameSite } from '@/lib/auth/require-same-site'
import { toResult } from '@/lib/auth/to-result'
import { db } from '@/lib/data/client'
import { ServiceError } from '@/lib/services/errors'
import { receiveEvaluationInput } from '@/lib/services/evaluations/evaluation-input'
import { receiveEvaluation } from '@/lib/services/evaluations/receive-evaluation'

/** One file as the body of one request, streamed to disk; a worker reads it. */
export async function PUT(request: Request): Promise<Response> {
  return respond(
    await toResult(async () => {
      requireSameSite(request.headers)
      const actor = await requireCaller()
      const input = parseGiven(receiveEvaluationInput, Object.fromEntries(new URL(request.url).searchParams))
      if (!request.body) throw new ServiceError('invalid', 'The request has no file in it. Nothing was kept.')
      return receiveEvaluation({ actor, db: db(), now: new Date() }, { ...input, body: request.body })
    }),
  )
}
