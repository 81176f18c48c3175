import { createHash, randomBytes } from 'node:crypto'
import type { PrismaClient } from '@/lib/data/client'
import { newId } from '@/lib/data/id'

const VALID_MS = 24 * 3_600_000

/** A link by which the first admin signs up, once; null when there is an admin. Every call ends the links made before. */
export async function makeSetupLink(db: PrismaClient, url: URL): Promise<string | null> {
  if ((await db.user.count({ where: { admin: true } })) > 0) return null
  const token = randomBytes(32).toString('base64url')
  const now = Date.now()
  await db.$transaction([
    db.invitation.updateMany({
      where: { admin: true, createdById: null, usedAt: null, revokedAt: null },
      data: { revokedAt: new Date(now) },
    }),
    db.invitation.create({
      data: {
        id: newId(),
        tokenHash: createHash('sha256').update(token).digest('hex'),
        admin: true,
        roles: [],
        expiresAt: new Date(now + VALID_MS),
      },
    }),
  ])
  return new URL(`/set-up?token=${token}`, url).href
}
