import type { ChainContent } from '@/lib/core/chain/content'
import type { ItemContent } from '@/lib/core/item/content'
import { sameContent } from '@/lib/core/item/content'
import type { Tx } from '@/lib/data/client'
import type { Ctx } from '../context'
import { addRevision } from '../items/create-items'
import { fillQueue } from '../queues/fill-queue'
import { refreshItem } from '../review/refresh-item'
import { addJudges } from './add-judges'
import type { AnsweredCall, Applied, NotApplied } from './apply-output'
import { loadChain, loadInstruction, loadTools } from './prompt-facts'

const gone = (message: string): NotApplied => ({ problem: { kind: 'TARGET_GONE', message } })

/**
 * A new attempt at an item's text: a revision of the same item, current from now on, judged afresh. It replaces only the text
 * that it was made from; where that is no longer the current one (somebody's edit came first), the answer is kept and not used.
 */
export async function applyRegeneration(
  ctx: Ctx,
  tx: Tx,
  call: AnsweredCall,
  output: ChainContent | { text: string },
): Promise<Applied | NotApplied> {
  const itemId = call.itemId!
  const item = await lockItem(tx, itemId)
  if (!item || item.archived) return gone('The item was archived or removed meanwhile.')
  if (item.currentRevisionId !== call.revisionId) return gone('The item has another text meanwhile.')
  const rejected = await tx.revision.findUniqueOrThrow({
    where: { id: call.revisionId! },
    select: { attempt: true, parentRevisionId: true },
  })
  const before = await loadContent(tx, call)
  const content = await newContent(tx, call, output)
  if (!content) return gone('One of its tools is no longer there.')
  if (sameContent(before, content))
    return { problem: { kind: 'NOT_FITTING', message: 'The new attempt is the rejected text again.' } }
  const revisionId = await addRevision(tx, {
    ...{ projectId: call.projectId, itemId, author: { kind: 'MODEL', id: call.id }, content },
    parentRevisionId: call.params.parentRevisionId ?? rejected.parentRevisionId,
    basedOnId: call.revisionId!,
    attempt: rejected.attempt + 1,
  })
  await tx.item.update({ where: { id: itemId }, data: { model: call.model }, select: { id: true } })
  await refreshItem(tx, itemId)
  await judgeAfresh(ctx, tx, { itemId, queueId: call.queueId })
  const judged = call.task === 'regenerate-instruction' ? [{ itemId, revisionId }] : []
  const asked = await addJudges(tx, call, item.intent, judged)
  return { produced: 1, asked, outcome: { itemIds: [itemId], revisionIds: [revisionId] } }
}

export interface LockedItem {
  stage: 'CHAIN' | 'INSTRUCTION' | 'RESPONSE'
  intent: 'HARMFUL' | 'BORDERLINE' | 'BENIGN'
  currentRevisionId: string | null
  archived: boolean
}

export async function lockItem(tx: Tx, itemId: string): Promise<LockedItem | null> {
  const [item] = await tx.$queryRaw<LockedItem[]>`
    select stage::text, intent::text, current_revision_id as "currentRevisionId", archived_at is not null as archived
    from items where id = ${itemId}::uuid for no key update`
  return item ?? null
}

const loadContent = (tx: Tx, { task, revisionId }: AnsweredCall): Promise<ItemContent> =>
  task === 'regenerate-chain' ? loadChain(tx, revisionId!) : loadInstruction(tx, revisionId!)

async function newContent(
  tx: Tx,
  call: AnsweredCall,
  output: ChainContent | { text: string },
): Promise<ItemContent | null> {
  if (!('text' in output)) return output
  const before = await loadInstruction(tx, call.revisionId!)
  const { tools, parentRevisionId } = call.params
  if (!tools) return { ...before, text: output.text }
  const schemas = await loadTools(tx, call.projectId, tools)
  if (!schemas) return null
  const pattern = parentRevisionId ? (await loadChain(tx, parentRevisionId)).steps : before.pattern
  return { text: output.text, pattern, tools: schemas as never }
}

/** In the run's queue, or where the text was judged last, if that still takes items. */
export async function judgeAfresh(
  ctx: Ctx,
  tx: Tx,
  { itemId, queueId }: { itemId: string; queueId: string | null },
): Promise<void> {
  const last = queueId
    ? null
    : await tx.queueEntry.findFirst({
        where: { itemId, curation: true, status: { not: 'VOID' } },
        orderBy: { createdAt: 'desc' },
        select: { queueId: true },
      })
  const id = queueId ?? last?.queueId
  const queue = id ? await tx.reviewQueue.findUnique({ where: { id } }) : null
  if (!queue || queue.status === 'CLOSED') return
  await fillQueue(tx, ctx.actor, queue, { filter: { itemIds: [itemId] }, again: false })
}
