import { API_RATE } from '@/lib/core/api/limits'
import { isApiScope } from '@/lib/core/api/scopes'
import { TOKEN_PATTERN } from '@/lib/core/api/token-text'
import { sha256 } from '@/lib/data/hash'
import { findToken } from '@/lib/data/queries/tokens'
import type { Ctx, TokenActor } from '../context'
import { ServiceError } from '../errors'

/** One answer for every way of not working, so that nobody learns which it is. */
const unknown = () =>
  new ServiceError(
    'unauthenticated',
    'This token does not work here: it is unknown, revoked or expired, or its maker left.',
  )

/**
 * Who a token is. Read from the database for every request, so that revoking it, and whatever its maker loses, holds from
 * the next one on; the same statement counts the request against the token's rate, whichever process took it.
 */
export async function authenticateToken(
  { db }: Pick<Ctx, 'db'>,
  { token, ip }: { token: string; ip: string | null },
): Promise<TokenActor> {
  if (!TOKEN_PATTERN.test(token)) throw unknown()
  const found = await findToken(db, sha256(token), API_RATE)
  if (!found) throw unknown()
  const { allowed, scopes, reviews, ...row } = found
  if (!allowed) {
    throw new ServiceError(
      'limited',
      `This token asks too often: ${API_RATE.perSecond} requests a second last. Nothing was done; try again soon.`,
    )
  }
  // Never an admin's own matters, and never a judge's: what a curator's hand can do here, blind where its maker is.
  const facts = { admin: false, roles: ['CURATOR' as const], reviews, program: true as const }
  return { kind: 'token', ...row, facts, scopes: scopes.filter(isApiScope), admin: false, ip }
}
