import { z } from 'zod'
import { log } from '@/lib/server/log'

const MAX_BYTES = 16_384
const PER_MINUTE = 30

const reportSchema = z.object({
  'csp-report': z.object({
    'document-uri': z.string().default(''),
    'effective-directive': z.string().default(''),
    'violated-directive': z.string().default(''),
    'blocked-uri': z.string().default(''),
  }),
})

let minute = 0
let taken = 0

/** True for the first few of a minute: anybody can post here, and the log must not fill the disk. */
function hasRoom(now: number): boolean {
  const current = Math.floor(now / 60_000)
  if (current !== minute) taken = 0
  minute = current
  return ++taken <= PER_MINUTE
}

/** Origin and path only: queries can hold the token of a link. */
const placeOf = (uri: string) => {
  if (!URL.canParse(uri)) return uri.slice(0, 40)
  const { origin, pathname } = new URL(uri)
  return `${origin === 'null' ? '' : origin}${pathname}`.slice(0, 200)
}

/** Browsers tell here what the content security policy stopped. Bounded, logged, and always answered alike. */
export async function POST(request: Request): Promise<Response> {
  const done = new Response(null, { status: 204, headers: { 'Cache-Control': 'no-store' } })
  if (!hasRoom(Date.now())) return done
  const parsed = reportSchema.safeParse(await readBounded(request))
  if (!parsed.success) return done
  const report = parsed.data['csp-report']
  log.error('web', 'content security policy stopped something', {
    page: placeOf(report['document-uri']),
    directive: (report['effective-directive'] || report['violated-directive']).slice(0, 40),
    blocked: placeOf(report['blocked-uri']),
  })
  return done
}

async function readBounded(request: Request): Promise<unknown> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength
    if (size > MAX_BYTES) return null
    chunks.push(chunk)
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'))
  } catch {
    return null
  }
}
