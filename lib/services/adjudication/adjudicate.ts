import { z } from 'zod'
import { canAdjudicate, canRead } from '@/lib/core/policy/policies'
import { newId } from '@/lib/data/id'
import { writeAudit } from '../audit'
import { type Ctx, factsFor, inTransaction, type UserActor } from '../context'
import { notFound, ServiceError } from '../errors'
import { requireUser } from '../require-user'
import { retryConflicts } from '../retry-conflicts'
import { type LockedEntry, lockEntry } from '../review/lock-entry'
import { type EntryState, readEntryState } from '../review/read-entry-state'
import { settleLockedEntry } from '../review/settle-locked-entry'
import { tidyText } from '../review/tidy-judgment'
import { needsAdjudication } from './needs-adjudication'

export const adjudicateInput = z
  .object({
    entryId: z.uuid(),
    outcome: z.enum(['PASSED', 'FAILED']),
    /** With FAILED: the proposed edit that becomes the next text. */
    proposalId: z.uuid().nullable().default(null),
    reason: z.string().trim().min(1, 'Say why: the reason stays with the item').max(10_000),
  })
  .refine(({ outcome, proposalId }) => outcome === 'FAILED' || proposalId === null, {
    path: ['proposalId'],
    message: 'An edit is picked only when the text as it stands fails',
  })
export type AdjudicateInput = z.infer<typeof adjudicateInput>

/** Settles what votes did not: one decision with a reason. It outranks the votes; both stay on record. */
export async function adjudicate(ctx: Ctx, input: AdjudicateInput): Promise<{ verdict: LockedEntry['verdict'] }> {
  const adjudicator = requireUser(ctx)
  const reason = tidyText(input.reason)
  return retryConflicts(() =>
    inTransaction(ctx, async (tx) => {
      const entry = await lockEntry(tx, input.entryId, adjudicator.userId)
      if (!entry || !canRead(factsFor(adjudicator, entry.projectId))) throw notFound('entry')
      const state = await readEntryState(tx, entry.id)
      authorize(entry, state, adjudicator)
      requireSettleable(entry, state, input)
      const { outcome, proposalId } = input
      await tx.adjudication.create({
        data: {
          id: newId(),
          projectId: entry.projectId,
          entryId: entry.id,
          itemId: entry.itemId,
          revisionId: entry.revisionId,
          adjudicatorId: adjudicator.userId,
          outcome,
          proposalId,
          reason,
        },
      })
      await tx.queueEntry.update({ where: { id: entry.id }, data: { usedAt: ctx.now }, select: { id: true } })
      const { verdict } = await settleLockedEntry(tx, entry, { ...state, adjudication: { outcome, proposalId } })
      await writeAudit(tx, ctx, {
        action: 'entry.adjudicate',
        projectId: entry.projectId,
        target: { kind: 'entry', id: entry.id },
        data: { outcome, proposalId },
      })
      return { verdict }
    }),
  )
}

function authorize(entry: LockedEntry, state: EntryState, adjudicator: UserActor): void {
  const own = state.judgments.find(({ reviewerId }) => reviewerId === adjudicator.userId)
  const judgedAt = own ? new Date(own.createdAt) : null
  if (!canAdjudicate(factsFor(adjudicator, entry.projectId), { judgedAt })) {
    const message = own
      ? 'You judged this item yourself, so somebody else settles it. Nothing was changed.'
      : 'Settling contested items is for adjudicators and curators. Nothing was changed.'
    throw new ServiceError('forbidden', message)
  }
  if (entry.barredIds.includes(adjudicator.userId)) {
    throw new ServiceError('forbidden', 'You proposed this text, so somebody else settles it. Nothing was changed.')
  }
}

function requireSettleable(entry: LockedEntry, state: EntryState, { proposalId }: AdjudicateInput): void {
  if (state.adjudication)
    throw new ServiceError('conflict', 'Somebody has settled this item already. Nothing was changed.')
  if (!needsAdjudication(entry, state)) {
    throw new ServiceError(
      'conflict',
      'This item does not wait for adjudication: its votes decide. Nothing was changed.',
    )
  }
  if (proposalId !== null && !countedProposals(state).includes(proposalId)) {
    throw new ServiceError('invalid', 'The edit picked does not belong to this item. Nothing was changed.')
  }
}

function countedProposals({ judgments, proposals }: EntryState): string[] {
  const counted = new Set(judgments.filter(({ counted }) => counted).map(({ id }) => id))
  return proposals.filter(({ judgmentId }) => counted.has(judgmentId)).map(({ id }) => id)
}
