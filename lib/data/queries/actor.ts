import type { Role } from '@/lib/core/policy/facts'
import type { Db } from '@/lib/data/client'

export interface ActorRow {
  userId: string
  name: string
  email: string
  admin: boolean
  lockedAt: Date | null
  memberships: { projectId: string; roles: Role[]; reviews: boolean }[]
}

/**
 * The person behind a live session, with what they are in each project; null once it was signed out, has expired, or its
 * user is disabled. One statement a request, and the only place that turns a session into a person.
 */
export async function findActorRow(db: Db, sessionId: string): Promise<ActorRow | null> {
  const [row] = await db.$queryRaw<ActorRow[]>`
    select u.id as "userId", u.name, u.email, u.admin, s.locked_at as "lockedAt",
      coalesce((
        select jsonb_agg(jsonb_build_object('projectId', m.project_id, 'roles', m.roles,
          'reviews', m.roles && array['REVIEWER', 'ADJUDICATOR']::"Role"[] or exists (
            select from queue_reviewers g join review_queues q on q.id = g.queue_id
            where g.user_id = u.id and q.project_id = m.project_id)))
        from memberships m where m.user_id = u.id), '[]') as memberships
    from sessions s join users u on u.id = s.user_id
    where s.id = ${sessionId}::uuid and s.revoked_at is null and s.expires_at > now() and u.disabled_at is null`
  return row ?? null
}
