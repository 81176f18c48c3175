import type { PrismaClient, Tx } from '@/lib/data/client'
import { newId } from '@/lib/data/id'
import { writeAudit } from '../audit'
import { ServiceError } from '../errors'
import { newActor } from '../people/new-actor'
import { takeInvitation } from '../people/take-invitation'
import { openSession } from './open-session'

export interface ElsewhereInput {
  /** Issuer and subject: the one thing about a person that an identity provider never gives to another. */
  subject: string
  email: string
  emailVerified: boolean
  name: string
  ip: string | null
  userAgent: string | null
  replaces: string | null
}

const refused = () =>
  new ServiceError('unauthenticated', 'There is no account and no invitation for this address. Ask an admin for one.')

/** Opens a session for somebody whom the team's identity provider vouches for: known here already, or invited by e-mail. */
export function signInElsewhere(
  { db, now }: { db: PrismaClient; now: Date },
  input: ElsewhereInput,
): Promise<{ userId: string; sessionId: string }> {
  return db.$transaction(async (tx) => {
    const userId = (await findBySubject(tx, input)) ?? (await linkByEmail(tx, input)) ?? (await admit(tx, input, now))
    return { userId, sessionId: await openSession(tx, { ...input, userId, now }) }
  })
}

async function findBySubject(tx: Tx, { subject }: ElsewhereInput): Promise<string | null> {
  const user = await tx.user.findUnique({ where: { oidcSubject: subject }, select: { id: true, disabledAt: true } })
  if (user?.disabledAt) throw refused()
  return user?.id ?? null
}

/** The first time: an account with this address, tied to no other subject. An unverified address proves nothing. */
async function linkByEmail(tx: Tx, input: ElsewhereInput): Promise<string | null> {
  if (!input.emailVerified) throw refused()
  const user = await tx.user.findUnique({
    where: { email: input.email },
    select: { id: true, disabledAt: true, oidcSubject: true },
  })
  if (!user) return null
  if (user.disabledAt || user.oidcSubject) throw refused()
  await tx.user.update({ where: { id: user.id }, data: { oidcSubject: input.subject }, select: { id: true } })
  const actor = newActor({ ...input, userId: user.id })
  await writeAudit(tx, { actor }, { action: 'user.link-elsewhere', target: { kind: 'user', id: user.id } })
  return user.id
}

async function admit(tx: Tx, input: ElsewhereInput, now: Date): Promise<string> {
  const { email, name, subject } = input
  const invitation = await tx.invitation.findFirst({
    where: { email, usedAt: null, revokedAt: null, expiresAt: { gt: now }, projectId: { not: null } },
    select: { id: true, email: true, roles: true, projectId: true, project: { select: { slug: true } } },
    orderBy: { createdAt: 'asc' },
  })
  if (!invitation?.projectId || !invitation.project) throw refused()
  const user = await tx.user.create({ data: { id: newId(), email, name, oidcSubject: subject }, select: { id: true } })
  const { projectId, project } = invitation
  await takeInvitation(tx, { ...invitation, projectId, slug: project.slug }, user.id, now)
  await writeAudit(
    tx,
    { actor: newActor({ ...input, userId: user.id }) },
    { action: 'invitation.accept', projectId, target: { kind: 'invitation', id: invitation.id } },
  )
  return user.id
}
