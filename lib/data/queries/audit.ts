import { AUDIT_AREAS, isAuditArea } from '@/lib/core/audit/areas'
import type { ItemStage } from '@/lib/core/item/lists'
import { canAdminister } from '@/lib/core/policy/policies'
import { Prisma } from '@/lib/data/client'
import { type Ctx, factsFor } from '@/lib/services/context'

export const AUDIT_KINDS = ['user', 'token', 'job', 'operator'] as const
export type AuditKind = (typeof AUDIT_KINDS)[number]

export interface AuditFilter {
  /** Acts of the project, or those that are of no project: accounts, sign-ins, providers. */
  of?: 'project' | 'installation'
  /** An area (core/audit/areas.ts), or one act by its code. */
  what?: string
  /** A person, a token, or one kind of actor. */
  who?: string
  /** Acts on the item with this number. */
  item?: number
  /** Days (UTC), both included. */
  from?: string
  to?: string
}

export interface AuditRow {
  id: string
  at: Date
  action: string
  actorKind: string
  actorId: string | null
  actor: string | null
  targetKind: string | null
  targetId: string | null
  /** Where the target can be looked at: an item or a snapshot of the project. */
  item: { number: number; stage: ItemStage } | null
  snapshot: number | null
  /** Null: left out, because the reader judges here. */
  data: unknown
  ip: string | null
}

export interface AuditPage {
  rows: AuditRow[]
  /** Give it as `before` for the next page; null on the last. */
  next: string | null
}

/** Details that tell what somebody answered, or what is thought to be right. */
const BLIND = /^(judgment|entry|votes|gold)\.|^evaluation\.label$/

interface PageAsked {
  /** The last event of the page before. */
  before: string | null
  limit: number
}

/**
 * What was done, newest first; null to all but those who run the installation. An admin who judges here does not read
 * what others answered: the details of judgments are left out for them.
 */
export async function listAudit(
  ctx: Pick<Ctx, 'actor' | 'db'>,
  projectId: string,
  filter: AuditFilter,
  { before, limit }: PageAsked = { before: null, limit: 100 },
): Promise<AuditPage | null> {
  const facts = factsFor(ctx.actor, projectId)
  if (!canAdminister(facts)) return null
  const rows = await ctx.db.$queryRaw<AuditRow[]>`
    select a.id, a.at, a.action, a.actor_kind as "actorKind", a.actor_id as "actorId",
      coalesce(u.name, 'token “' || t.name || '” of ' || maker.name) as actor,
      a.target_kind as "targetKind", a.target_id as "targetId",
      case when i.id is not null then jsonb_build_object('number', i.number, 'stage', i.stage) end as item,
      s.number as snapshot, a.data, a.ip
    from (
      select * from audit_events a where ${Prisma.join(conditions(projectId, filter, before), ' and ')}
      order by a.at desc, a.id desc limit ${limit + 1}::int
    ) a
    left join users u on u.id = a.actor_id
    left join api_tokens t on a.actor_kind = 'token' and t.id = a.actor_id left join users maker on maker.id = t.user_id
    left join items i on a.target_kind = 'item' and i.id = a.target_id
    left join snapshots s on a.target_kind = 'snapshot' and s.id = a.target_id
    order by a.at desc, a.id desc`
  const page = rows.slice(0, limit)
  return {
    rows: page.map((row) => (facts.reviews && BLIND.test(row.action) ? { ...row, data: null } : row)),
    next: rows.length > limit ? (page.at(-1)?.id ?? null) : null,
  }
}

export interface AuditActors {
  people: { id: string; name: string }[]
  tokens: { id: string; name: string }[]
}

/** Whom the log can be narrowed down to: members and admins, those who left included, and the project's tokens. */
export async function listAuditActors(ctx: Ctx, projectId: string): Promise<AuditActors | null> {
  if (!canAdminister(factsFor(ctx.actor, projectId))) return null
  const [people, tokens] = await Promise.all([
    ctx.db.$queryRaw<AuditActors['people']>`
      select u.id, u.name from users u where u.admin or exists (select from memberships m
        where m.user_id = u.id and m.project_id = ${projectId}::uuid)
      or exists (select from audit_events a where a.project_id = ${projectId}::uuid
        and a.action in ('member.set-roles', 'member.remove') and a.target_id = u.id)
      order by u.name, u.id`,
    ctx.db.apiToken.findMany({
      where: { projectId },
      select: { id: true, name: true },
      orderBy: [{ name: 'asc' }, { id: 'asc' }],
    }),
  ])
  return { people, tokens }
}

const isKind = (text: string) => AUDIT_KINDS.some((kind) => kind === text)

function conditions(projectId: string, filter: AuditFilter, before: string | null): Prisma.Sql[] {
  const { of, what, who, item, from, to } = filter
  const scope = of === 'installation' ? Prisma.sql`a.project_id is null` : Prisma.sql`a.project_id = ${projectId}::uuid`
  return [
    scope,
    what &&
      (isAuditArea(what)
        ? Prisma.sql`split_part(a.action, '.', 1) = any(${[...AUDIT_AREAS[what].entities]}::text[])`
        : Prisma.sql`a.action = ${what}`),
    who && (isKind(who) ? Prisma.sql`a.actor_kind = ${who}` : Prisma.sql`a.actor_id = ${who}::uuid`),
    item !== undefined &&
      Prisma.sql`a.target_id = (select id from items where project_id = ${projectId}::uuid and number = ${item}::int)`,
    from && Prisma.sql`a.at >= ${from}::date::timestamp at time zone 'utc'`,
    to && Prisma.sql`a.at < (${to}::date + 1)::timestamp at time zone 'utc'`,
    before &&
      Prisma.sql`(a.at, a.id) < (select last.at, last.id from audit_events last
        where last.id = ${before}::uuid and last.project_id is not distinct from a.project_id)`,
  ].filter((condition) => condition instanceof Prisma.Sql)
}
