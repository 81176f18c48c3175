import NextAuth from 'next-auth'
import { respond } from '@/lib/auth/define-route'
import { authOptions } from '@/lib/auth/options'
import { requireSameSite } from '@/lib/auth/require-same-site'
import { refusal } from '@/lib/auth/to-result'

/** What of next-auth is used. Signing out is an action of ours, which ends the session on the server; pages are our own. */
const USED = /^\/api\/auth\/(csrf|providers|session|error|signin|signin\/oidc|callback\/(credentials|oidc))$/

async function handle(request: Request, context: unknown): Promise<Response> {
  if (!USED.test(new URL(request.url).pathname)) return new Response(null, { status: 404 })
  try {
    if (request.method !== 'GET') requireSameSite(request.headers)
  } catch (error) {
    return respond(refusal(error))
  }
  return NextAuth(authOptions())(request, context)
}

export { handle as GET, handle as POST }
