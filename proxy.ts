import { randomBytes } from 'node:crypto'
import { type NextRequest, NextResponse } from 'next/server'
import { PATH_HEADER } from '@/lib/auth/asked-path'
import { contentSecurityPolicy } from '@/lib/auth/content-security-policy'
import { RETRY_SECONDS, unavailablePage } from '@/lib/auth/unavailable-page'
import { databaseAnswers } from '@/lib/data/client'
import { webEnv } from '@/lib/server/env'

/**
 * Headers, and a page of its own for people who come while the database is away; nothing that protects data: every page,
 * action and route asks for itself who is calling.
 * Uploads do not pass here, because Next holds the body of whatever does in memory, and cuts it off at 10 MB.
 */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  // The image optimizer is not used; it would fetch and decode what a caller names.
  if (request.nextUrl.pathname === '/_next/image') return new NextResponse(null, { status: 404 })

  // Next would answer such an address by itself, without the headers of every other answer.
  if (!isDecodable(request.nextUrl.pathname))
    return new NextResponse('This address cannot be read.', { status: 400, headers: BARE })

  const nonce = randomBytes(16).toString('base64')
  const policy = contentSecurityPolicy(nonce, process.env.NODE_ENV === 'development')
  const headers = new Headers(request.headers)
  // Next reads the nonce from here and puts it on its own scripts and styles.
  headers.set('Content-Security-Policy', policy)
  // For the way back after signing in: pages cannot see their own address. Set here, whatever the caller sent.
  headers.set(PATH_HEADER, pathOf(request.nextUrl))
  const away = isPage(request) && !(await databaseAnswers())
  const response = away
    ? new NextResponse(unavailablePage(nonce), { status: 503, headers: AWAY })
    : NextResponse.next({ request: { headers } })
  response.headers.set('Content-Security-Policy', policy)
  response.headers.set('Cache-Control', 'no-store')
  if (webEnv().url.protocol === 'https:') {
    response.headers.set('Strict-Transport-Security', 'max-age=31536000; includeSubDomains')
  }
  return response
}

const BARE = {
  'Content-Type': 'text/plain; charset=utf-8',
  'Cache-Control': 'no-store',
  'Content-Security-Policy': "default-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
}

const AWAY = { 'Content-Type': 'text/html; charset=utf-8', 'Retry-After': String(RETRY_SECONDS) }

/**
 * Somebody opens a page. What a page that is open asks for is not answered by another page: it says so where it stands
 * (app/error.tsx), and what was typed into it stays.
 */
function isPage({ method, nextUrl, headers }: NextRequest): boolean {
  if (method !== 'GET' || nextUrl.pathname.startsWith('/api/')) return false
  const wanted = headers.get('sec-fetch-dest')
  return wanted === null ? (headers.get('accept') ?? '').includes('text/html') : wanted === 'document'
}

function isDecodable(pathname: string): boolean {
  try {
    return decodeURIComponent(pathname) !== ''
  } catch {
    return false
  }
}

/** Without the mark that Next puts on its own requests for a page's data. */
function pathOf({ pathname, searchParams }: NextRequest['nextUrl']): string {
  const query = new URLSearchParams(searchParams)
  query.delete('_rsc')
  return query.size > 0 ? `${pathname}?${query}` : pathname
}

export const config = {
  matcher: ['/((?!_next/static/|api/upload$|api/evaluations/upload$|api/v1/imports$|icon\\.svg$).*)'],
}
