import { type ApiScope, isApiScope } from '@/lib/core/api/scopes'
import { canCurate } from '@/lib/core/policy/policies'
import type { Db } from '@/lib/data/client'
import { type Ctx, factsFor } from '@/lib/services/context'

export interface FoundToken {
  tokenId: string
  tokenName: string
  userId: string
  projectId: string
  scopes: string[]
  /** Its maker may be asked to judge here. */
  reviews: boolean
  /** This request is within its rate. */
  allowed: boolean
}

/**
 * The live token with this hash whose maker still curates its project; null where there is none. Takes one request off
 * what it may ask at once. The only place that turns a token into somebody.
 */
export async function findToken(
  db: Db,
  tokenHash: string,
  { burst, perSecond }: { burst: number; perSecond: number },
): Promise<FoundToken | null> {
  const [row] = await db.$queryRaw<FoundToken[]>`
    with found as (
      select t.id, t.name, t.user_id, t.project_id, t.scopes,
        coalesce(m.roles && array['REVIEWER', 'ADJUDICATOR']::"Role"[], false) or exists (
          select from queue_reviewers g join review_queues q on q.id = g.queue_id
          where g.user_id = t.user_id and q.project_id = t.project_id) as reviews
      from api_tokens t join users u on u.id = t.user_id join projects p on p.id = t.project_id
      left join memberships m on m.user_id = t.user_id and m.project_id = t.project_id
      where t.token_hash = ${tokenHash} and t.revoked_at is null and t.expires_at > now() and u.disabled_at is null
        and p.archived_at is null and (u.admin or 'CURATOR' = any(m.roles))
    ), used as (
      update api_tokens t set last_used_at = now(), allowance_at = now(),
        allowance = least(${burst}::float8, t.allowance + extract(epoch from now() - t.allowance_at) * ${perSecond}::float8) - 1
      from found where t.id = found.id
        and least(${burst}::float8, t.allowance + extract(epoch from now() - t.allowance_at) * ${perSecond}::float8) >= 1
      returning t.id
    )
    select id as "tokenId", name as "tokenName", user_id as "userId", project_id as "projectId", scopes, reviews,
      exists (select from used) as allowed
    from found`
  return row ?? null
}

export interface TokenRow {
  id: string
  name: string
  start: string
  scopes: ApiScope[]
  by: string
  createdAt: Date
  expiresAt: Date
  lastUsedAt: Date | null
  revokedAt: Date | null
  state: 'LIVE' | 'EXPIRED' | 'REVOKED'
}

/** A project's tokens, those that work first, then the newest; null to those who do not curate it. Never a token itself. */
export async function listTokens(ctx: Ctx, projectId: string): Promise<TokenRow[] | null> {
  if (!canCurate(factsFor(ctx.actor, projectId))) return null
  const rows = await ctx.db.$queryRaw<(Omit<TokenRow, 'scopes'> & { scopes: string[] })[]>`
    select t.id, t.name, t.start, t.scopes, u.name as by, t.created_at as "createdAt", t.expires_at as "expiresAt",
      t.last_used_at as "lastUsedAt", t.revoked_at as "revokedAt",
      case when t.revoked_at is not null then 'REVOKED' when t.expires_at <= now() then 'EXPIRED' else 'LIVE' end as state
    from api_tokens t join users u on u.id = t.user_id where t.project_id = ${projectId}::uuid
    order by t.revoked_at is not null or t.expires_at <= now(), t.created_at desc, t.id limit 200`
  return rows.map(({ scopes, ...row }) => ({ ...row, scopes: scopes.filter(isApiScope) }))
}
