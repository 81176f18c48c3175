import type { Tx } from '@/lib/data/client'

/**
 * Ends the tokens of a person who curates no more, in the transaction that says so: being made a curator again later does
 * not bring them back. Of one project, or where none is given, of all.
 */
export function endTokens(tx: Tx, userId: string, projectId: string | null = null): Promise<number> {
  return tx.$executeRaw`
    update api_tokens t set revoked_at = now() from users u
    where u.id = t.user_id and t.user_id = ${userId}::uuid and t.revoked_at is null
      and (${projectId}::uuid is null or t.project_id = ${projectId}::uuid)
      and (u.disabled_at is not null or not u.admin and not exists (select from memberships m
        where m.user_id = u.id and m.project_id = t.project_id and 'CURATOR' = any(m.roles)))`
}
