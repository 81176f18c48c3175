import { NextResponse } from 'next/server'
import { databaseAnswers } from '@/lib/data/client'
import packageJson from '@/package.json'

export const dynamic = 'force-dynamic'

/** For load balancers and the supervisor: 200 when requests can be served, 503 while the database is away. */
export async function GET() {
  const headers = { 'Cache-Control': 'no-store' }
  const { version } = packageJson
  if (await databaseAnswers()) return NextResponse.json({ ok: true, version, database: 'answers' }, { headers })
  return NextResponse.json(
    { ok: false, version, database: 'does not answer' },
    { status: 503, headers: { ...headers, 'Retry-After': '5' } },
  )
}
