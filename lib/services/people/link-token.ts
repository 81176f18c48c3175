import { randomBytes } from 'node:crypto'
import { sha256 } from '@/lib/data/hash'

/** 256 random bits for a link. Only the hash is stored: whoever reads the database cannot use the link. */
export function makeLinkToken(): { token: string; tokenHash: string } {
  const token = randomBytes(32).toString('base64url')
  return { token, tokenHash: sha256(token) }
}
