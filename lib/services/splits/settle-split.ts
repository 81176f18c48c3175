import { z } from 'zod'
import { readContent } from '@/lib/core/item/stages'
import { canRead, canReadQuarantined, canSettleSplit } from '@/lib/core/policy/policies'
import type { Tx } from '@/lib/data/client'
import { newId } from '@/lib/data/id'
import { isBlind } from '@/lib/data/queries/item-scope'
import { stands } from '@/lib/data/queries/speaking-entry'
import { writeAudit } from '../audit'
import { type Ctx, factsFor, inTransaction } from '../context'
import { notFound, ServiceError } from '../errors'
import { requireUser } from '../require-user'
import { quarantineResponsesTo } from '../review/quarantine-responses'
import { writeFindings } from '../review/write-findings'

export const settleSplitInput = z.strictObject({
  itemId: z.uuid(),
  /** The text that was read. */
  revisionId: z.uuid(),
  outcome: z.enum(['BENIGN', 'HARMFUL']),
  reason: z.string().trim().min(1, 'Say why: the reason stays with the item').max(10_000),
})
export type SettleSplitInput = z.infer<typeof settleSplitInput>

/** Its responses are read anew; the first text that a process reads takes the detector longest (ms). */
const DETECT_TIMEOUT = 60_000

interface Found {
  projectId: string
  stage: string
  intent: string
  currentRevisionId: string | null
  quarantined: boolean
  categoryIds: string[]
  open: boolean
}

/** Settles what a borderline instruction is for training: answered, or refused. It stays borderline, and every settlement stays on record. */
export async function settleSplit(
  ctx: Ctx,
  { itemId, revisionId, outcome, reason }: SettleSplitInput,
): Promise<{ id: string }> {
  const { userId } = requireUser(ctx)
  const settle = async (tx: Tx) => {
    const [item] = await tx.$queryRaw<Found[]>`
      select i.project_id as "projectId", i.stage::text, i.intent::text, i.current_revision_id as "currentRevisionId",
        i.quarantined, exists (select from queue_entries e where e.item_id = i.id and (e.status in ('OPEN', 'HELD')
          or e.curation and e.status = 'CLOSED' and not ${stands('e')})) as open,
        array(select unnest(array[c.id, c.parent_id]) intersect select unnest(pref.opt_out_category_ids)) as "categoryIds"
      from items i
      left join categories c on c.id = i.category_id
      left join preferences pref on pref.project_id = i.project_id and pref.user_id = ${userId}::uuid
      where i.id = ${itemId}::uuid for no key update of i`
    const facts = item && factsFor(ctx.actor, item.projectId)
    if (!item || !facts || !canRead(facts) || item.categoryIds.length > 0) throw notFound('item')
    refuse(item, { may: canSettleSplit(facts), quarantine: canReadQuarantined(facts), revisionId })
    if (item.open && isBlind(ctx.actor, item.projectId)) {
      throw new ServiceError('conflict', 'It is being judged. Nothing was changed; settle it when its verdict stands.')
    }
    const id = newId()
    const { projectId } = item
    await tx.split.create({
      data: { id, projectId, itemId, revisionId, userId, outcome, reason },
      select: { id: true },
    })
    await tx.item.update({ where: { id: itemId }, data: { split: outcome, updatedAt: ctx.now }, select: { id: true } })
    await detectAnew(tx, projectId, itemId)
    await quarantineResponsesTo(tx, itemId)
    await writeAudit(tx, ctx, {
      action: 'item.settle-split',
      projectId,
      target: { kind: 'item', id: itemId },
      data: { revisionId, outcome },
    })
    return { id }
  }
  return inTransaction(ctx, settle, DETECT_TIMEOUT)
}

/** What a response is taken for depends on what was due: its labels are others now. */
async function detectAnew(tx: Tx, projectId: string, instructionId: string): Promise<void> {
  const responses = await tx.$queryRaw<{ id: string; itemId: string; content: unknown }[]>`
    select r.id, i.id as "itemId", r.content from items i join revisions r on r.id = i.current_revision_id
    where i.parent_id = ${instructionId}::uuid and i.stage = 'RESPONSE' order by i.id`
  for (const { content, ...revision } of responses) {
    await writeFindings(tx, { ...revision, projectId, content: readContent('RESPONSE', content) })
  }
}

function refuse(
  item: Found,
  { may, quarantine, revisionId }: { may: boolean; quarantine: boolean; revisionId: string },
) {
  if (!may || (item.quarantined && !quarantine)) {
    throw new ServiceError('forbidden', 'Adjudicators and curators settle this. Nothing was changed.')
  }
  if (item.stage !== 'INSTRUCTION' || item.intent !== 'BORDERLINE') {
    throw new ServiceError('invalid', 'Only borderline instructions are settled. Nothing was changed.')
  }
  if (item.currentRevisionId !== revisionId) {
    throw new ServiceError('conflict', 'The text has changed since you read it. Nothing was changed; read it again.')
  }
}
