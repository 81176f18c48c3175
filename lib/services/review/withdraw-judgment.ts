import type { WithdrawInput, WithdrawOutput } from '@/lib/core/review/wire'
import type { Tx } from '@/lib/data/client'
import { listUndoFacts } from '@/lib/data/queries/undo-facts'
import { listWorkItems } from '@/lib/data/queries/work-items'
import { writeAudit } from '../audit'
import { type Ctx, inTransaction } from '../context'
import { notFound, ServiceError } from '../errors'
import { requireUser } from '../require-user'
import { retryConflicts } from '../retry-conflicts'
import { lockEntry } from './lock-entry'
import { readEntryState } from './read-entry-state'
import { requireReviewerEntry } from './require-reviewer-entry'
import { settleLockedEntry } from './settle-locked-entry'
import { whyItStands } from './why-it-stands'

/**
 * Undo: the judgment stays on record as withdrawn, its slot is this tab's again, the verdict is derived anew, and the
 * item comes back with the answer as its draft.
 */
export async function withdrawJudgment(ctx: Ctx, input: WithdrawInput): Promise<WithdrawOutput> {
  const reviewer = requireUser(ctx)
  const [known] = await listUndoFacts(ctx.db, reviewer.userId, [input.judgmentId])
  if (!known?.own) throw notFound('judgment')
  const { settings } = await requireReviewerEntry(ctx, reviewer, known.entryId)
  await retryConflicts(() =>
    inTransaction(ctx, async (tx) => {
      const entry = await lockEntry(tx, known.entryId)
      if (!entry) throw notFound('item')
      const [facts] = await listUndoFacts(tx, reviewer.userId, [input.judgmentId])
      const why = facts ? whyItStands(facts) : null
      if (why) throw new ServiceError('conflict', why)
      await reopen(tx, input, reviewer.userId)
      await settleLockedEntry(tx, entry, await readEntryState(tx, entry.id))
      await writeAudit(tx, ctx, {
        action: 'judgment.withdraw',
        projectId: entry.projectId,
        target: { kind: 'entry', id: entry.id },
        data: { judgmentId: input.judgmentId },
      })
    }),
  )
  const [item] = await listWorkItems({ actor: reviewer, db: ctx.db }, { entryIds: [known.entryId], settings })
  if (!item) throw notFound('item')
  return { item }
}

async function reopen(tx: Tx, { judgmentId, clientId }: WithdrawInput, userId: string): Promise<void> {
  await tx.$executeRaw`
    with withdrawn as (
      update judgments set withdrawn_at = now() where id = ${judgmentId}::uuid returning *
    ), slot as (
      update assignments a set judgment_id = null, client_id = ${clientId}, claimed_at = now(),
        lease_until = now() + interval '10 minutes'
      from withdrawn where a.judgment_id = withdrawn.id
    )
    insert into drafts (user_id, entry_id, content, seq)
    select ${userId}::uuid, w.entry_id, jsonb_build_object('decision', w.decision, 'criteria', w.criteria,
      'reasons', to_jsonb(w.reasons), 'note', w.note, 'stepMarks', to_jsonb(w.step_marks),
      'label', w.label, 'compliesFrom', w.complies_from,
      'stepUnsaid', w.complies_from is null and coalesce(w.label in ('partial_compliance', 'full_compliance'), false),
      'proposal', (select r.content from proposals p join revisions r on r.id = p.revision_id where p.judgment_id = w.id)), 1
    from withdrawn w
    on conflict (user_id, entry_id) do update set content = excluded.content, seq = drafts.seq + 1, updated_at = now()`
}
