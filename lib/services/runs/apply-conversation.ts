import { sameContent } from '@/lib/core/item/content'
import { findBarriers } from '@/lib/core/run/barriers'
import { JUDGE_BY_EXPECTED } from '@/lib/core/run/judges'
import type { ResponseContent } from '@/lib/core/trajectory/content'
import type { Prisma, Tx } from '@/lib/data/client'
import { newId } from '@/lib/data/id'
import type { Ctx } from '../context'
import { addRevision, createItems } from '../items/create-items'
import { refreshItem } from '../review/refresh-item'
import { addCalls } from './add-calls'
import { judgesAmong } from './add-judges'
import type { AnsweredCall, Applied, NotApplied } from './apply-output'
import { enqueueForReview } from './apply-output'
import { judgeAfresh, lockItem } from './apply-regeneration'
import type { Finished } from './finish-conversation'
import type { Conversation } from './load-conversation'

interface Ended extends Finished {
  conversation: Conversation
  /** Drawn for the item that it makes. */
  firstNumber: number
}

/** Writes what a conversation that has ended is for, by its task. */
export async function applyConversation(
  ctx: Ctx,
  tx: Tx,
  call: AnsweredCall,
  ended: Ended,
): Promise<Applied | NotApplied> {
  const { content, label, conversation } = ended
  const { expected } = conversation
  if (call.task === 'execution-check') return applyBarriers(tx, call, content, label)
  const made =
    call.task === 'regenerate-response'
      ? await applyNewAttempt(ctx, tx, call, ended)
      : await applyResponse(ctx, tx, call, ended)
  if ('problem' in made) return made
  const { id: itemId, revisionId } = made
  const judges = judgesAmong(call, [JUDGE_BY_EXPECTED[expected]])
  const opinions = await addCalls(
    tx,
    call,
    judges.map((judge) => ({ ...judge, itemId, revisionId, params: { intent: call.params.intent, expected } })),
  )
  const again = await askAgain(tx, call, expected === 'REFUSE' && label !== 'refusal')
  const outcome = { itemIds: [itemId], revisionIds: [revisionId], outcome: content.outcome }
  return { produced: 1, asked: opinions + again, outcome }
}

type Made = { id: string; revisionId: string }

async function applyResponse(
  ctx: Ctx,
  tx: Tx,
  call: AnsweredCall,
  { content, conversation, firstNumber }: Ended,
): Promise<Made> {
  const { itemId: parentId, categoryId, model, origin } = call
  const { intent } = await tx.item.findUniqueOrThrow({ where: { id: parentId! }, select: { intent: true } })
  const item = {
    ...{ stage: 'RESPONSE' as const, intent, origin, categoryId, model, content, parentId },
    parentRevisionId: conversation.instructionRevisionId,
    attempt: call.params.second ? 2 : 1,
  }
  const [made] = await createItems(tx, call.projectId, { kind: 'MODEL', id: call.id }, [item], firstNumber)
  await enqueueForReview(ctx, tx, call.queueId, [made!])
  return { id: made!.itemId, revisionId: made!.revisionId }
}

const gone = (message: string): NotApplied => ({ problem: { kind: 'TARGET_GONE', message } })

/** As applyRegeneration: it replaces only the text that it was made from. */
async function applyNewAttempt(
  ctx: Ctx,
  tx: Tx,
  call: AnsweredCall,
  { content, conversation }: Ended,
): Promise<Made | NotApplied> {
  const itemId = call.itemId!
  const item = await lockItem(tx, itemId)
  if (!item || item.archived) return gone('The response was archived or removed meanwhile.')
  if (item.currentRevisionId !== call.revisionId) return gone('The response has another text meanwhile.')
  const rejected = conversation.rejected!
  if (sameContent(rejected, content))
    return { problem: { kind: 'NOT_FITTING', message: 'The new attempt is the rejected response again.' } }
  const { attempt } = await tx.revision.findUniqueOrThrow({
    where: { id: call.revisionId! },
    select: { attempt: true },
  })
  const revisionId = await addRevision(tx, {
    ...{ projectId: call.projectId, itemId, author: { kind: 'MODEL', id: call.id }, content },
    parentRevisionId: conversation.instructionRevisionId,
    basedOnId: call.revisionId!,
    attempt: attempt + 1,
  })
  await tx.item.update({ where: { id: itemId }, data: { model: call.model }, select: { id: true } })
  await refreshItem(tx, itemId)
  await judgeAfresh(ctx, tx, { itemId, queueId: call.queueId })
  return { id: itemId, revisionId }
}

/** What stood in the way, in place of what an earlier check found. */
async function applyBarriers(tx: Tx, call: AnsweredCall, content: ResponseContent, label: string): Promise<Applied> {
  const revisionId = call.revisionId!
  const barriers = findBarriers(content, label)
  await tx.finding.deleteMany({ where: { revisionId, source: 'RULE', code: { startsWith: 'exec_' } } })
  await tx.finding.createMany({
    data: barriers.map(({ code, severity, message, tools }) => ({
      ...{ id: newId(), projectId: call.projectId, revisionId, code, severity, source: 'RULE' as const },
      evidence: {
        ...{ message, tools, model: call.model, generationId: call.id, demo: call.origin === 'DEMO_MODEL' },
      } as Prisma.InputJsonObject,
    })),
  })
  return {
    produced: barriers.length,
    outcome: { barriers: barriers.map(({ code }) => code), outcome: content.outcome },
  }
}

/** Once, as a response of its own: the first answer stays what it was, and is judged as the first attempt. */
async function askAgain(tx: Tx, call: AnsweredCall, noRefusal: boolean): Promise<number> {
  if (!noRefusal || call.task !== 'refusal' || !call.options.secondTry || call.params.second) return 0
  const { task, promptVersionId, itemId, revisionId, params } = call
  return addCalls(tx, call, [{ task, promptVersionId, itemId, revisionId, params: { ...params, second: true } }])
}
