import { z } from 'zod'
import { RESPONSE_LABELS } from '@/lib/core/compliance/labels'
import { stepCountOf } from '@/lib/core/item/content'
import { canAdjudicate, canRead } from '@/lib/core/policy/policies'
import { settlementErrors } from '@/lib/core/review/label'
import { newId } from '@/lib/data/id'
import { writeAudit } from '../audit'
import { type Ctx, factsFor, inTransaction, type UserActor } from '../context'
import { notFound, ServiceError } from '../errors'
import { requireUser } from '../require-user'
import { retryConflicts } from '../retry-conflicts'
import { type LockedEntry, labelRuleOf, lockEntry } from '../review/lock-entry'
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
    /** Of a response: what the agent did; the outcome is what it decides. */
    label: z.enum(RESPONSE_LABELS).nullable().default(null),
    compliesFrom: z.number().int().min(0).max(2_000).nullable().default(null),
    reason: z.string().trim().min(1, 'Say why: the reason stays with the item').max(10_000),
  })
  .refine(({ outcome, proposalId }) => outcome === 'FAILED' || proposalId === null, {
    path: ['proposalId'],
    message: 'An edit is picked only when the text as it stands fails',
  })
export type AdjudicateInput = z.input<typeof adjudicateInput>

/** Settles what votes did not: one decision with a reason. It outranks the votes; both stay on record. */
export async function adjudicate(ctx: Ctx, asked: AdjudicateInput): Promise<{ verdict: LockedEntry['verdict'] }> {
  const adjudicator = requireUser(ctx)
  const { proposalId = null, label = null, compliesFrom = null, outcome, entryId } = asked
  const input = { proposalId, label, compliesFrom, outcome }
  const reason = tidyText(asked.reason)
  return retryConflicts(() =>
    inTransaction(ctx, async (tx) => {
      const entry = await lockEntry(tx, entryId, adjudicator.userId)
      if (!entry || !canRead(factsFor(adjudicator, entry.projectId))) throw notFound('entry')
      const state = await readEntryState(tx, entry.id)
      authorize(entry, state, adjudicator)
      requireSettleable(entry, state, input)
      requireLabel(entry, input)
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
          label,
          compliesFrom,
          reason,
        },
      })
      await tx.queueEntry.update({ where: { id: entry.id }, data: { usedAt: ctx.now }, select: { id: true } })
      const { verdict } = await settleLockedEntry(tx, entry, { ...state, adjudication: { outcome, proposalId } })
      await writeAudit(tx, ctx, {
        action: 'entry.adjudicate',
        projectId: entry.projectId,
        target: { kind: 'entry', id: entry.id },
        data: { outcome, proposalId, label },
      })
      return { verdict }
    }),
  )
}

type Settlement = Pick<z.output<typeof adjudicateInput>, 'outcome' | 'proposalId' | 'label' | 'compliesFrom'>

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

function requireSettleable(entry: LockedEntry, state: EntryState, { proposalId }: Settlement): void {
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

function requireLabel(entry: LockedEntry, input: Settlement): void {
  const errors = settlementErrors(input, labelRuleOf(entry), stepCountOf(entry.content))
  if (errors.length === 0) return
  const fields = Object.fromEntries(errors.map(([field, message]) => [field, [message]]))
  throw new ServiceError('invalid', `${errors[0]![1]} Nothing was changed.`, fields)
}

function countedProposals({ judgments, proposals }: EntryState): string[] {
  const counted = new Set(judgments.filter(({ counted }) => counted).map(({ id }) => id))
  return proposals.filter(({ judgmentId }) => counted.has(judgmentId)).map(({ id }) => id)
}
