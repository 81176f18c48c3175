import { canAdminister } from '@/lib/core/policy/policies'
import { Prisma } from '@/lib/data/client'
import { type Ctx, factsFor } from '@/lib/services/context'

export const AUDIT_AREAS = [
  'chains',
  'entry',
  'import',
  'invitation',
  'item',
  'judgment',
  'member',
  'preference',
  'project',
  'queue',
  'revision',
  'rubric',
  'token',
  'votes',
] as const
export type AuditArea = (typeof AUDIT_AREAS)[number]

export interface AuditFilter {
  /** What was acted on: the first half of entity.verb, such as "judgment". */
  area?: AuditArea
  actorId?: string
  /** Days (UTC), both included. */
  from?: string
  to?: string
  /** The last event of the page before. */
  before?: string
}

export interface AuditRow {
  id: string
  at: Date
  action: string
  actorKind: string
  actor: string | null
  target: string | null
  data: unknown
  ip: string | null
}

export interface AuditPage {
  rows: AuditRow[]
  /** Give it as `before` for the next page; null on the last. */
  next: string | null
  actors: { id: string; name: string }[]
}

const PAGE = 100
const BLIND = /^(judgment|entry|votes)\./

/**
 * What was done in a project, newest first; null to all but those who run the installation. An admin who judges here
 * does not read what others answered: the details of judgments are left out for them.
 */
export async function listAudit(ctx: Ctx, projectId: string, filter: AuditFilter): Promise<AuditPage | null> {
  const facts = factsFor(ctx.actor, projectId)
  if (!canAdminister(facts)) return null
  const [rows, actors] = await Promise.all([
    ctx.db.$queryRaw<AuditRow[]>`
      select a.id, a.at, a.action, a.actor_kind as "actorKind", coalesce(u.name, 'token “' || t.name || '” of ' || maker.name) as actor,
        a.target_kind as target, a.data, a.ip
      from audit_events a left join users u on u.id = a.actor_id
      left join api_tokens t on a.actor_kind = 'token' and t.id = a.actor_id left join users maker on maker.id = t.user_id
      where ${Prisma.join(conditions(projectId, filter), ' and ')}
      order by a.at desc, a.id desc limit ${PAGE + 1}`,
    ctx.db.$queryRaw<AuditPage['actors']>`
      select u.id, u.name from users u join memberships m on m.user_id = u.id and m.project_id = ${projectId}::uuid
      order by u.name, u.id`,
  ])
  const page = rows
    .slice(0, PAGE)
    .map((row) => (facts.reviews && BLIND.test(row.action) ? { ...row, data: null } : row))
  return {
    rows: page,
    next: rows.length > PAGE ? (page.at(-1)?.id ?? null) : null,
    actors,
  }
}

function conditions(projectId: string, { area, actorId, from, to, before }: AuditFilter): Prisma.Sql[] {
  return [
    Prisma.sql`a.project_id = ${projectId}::uuid`,
    area && Prisma.sql`starts_with(a.action, ${`${area}.`})`,
    actorId && Prisma.sql`a.actor_id = ${actorId}::uuid`,
    from && Prisma.sql`a.at >= ${from}::date::timestamp at time zone 'utc'`,
    to && Prisma.sql`a.at < (${to}::date + 1)::timestamp at time zone 'utc'`,
    before &&
      Prisma.sql`(a.at, a.id) < (select last.at, last.id from audit_events last
        where last.id = ${before}::uuid and last.project_id = a.project_id)`,
  ].filter((condition) => typeof condition === 'object')
}
