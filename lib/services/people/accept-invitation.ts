import { z } from 'zod'
import type { PrismaClient } from '@/lib/data/client'
import { newId } from '@/lib/data/id'
import { writeAudit } from '../audit'
import { ServiceError } from '../errors'
import { emailInput, linkTokenInput, nameInput, passwordInput } from './account-input'
import { newActor } from './new-actor'
import { hashPassword } from './password'
import { requirePassword } from './require-password'
import { requireInvitation, takeInvitation } from './take-invitation'

export const acceptInvitationInput = z.strictObject({
  token: linkTokenInput,
  name: nameInput,
  email: emailInput,
  password: passwordInput,
})

/** Makes an account by an invitation's link. People who have one sign in and join instead. */
export async function acceptInvitation(
  { db, now, ip }: { db: PrismaClient; now: Date; ip: string | null },
  { token, name, email, password }: z.output<typeof acceptInvitationInput>,
): Promise<{ slug: string }> {
  const invitation = await requireInvitation(db, token, now)
  if (invitation.email && invitation.email !== email) {
    const message = 'This invitation is for another address. Use the one that it was made for.'
    throw new ServiceError('invalid', message, { email: [message] })
  }
  requirePassword(password, { email, name })
  if (await db.user.findUnique({ where: { email }, select: { id: true } })) {
    const message = 'There is an account with this address. Sign in with it, then open this link again.'
    throw new ServiceError('conflict', message, { email: [message] })
  }
  const passwordHash = await hashPassword(password)
  return db.$transaction(async (tx) => {
    const user = await tx.user.create({ data: { id: newId(), name, email, passwordHash }, select: { id: true } })
    await takeInvitation(tx, invitation, user.id, now)
    await writeAudit(
      tx,
      { actor: newActor({ userId: user.id, name, email, ip }) },
      {
        action: 'invitation.accept',
        projectId: invitation.projectId,
        target: { kind: 'invitation', id: invitation.id },
      },
    )
    return { slug: invitation.slug }
  })
}
