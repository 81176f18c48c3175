import type { Ctx } from '@/lib/services/context'
import { isSystem } from '@/lib/services/context'

export interface ProjectStatus {
  slug: string
  name: string
  demo: boolean
  items: number
  open: number
  passed: number
  failed: number
  contested: number
  queues: number
}

/** Every project with its counts, for the operator. */
export async function listProjectStatus(ctx: Ctx): Promise<ProjectStatus[]> {
  if (!isSystem(ctx.actor)) return []
  return ctx.db.$queryRaw<ProjectStatus[]>`
    select slug, name, demo, coalesce(items, 0)::int as items, coalesce(open, 0)::int as open,
           coalesce(passed, 0)::int as passed, coalesce(failed, 0)::int as failed, coalesce(contested, 0)::int as contested,
           (select count(*)::int from review_queues where project_id = projects.id and status <> 'CLOSED') as queues
    from projects
    left join (
      select project_id, count(*) as items, count(*) filter (where verdict = 'OPEN') as open,
             count(*) filter (where verdict = 'PASSED') as passed, count(*) filter (where verdict = 'FAILED') as failed,
             count(*) filter (where verdict = 'CONTESTED') as contested
      from items where archived_at is null group by project_id
    ) as counts on counts.project_id = projects.id
    where archived_at is null order by demo, slug`
}

export interface InstallationStatus {
  postgres: string
  people: number
  admins: number
  migrations: string[]
  databaseBytes: number
}

export async function findInstallationStatus(ctx: Ctx): Promise<InstallationStatus | null> {
  if (!isSystem(ctx.actor)) return null
  const [row] = await ctx.db.$queryRaw<(Omit<InstallationStatus, 'databaseBytes'> & { databaseBytes: bigint })[]>`
    select current_setting('server_version') as postgres,
           (select count(*)::int from users where disabled_at is null) as people,
           (select count(*)::int from users where disabled_at is null and admin) as admins,
           (select coalesce(array_agg(migration_name order by migration_name), '{}') from _prisma_migrations
            where finished_at is not null) as migrations,
           pg_database_size(current_database()) as "databaseBytes"`
  return row ? { ...row, databaseBytes: Number(row.databaseBytes) } : null
}
