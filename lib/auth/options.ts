import 'server-only'
import { headers } from 'next/headers'
import type { NextAuthOptions } from 'next-auth'
import CredentialsProvider from 'next-auth/providers/credentials'
import { db } from '@/lib/data/client'
import { webEnv } from '@/lib/server/env'
import { ServiceError } from '@/lib/services/errors'
import { SESSION_DAYS } from '@/lib/services/session/open-session'
import { signIn } from '@/lib/services/session/sign-in'
import { clientAddress } from './client-address'
import { sessionCookie } from './cookie'

declare module 'next-auth' {
  interface Session {
    sessionId: string | null
  }
  interface User {
    sessionId: string
  }
}
declare module 'next-auth/jwt' {
  interface JWT {
    sessionId?: string
  }
}

/** The token in the cookie does one thing: it names a Session row, which every request checks. */
export function authOptions(): NextAuthOptions {
  const env = webEnv()
  process.env.NEXTAUTH_URL = env.url.origin
  const { name, secure } = sessionCookie()
  const prefix = secure ? '__Host-' : 'plumbline.insecure.'
  const cookie = { httpOnly: true, sameSite: 'lax', path: '/', secure } as const
  return {
    secret: env.sessionSecret,
    session: { strategy: 'jwt', maxAge: SESSION_DAYS * 86_400 },
    useSecureCookies: secure,
    cookies: {
      sessionToken: { name, options: cookie },
      csrfToken: { name: `${prefix}plumbline.csrf`, options: cookie },
      callbackUrl: { name: `${prefix}plumbline.callback`, options: cookie },
    },
    pages: { signIn: '/sign-in', error: '/sign-in', signOut: '/sign-in', verifyRequest: '/sign-in', newUser: '/' },
    providers: [
      CredentialsProvider({
        credentials: { email: {}, password: {} },
        async authorize(credentials) {
          const sent = await headers()
          try {
            const { userId, sessionId } = await signIn(
              { db: db(), now: new Date() },
              {
                email: credentials?.email ?? '',
                password: credentials?.password ?? '',
                ip: clientAddress(sent),
                userAgent: sent.get('user-agent'),
              },
            )
            return { id: userId, sessionId }
          } catch (error) {
            // The library shows the message of what is thrown here; only our own words may pass.
            throw new Error(error instanceof ServiceError ? error.message : 'Sign-in does not work at this moment.')
          }
        },
      }),
    ],
    callbacks: {
      jwt: ({ token, user }) => (user ? { sub: user.id, sessionId: user.sessionId } : token),
      session: ({ session, token }) => ({ expires: session.expires, sessionId: token.sessionId ?? null }),
      redirect: ({ url }) => {
        const target = URL.canParse(url, env.url) ? new URL(url, env.url) : env.url
        return target.origin === env.url.origin ? target.href : env.url.origin
      },
    },
  }
}
