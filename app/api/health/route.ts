import { NextResponse } from 'next/server'
import { db } from '@/lib/data/client'
import packageJson from '@/package.json'

export const dynamic = 'force-dynamic'

/** For load balancers and the supervisor: 200 when requests can be served, 503 while the database is away. */
export async function GET() {
  const headers = { 'Cache-Control': 'no-store' }
  const { version } = packageJson
  try {
    await db().$queryRaw`select 1`
    return NextResponse.json({ ok: true, version, database: 'answers' }, { headers })
  } catch {
    return NextResponse.json(
      { ok: false, version, database: 'does not answer' },
      { status: 503, headers: { ...headers, 'Retry-After': '5' } },
    )
  }
}
