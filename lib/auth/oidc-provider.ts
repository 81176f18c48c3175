import type { OAuthConfig } from 'next-auth/providers/oauth'
import { z } from 'zod'
import { webEnv } from '@/lib/server/env'

export const OIDC = 'oidc'

export const oidcProfileSchema = z.object({
  sub: z.string().min(1).max(255),
  email: z.string().trim().toLowerCase().max(254).pipe(z.email()),
  // Some providers send the word instead of the value.
  email_verified: z.union([z.boolean(), z.literal('true').transform(() => true)]).catch(false),
  name: z.string().trim().max(100).optional(),
})

/** The team's identity provider, if the operator named one. */
export function oidcProviders(): OAuthConfig<Record<string, unknown>>[] {
  const { oidc } = webEnv()
  if (!oidc) return []
  return [
    {
      id: OIDC,
      name: oidc.name,
      type: 'oauth',
      issuer: oidc.issuer,
      wellKnown: `${oidc.issuer.replace(/\/$/, '')}/.well-known/openid-configuration`,
      clientId: oidc.clientId,
      clientSecret: oidc.clientSecret,
      authorization: { params: { scope: 'openid email profile' } },
      idToken: true,
      checks: ['pkce', 'state', 'nonce'],
      // The session's id is filled in by the sign-in callback, before the token is made.
      profile: (profile) => ({ id: String(profile.sub), sessionId: '' }),
    },
  ]
}
