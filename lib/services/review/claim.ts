import { canJudge, canRead } from '@/lib/core/policy/policies'
import { claimCount, claimWindow } from '@/lib/core/review/slots'
import type { ClaimInput, ClaimOutput } from '@/lib/core/review/wire'
import type { Tx } from '@/lib/data/client'
import { servable } from '@/lib/data/queries/servable'
import { listWorkItems } from '@/lib/data/queries/work-items'
import { type Ctx, factsFor, inTransaction, type UserActor } from '../context'
import { notFound, ServiceError } from '../errors'
import { requireUser } from '../require-user'
import { retryConflicts } from '../retry-conflicts'
import { type Desk, loadDesk } from './load-desk'
import { lockReviewer } from './lock-reviewer'
import { countDone, type Picked, pickSlots } from './pick-slots'
import { renewHeld } from './renew-held'
import { takeOver } from './take-over'

interface Claimed {
  desk: Desk
  /** Entries to send: newly claimed, or this tab's own that it no longer has in hand (a reload). */
  entryIds: string[]
  lost: string[]
  left: number
  done: number
  atLeast: boolean
  stop: ClaimOutput['stop']
}

/**
 * Hands a browser tab its next items. A slot is claimed by one UPDATE, so that no two people get it; what the tab held
 * before a reload comes back first; what the same person holds in another tab is taken over only when nothing else is left.
 */
export async function claim(ctx: Ctx, input: ClaimInput): Promise<ClaimOutput> {
  const reviewer = requireUser(ctx)
  const { desk, entryIds, lost, left, done, atLeast, stop } = await retryConflicts(() =>
    claimSlots(ctx, reviewer, input),
  )
  const items = await listWorkItems({ actor: reviewer, db: ctx.db }, { entryIds, settings: desk.settings })
  const { harmfulToday, dailyLimit, questionsOnly } = desk
  return { items, lost, left, atLeast, done, stop, exposure: questionsOnly ? null : { harmfulToday, dailyLimit } }
}

function claimSlots(ctx: Ctx, reviewer: UserActor, input: ClaimInput): Promise<Claimed> {
  const { userId } = reviewer
  return inTransaction(ctx, async (tx) => {
    await lockReviewer(tx, userId)
    const desk = await loadDesk(tx, input.queueId, userId)
    authorize(reviewer, desk)
    const held = await renewHeld(tx, desk, userId, input.clientId)
    const window = claimWindow(desk.emptySlots, desk.activeReviewers)
    const need = desk.status === 'OPEN' ? claimCount({ window, held: held.length, want: input.want }) : 0
    const picked = await pickSlots(tx, desk, { userId, clientId: input.clientId, need })
    const taken = held.length + picked.entryIds.length > 0 ? [] : await takeOver(tx, desk, userId, input.clientId)
    const all = [...held, ...picked.entryIds, ...taken]
    return {
      desk,
      entryIds: all.filter((id) => !input.have.includes(id)),
      lost: input.have.filter((id) => !all.includes(id)),
      ...(await countLeft(tx, picked, input, userId)),
      stop: picked.entryIds.length > 0 || (window > 0 && held.length >= window) ? null : whyNothing(desk, picked),
    }
  })
}

/** A tab that begins is told the whole; later ones of a long queue count on from there. */
async function countLeft(
  tx: Tx,
  { left, done, atLeast }: Picked,
  { queueId, have }: ClaimInput,
  userId: string,
): Promise<Pick<Claimed, 'left' | 'done' | 'atLeast'>> {
  if (!atLeast || have.length > 0) return { left, done, atLeast }
  const [row] = await tx.$queryRaw<{ left: number; done: number }[]>`
    select count(*)::int as left, ${countDone(userId, queueId)} as done ${servable(userId)} and e.queue_id = ${queueId}::uuid`
  return { ...row!, atLeast: false }
}

function authorize(reviewer: UserActor, desk: Desk | null): asserts desk is Desk {
  const facts = desk && factsFor(reviewer, desk.projectId)
  if (!desk || !facts || !canRead(facts)) throw notFound('queue')
  if (!canJudge(facts, { given: desk.given, barred: false })) {
    throw new ServiceError('forbidden', 'This queue is not given to you. A curator gives queues to reviewers.')
  }
}

function whyNothing(desk: Desk, { waiting, waitingHarmful, budget }: Picked) {
  if (desk.status === 'PAUSED') return 'PAUSED'
  if (waiting === 0) return 'EMPTY'
  // Where nothing tells them apart the limit holds all of them back.
  return budget === 0 && (waitingHarmful > 0 || desk.questionsOnly) ? 'DAILY_LIMIT' : 'OTHERS_HOLD_THE_REST'
}
