import { z } from 'zod'
import { canAdminister, canRead } from '@/lib/core/policy/policies'
import type { Tx } from '@/lib/data/client'
import { countReach, madeFrom, type PurgeReach } from '@/lib/data/queries/purge-reach'
import { writeAudit } from '../audit'
import { type Ctx, factsFor, inTransaction } from '../context'
import { notFound, ServiceError } from '../errors'
import { tellWebhooks } from '../webhooks/tell-webhooks'
import { BULK_TIMEOUT } from './archive-items'
import { purgeCopies } from './purge-copies'

export const purgeItemInput = z.object({ itemId: z.uuid(), reason: z.string().trim().min(1).max(2_000) })
export type PurgeItemInput = z.infer<typeof purgeItemInput>

/**
 * Puts hashes in the place of an item's texts, for good, and of all that was made from it: revisions, what models were
 * asked and answered about them, findings, drafts, word-for-word copies in other calls, in rows that imports keep aside and
 * in evaluations, and the lines of snapshots, which are broken by it. Numbers, verdicts,
 * votes and notes stay. The items are archived and cannot be restored. Files that were taken out and backups are beyond it.
 */
export async function purgeItem(ctx: Ctx, { itemId, reason }: PurgeItemInput): Promise<PurgeReach> {
  return inTransaction(
    ctx,
    async (tx) => {
      const item = await tx.item.findUnique({ where: { id: itemId }, select: { projectId: true, number: true } })
      const facts = item && factsFor(ctx.actor, item.projectId)
      if (!item || !facts || !canRead(facts)) throw notFound('item')
      if (!canAdminister(facts)) throw new ServiceError('forbidden', 'Only an admin purges. Nothing was changed.')
      await lockMade(tx, itemId)
      await requireNoCall(tx, itemId)
      const reach = await countReach(tx, itemId)
      if (reach.texts === 0) throw new ServiceError('conflict', 'It was purged already. Nothing was changed.')
      const copies = await purgeCopies(tx, { projectId: item.projectId, itemId })
      await purgeGenerations(tx, itemId)
      for (const { number, name, hash } of await purgeSnapshots(tx, itemId)) {
        const told = { number, name, hash }
        await tellWebhooks(tx, { projectId: item.projectId, event: 'snapshot.broken', data: told })
      }
      await purgeTexts(tx, itemId)
      await writeAudit(tx, ctx, {
        action: 'item.purge',
        projectId: item.projectId,
        target: { kind: 'item', id: itemId },
        data: { number: item.number, reason, ...reach, copies },
      })
      return reach
    },
    BULK_TIMEOUT,
  )
}

const lockMade = (tx: Tx, itemId: string) =>
  tx.$queryRaw`${madeFrom(itemId)} select i.id from items i join made on made.id = i.id order by i.id for update of i`

/** An answer under way would bring the text back; a call takes two minutes at most. */
async function requireNoCall(tx: Tx, itemId: string): Promise<void> {
  const [row] = await tx.$queryRaw<{ any: boolean }[]>`
    ${madeFrom(itemId)}
    select exists(select from generations g join made on made.id = g.item_id
      where g.state in ('CALLING', 'ANSWERED')) as any`
  if (row!.any)
    throw new ServiceError(
      'conflict',
      'A model is being asked about it. Nothing was changed; try again in two minutes, or cancel the run first.',
    )
}

/** What was asked about the items and what their texts came from, answers that hold several items included. */
async function purgeGenerations(tx: Tx, itemId: string): Promise<void> {
  await tx.$executeRaw`
    ${madeFrom(itemId)}, wanted as (
      select g.id from generations g join made on made.id = g.item_id
      union select r.author_id from revisions r join made on made.id = r.item_id where r.author_kind = 'MODEL'
    ), steps as (
      delete from generation_steps where generation_id in (select id from wanted)
    )
    update generations g set request = null, response = null,
      state = case when g.state in ('WAITING', 'QUEUED') then 'CANCELLED' else g.state end,
      ended_at = coalesce(g.ended_at, now())
    from wanted where wanted.id = g.id`
}

/** The snapshots that are broken by it. As a pair's worse side a text leaves them whole, and only their pairs are not handed out. */
async function purgeSnapshots(tx: Tx, itemId: string) {
  await tx.$executeRaw`
    ${madeFrom(itemId)}
    update snapshot_pairs s set line = null from made join revisions r on r.item_id = made.id where s.revision_id = r.id`
  return tx.$queryRaw<{ number: number; name: string; hash: string | null }[]>`
    ${madeFrom(itemId)}, emptied as (
      update snapshot_rows s set line = null from made join revisions r on r.item_id = made.id
      where s.revision_id = r.id returning s.snapshot_id
    )
    update snapshots set status = 'BROKEN' where status = 'FROZEN' and id in (select snapshot_id from emptied)
    returning number, name, hash`
}

const WORDS = 'Purged. SHA-256 of what stood here: '

/** The hash stands in the shape that the item's stage asks for, so that every page can show it. */
async function purgeTexts(tx: Tx, itemId: string): Promise<void> {
  await tx.$executeRaw`
    ${madeFrom(itemId)}
    delete from findings f using revisions r, made where r.item_id = made.id and f.revision_id = r.id`
  await tx.$executeRaw`
    ${madeFrom(itemId)}
    delete from drafts d using queue_entries e, made where e.item_id = made.id and d.entry_id = e.id`
  await tx.$executeRaw`
    ${madeFrom(itemId)}
    update revisions r set purged_at = now(), raw = null, content = case i.stage
        when 'CHAIN' then jsonb_build_object('steps', r.content->'steps', 'explanation', ${WORDS} || r.content_hash)
        when 'INSTRUCTION' then jsonb_build_object('text', ${WORDS} || r.content_hash, 'pattern', r.content->'pattern', 'tools', '[]'::jsonb)
        else jsonb_build_object('messages', jsonb_build_array(jsonb_build_object('role', 'user', 'text', ${WORDS} || r.content_hash)),
          'tools', '[]'::jsonb, 'world', null, 'outcome', 'UNKNOWN')
      end
    from made join items i on i.id = made.id
    where r.item_id = made.id and r.purged_at is null`
  await tx.$executeRaw`
    ${madeFrom(itemId)}
    update items i set purged_at = coalesce(i.purged_at, now()), archived_at = coalesce(i.archived_at, now()),
      search_text = '', sketch = '{}', updated_at = now()
    from made where made.id = i.id`
}
