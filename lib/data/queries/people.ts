import type { Role } from '@/lib/core/policy/facts'
import { canAdminister, canCurate } from '@/lib/core/policy/policies'
import type { Db } from '@/lib/data/client'
import { sha256 } from '@/lib/data/hash'
import { type Ctx, factsFor, isSystem } from '@/lib/services/context'

type Reader = Pick<Ctx, 'actor' | 'db'>

const mayAdminister = ({ actor }: Reader) => isSystem(actor) || canAdminister(actor)

export interface MemberRow {
  userId: string
  name: string
  /** For admins only. */
  email: string | null
  roles: Role[]
  disabled: boolean
}

/** Who is in a project, by name. For those who give out queues. */
export async function listMembers(reader: Reader, projectId: string): Promise<MemberRow[]> {
  if (!canCurate(factsFor(reader.actor, projectId))) return []
  const rows = await reader.db.membership.findMany({
    where: { projectId },
    select: { userId: true, roles: true, user: { select: { name: true, email: true, disabledAt: true } } },
    orderBy: { user: { name: 'asc' } },
  })
  return rows.map(({ userId, roles, user }) => ({
    userId,
    roles,
    name: user.name,
    email: mayAdminister(reader) ? user.email : null,
    disabled: user.disabledAt !== null,
  }))
}

export interface InvitationRow {
  id: string
  email: string | null
  roles: Role[]
  expiresAt: Date
}

/** Links to a project that nobody has used yet, newest first. For admins. */
export async function listInvitations(reader: Reader, projectId: string, now: Date): Promise<InvitationRow[]> {
  if (!mayAdminister(reader)) return []
  return reader.db.invitation.findMany({
    where: { projectId, usedAt: null, revokedAt: null, expiresAt: { gt: now } },
    select: { id: true, email: true, roles: true, expiresAt: true },
    orderBy: { createdAt: 'desc' },
  })
}

export interface PersonRow {
  userId: string
  name: string
  email: string
  admin: boolean
  disabled: boolean
  projects: number
  lastSeenAt: Date | null
}

/** Everybody with an account, by name. For admins. */
export async function listPeople(reader: Reader): Promise<PersonRow[]> {
  if (!mayAdminister(reader)) return []
  return reader.db.$queryRaw<PersonRow[]>`
    select u.id as "userId", u.name, u.email, u.admin, u.disabled_at is not null as disabled,
      (select count(*)::int from memberships m join projects p on p.id = m.project_id and p.archived_at is null
       where m.user_id = u.id) as projects,
      (select max(s.last_seen_at) from sessions s where s.user_id = u.id) as "lastSeenAt"
    from users u order by u.disabled_at is not null, u.name, u.id`
}

/** Accounts that could be added to a project: not in it yet, not disabled. For admins. */
export async function listOthers(
  reader: Reader,
  projectId: string,
): Promise<{ userId: string; name: string; email: string }[]> {
  if (!mayAdminister(reader)) return []
  const rows = await reader.db.user.findMany({
    where: { disabledAt: null, memberships: { none: { projectId } } },
    select: { id: true, name: true, email: true },
    orderBy: { name: 'asc' },
  })
  return rows.map(({ id, name, email }) => ({ userId: id, name, email }))
}

export interface SessionRow {
  id: string
  current: boolean
  createdAt: Date
  lastSeenAt: Date
  userAgent: string | null
  ip: string | null
}

/** Where the actor is signed in, latest first. Nobody reads another's. */
export async function listSessions({ actor, db }: Reader, now: Date): Promise<SessionRow[]> {
  if (actor.kind !== 'user') return []
  const rows = await db.session.findMany({
    where: { userId: actor.userId, revokedAt: null, expiresAt: { gt: now } },
    select: { id: true, createdAt: true, lastSeenAt: true, userAgent: true, ip: true },
    orderBy: { lastSeenAt: 'desc' },
  })
  return rows.map((row) => ({ ...row, current: row.id === actor.sessionId }))
}

/** Whether the actor signs in by a password, or elsewhere. */
export async function hasPassword({ actor, db }: Reader): Promise<boolean> {
  if (isSystem(actor)) return false
  const user = await db.user.findUnique({ where: { id: actor.userId }, select: { passwordHash: true } })
  return user?.passwordHash != null
}

/** What an invitation's link says to whoever holds it; null when it does not work (any more). */
export async function findInvitation(db: Db, token: string, now: Date) {
  const row = await db.invitation.findUnique({
    where: { tokenHash: sha256(token), usedAt: null, revokedAt: null, expiresAt: { gt: now } },
    select: { email: true, roles: true, project: { select: { name: true } } },
  })
  return row?.project ? { email: row.email, roles: row.roles, projectName: row.project.name } : null
}
