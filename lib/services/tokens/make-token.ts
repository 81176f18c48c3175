import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { MOST_TOKENS, TOKEN_DAYS } from '@/lib/core/api/limits'
import { apiScopeSchema } from '@/lib/core/api/scopes'
import { START_LENGTH, TOKEN_PREFIX } from '@/lib/core/api/token-text'
import { canCurate } from '@/lib/core/policy/policies'
import { sha256 } from '@/lib/data/hash'
import { newId } from '@/lib/data/id'
import { writeAudit } from '../audit'
import { type Ctx, factsFor, inTransaction } from '../context'
import { notFound, ServiceError } from '../errors'
import { requireUser } from '../require-user'

export const makeTokenInput = z.strictObject({
  projectId: z.uuid(),
  name: z.string().trim().min(1, 'say what it is for').max(80),
  scopes: z
    .array(apiScopeSchema)
    .min(1, 'choose what it may do')
    .transform((scopes) => [...new Set(scopes)].sort()),
  days: z.int().min(1).max(TOKEN_DAYS.most).default(TOKEN_DAYS.usual),
})

/** A token for programs. It is told here once; only its hash is kept. */
export async function makeToken(
  ctx: Ctx,
  { projectId, name, scopes, days }: z.output<typeof makeTokenInput>,
): Promise<{ id: string; token: string; expiresAt: Date }> {
  const { userId } = requireUser(ctx)
  if (!canCurate(factsFor(ctx.actor, projectId))) throw notFound('project')
  const token = TOKEN_PREFIX + randomBytes(32).toString('base64url')
  const id = newId()
  return inTransaction(ctx, async (tx) => {
    const [project] = await tx.$queryRaw<{ live: number }[]>`
      select (select count(*)::int from api_tokens t
        where t.project_id = p.id and t.revoked_at is null and t.expires_at > now()) as live
      from projects p where p.id = ${projectId}::uuid and p.archived_at is null for update`
    if (!project) throw notFound('project')
    if (project.live >= MOST_TOKENS)
      throw new ServiceError('limited', `A project has ${MOST_TOKENS} tokens at most. Revoke one that is not used.`)
    const [row] = await tx.$queryRaw<{ expiresAt: Date }[]>`
      insert into api_tokens (id, project_id, user_id, name, token_hash, start, scopes, expires_at)
      values (${id}::uuid, ${projectId}::uuid, ${userId}::uuid, ${name}, ${sha256(token)},
        ${token.slice(0, START_LENGTH)}, ${scopes}, now() + make_interval(days => ${days}::int))
      returning expires_at as "expiresAt"`
    const expiresAt = row?.expiresAt ?? ctx.now
    const target = { kind: 'token', id }
    await writeAudit(tx, ctx, { action: 'token.create', projectId, target, data: { name, scopes, days } })
    return { id, token, expiresAt }
  })
}
