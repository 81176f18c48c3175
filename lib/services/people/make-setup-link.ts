import type { PrismaClient } from '@/lib/data/client'
import { newId } from '@/lib/data/id'
import { makeLinkToken } from './link-token'

const VALID_MS = 24 * 3_600_000

/** A link by which the first person signs up, once; null when there is somebody. Every call ends the links made before. */
export async function makeSetupLink(db: PrismaClient, url: URL): Promise<string | null> {
  if ((await db.user.count()) > 0) return null
  const { token, tokenHash } = makeLinkToken()
  const now = Date.now()
  await db.$transaction([
    db.invitation.updateMany({
      where: { admin: true, createdById: null, usedAt: null, revokedAt: null },
      data: { revokedAt: new Date(now) },
    }),
    db.invitation.create({
      data: { id: newId(), tokenHash, admin: true, roles: [], expiresAt: new Date(now + VALID_MS) },
    }),
  ])
  return new URL(`/set-up?token=${token}`, url).href
}
