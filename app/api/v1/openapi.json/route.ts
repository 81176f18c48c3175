import { openApiDocument } from '@/lib/core/api/openapi'
import { webEnv } from '@/lib/server/env'

/** Open to anyone: it tells what every Plumbline of this version answers, and nothing of this one. */
export function GET(): Response {
  const document = openApiDocument(new URL('/api/v1', webEnv().url).href)
  return Response.json(document, { headers: { 'Cache-Control': 'no-store' } })
}
