import 'server-only'
import { cookies, headers } from 'next/headers'
import type { NextAuthOptions } from 'next-auth'
import { decode } from 'next-auth/jwt'
import CredentialsProvider from 'next-auth/providers/credentials'
import { db } from '@/lib/data/client'
import { webEnv } from '@/lib/server/env'
import { log, messageOf } from '@/lib/server/log'
import { ServiceError } from '@/lib/services/errors'
import { SESSION_DAYS } from '@/lib/services/session/open-session'
import { signIn } from '@/lib/services/session/sign-in'
import { signInElsewhere } from '@/lib/services/session/sign-in-elsewhere'
import { clientAddress } from './client-address'
import { sessionCookie } from './cookie'
import { OIDC, oidcProfileSchema, oidcProviders } from './oidc-provider'
import { toOwnUrl } from './own-url'

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
                replaces: await findSessionInCookie(),
              },
            )
            return { id: userId, sessionId }
          } catch (error) {
            // The library shows the message of what is thrown here; only our own words may pass.
            throw new Error(error instanceof ServiceError ? error.message : 'Sign-in does not work at this moment.')
          }
        },
      }),
      ...oidcProviders(),
    ],
    callbacks: {
      signIn: ({ user, account, profile }) => (account?.provider === OIDC ? admitFromOidc(user, profile) : true),
      jwt: ({ token, user }) => (user ? { sub: user.id, sessionId: user.sessionId } : token),
      session: ({ session, token }) => ({ expires: session.expires, sessionId: token.sessionId ?? null }),
      redirect: ({ url }) => toOwnUrl(url, env.url).href,
    },
  }
}

/** The session that the browser's cookie names as it comes to sign in again. */
async function findSessionInCookie(): Promise<string | null> {
  const token = (await cookies()).get(sessionCookie().name)?.value
  if (!token) return null
  const decoded = await decode({ token, secret: webEnv().sessionSecret }).catch(() => null)
  return decoded?.sessionId ?? null
}

/** Lets somebody in whom the identity provider vouches for, or sends them back to sign in with a word on why. */
async function admitFromOidc(user: { sessionId?: string }, profile: unknown): Promise<true | string> {
  const sent = await headers()
  try {
    const { sub, email, email_verified, name } = oidcProfileSchema.parse(profile)
    const { sessionId } = await signInElsewhere(
      { db: db(), now: new Date() },
      {
        subject: `${webEnv().oidc?.issuer}#${sub}`,
        email,
        emailVerified: email_verified,
        name: name || email,
        ip: clientAddress(sent),
        userAgent: sent.get('user-agent'),
        replaces: await findSessionInCookie(),
      },
    )
    user.sessionId = sessionId
    return true
  } catch (error) {
    if (!(error instanceof ServiceError)) log.error('web', 'sign-in elsewhere failed', { error: messageOf(error) })
    return '/sign-in?error=elsewhere'
  }
}
