import type { Db } from '@/lib/data/client'
import { sha256 } from '@/lib/data/hash'

/** Whether anybody has an account: until then `/` says how to make the first. */
export async function hasPeople(db: Db): Promise<boolean> {
  return (await db.user.findFirst({ select: { id: true } })) !== null
}

/** Until when the link from the terminal works; null when it does not. */
export async function findSetUpLink(db: Db, token: string, now: Date): Promise<{ expiresAt: Date } | null> {
  if (await hasPeople(db)) return null
  return db.invitation.findUnique({
    where: {
      tokenHash: sha256(token),
      admin: true,
      createdById: null,
      usedAt: null,
      revokedAt: null,
      expiresAt: { gt: now },
    },
    select: { expiresAt: true },
  })
}
