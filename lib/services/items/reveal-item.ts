import { z } from 'zod'
import type { ItemOpinion } from '@/lib/core/item/detail'
import { canReadQuarantined } from '@/lib/core/policy/policies'
import type { WorkBody } from '@/lib/core/review/wire'
import { findItem } from '@/lib/data/queries/item-detail'
import { writeAudit } from '../audit'
import { type Ctx, factsFor, inTransaction, isSystem } from '../context'
import { notFound, ServiceError } from '../errors'

export const revealItemInput = z.object({ itemId: z.uuid() })
export type RevealItemInput = z.infer<typeof revealItemInput>

export interface RevealItemOutput {
  /** By revision. */
  bodies: Record<string, WorkBody>
  /** With what models said of the text. */
  opinions: ItemOpinion[]
}

/** The texts of a masked item, asked for on its page; on record, as what the person was shown. */
export async function revealItem(ctx: Ctx, { itemId }: RevealItemInput): Promise<RevealItemOutput> {
  const { actor } = ctx
  if (isSystem(actor)) throw new ServiceError('forbidden', 'A text is revealed to somebody; a job is nobody.')
  if (actor.kind === 'token' && !actor.scopes.includes('items:masked'))
    throw new ServiceError('forbidden', 'This token may not read masked texts: it lacks the scope items:masked.')
  const found = await findItem(ctx, itemId, true)
  if (found?.kind !== 'ITEM') throw notFound('item')
  const { item, revisions, opinions } = found
  if (item.quarantined && !canReadQuarantined(factsFor(ctx.actor, item.projectId)))
    throw new ServiceError('forbidden', 'This text is quarantined. Only curators may read it.')
  const shown = revisions.filter(({ body }) => body !== null)
  // One answer for what is quarantined and what may be: a refusal to show must not tell which.
  if (shown.length === 0 && revisions.length > 0) {
    throw new ServiceError('forbidden', 'Until it is known to be a refusal, only curators read this text.')
  }
  const current = shown.find(({ current }) => current)
  await inTransaction(ctx, async (tx) => {
    // A program sees nothing; whoever reads what it fetched is not known here.
    if (actor.kind === 'user')
      await tx.$executeRaw`
      insert into exposures (project_id, user_id, revision_id, day, harmful, severity, revealed)
      select ${item.projectId}::uuid, ${actor.userId}::uuid, id, (now() at time zone 'utc')::date,
        ${item.intent !== 'BENIGN'}, ${item.category.severity}::int, true
      from unnest(${shown.map(({ id }) => id)}::uuid[]) id
      on conflict (user_id, project_id, day, revision_id) do update set revealed = true`
    await writeAudit(tx, ctx, {
      action: 'item.reveal',
      projectId: item.projectId,
      target: { kind: 'item', id: item.id },
      data: { revisions: shown.length, ...(current ? { currentRevisionId: current.id } : {}) },
    })
  })
  return { bodies: Object.fromEntries(shown.map(({ id, body }) => [id, body!])), opinions }
}
