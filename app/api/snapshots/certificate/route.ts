import { z } from 'zod'
import { requireCaller } from '@/lib/auth/actor'
import { respond } from '@/lib/auth/define-route'
import { parseGiven } from '@/lib/auth/parse-given'
import { requireOwnPage } from '@/lib/auth/require-own-page'
import { toResult } from '@/lib/auth/to-result'
import { canonicalJson } from '@/lib/core/json/canonical'
import { db } from '@/lib/data/client'
import { findCertificate } from '@/lib/data/queries/certificates'
import { notFound } from '@/lib/services/errors'

/** A certificate as it was issued: canonical JSON, so that its hash is that of the file. */
export async function GET(request: Request): Promise<Response> {
  const found = await toResult(async () => {
    requireOwnPage(request.headers)
    const actor = await requireCaller()
    const certificateId = parseGiven(z.uuid(), new URL(request.url).searchParams.get('certificate'))
    const certificate = await findCertificate({ actor, db: db(), now: new Date() }, certificateId)
    if (!certificate?.document) throw notFound('certificate')
    return certificate.document
  })
  if (!found.ok) return respond(found)
  const { snapshot, number, project } = found.data
  const name = `${project}-snapshot-${snapshot.number}-certificate-${number}.json`
  return new Response(canonicalJson(found.data), {
    headers: {
      'Content-Type': 'application/json; charset=utf-8',
      'Content-Disposition': `attachment; filename="${name}"`,
      'Cache-Control': 'no-store',
      'X-Content-Type-Options': 'nosniff',
    },
  })
}
