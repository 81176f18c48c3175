import { ROLES } from '@/lib/core/policy/roles'
import type { PrismaClient, Tx } from '@/lib/data/client'
import { sha256 } from '@/lib/data/hash'
import { ServiceError } from '../errors'

const ended = () =>
  new ServiceError('gone', 'This invitation was used, has expired, or was taken back. Ask who sent it for a new one.')

/** The open invitation behind a link. */
export async function requireInvitation(db: PrismaClient | Tx, token: string, now: Date) {
  const invitation = await db.invitation.findUnique({
    where: { tokenHash: sha256(token), usedAt: null, revokedAt: null, expiresAt: { gt: now } },
    select: { id: true, email: true, roles: true, projectId: true, project: { select: { slug: true } } },
  })
  if (!invitation?.projectId || !invitation.project) throw ended()
  return { ...invitation, projectId: invitation.projectId, slug: invitation.project.slug }
}

/** Uses an invitation up for a person. Of two at once, one finds it used: the update is conditional. */
export async function takeInvitation(
  tx: Tx,
  { id, projectId, roles }: Awaited<ReturnType<typeof requireInvitation>>,
  userId: string,
  now: Date,
): Promise<void> {
  const { count } = await tx.invitation.updateMany({
    where: { id, usedAt: null, revokedAt: null },
    data: { usedAt: now, usedById: userId },
  })
  if (count === 0) throw ended()
  const key = { projectId_userId: { projectId, userId } }
  const before = await tx.membership.findUnique({ where: key, select: { roles: true } })
  const all = ROLES.filter((role) => roles.includes(role) || before?.roles.includes(role))
  await tx.membership.upsert({ where: key, create: { projectId, userId, roles: all }, update: { roles: all } })
}
