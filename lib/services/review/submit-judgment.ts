import { canJudge, canRead } from '@/lib/core/policy/policies'
import { validateJudgment } from '@/lib/core/review/judgment'
import { saidBy } from '@/lib/core/review/said'
import type { JudgmentInput, JudgmentOutput } from '@/lib/core/review/wire'
import type { Tx } from '@/lib/data/client'
import { findFeedback } from '@/lib/data/queries/feedback'
import { writeAudit } from '../audit'
import { type Ctx, factsFor, inTransaction, type UserActor } from '../context'
import { notFound, ServiceError } from '../errors'
import { requireUser } from '../require-user'
import { retryConflicts } from '../retry-conflicts'
import { type LockedEntry, labelRuleOf, lockEntry } from './lock-entry'
import { type EntryState, readEntryState } from './read-entry-state'
import { saveProposal } from './save-proposal'
import { settleLockedEntry } from './settle-locked-entry'
import { tidyJudgment } from './tidy-judgment'

/**
 * Stores one answer, once. Sending it again (retry, double click, second tab) says the same again. It takes the
 * reviewer's own slot, else another empty one; where none is left, or the entry is closed, it is kept as surplus.
 */
export async function submitJudgment(ctx: Ctx, raw: JudgmentInput): Promise<JudgmentOutput> {
  const reviewer = requireUser(ctx)
  const sent = tidyJudgment(raw)
  return retryConflicts(() =>
    inTransaction(ctx, async (tx) => {
      const entry = await lockEntry(tx, sent.entryId, reviewer.userId)
      if (!entry || !canRead(factsFor(reviewer, entry.projectId))) throw notFound('item')
      const state = await readEntryState(tx, entry.id, sent.id)
      const standing = findStanding(state, sent, reviewer)
      if (standing) return { ...standing, ...(await findFeedback(tx, entry.id, reviewer.userId)) }
      authorize(entry, reviewer)
      const input = validate(entry, sent)

      const saved = await saveJudgment(tx, entry, input, reviewer.userId)
      if (input.decision === 'EDIT') state.proposals.push(await saveProposal(tx, entry, input, reviewer.userId))
      state.judgments.push({ ...input, ...saved, reviewerId: reviewer.userId })
      state.judgments.sort(oldestFirst)
      await settleLockedEntry(tx, entry, state)
      await writeAudit(tx, ctx, {
        action: 'judgment.submit',
        projectId: entry.projectId,
        target: { kind: 'entry', id: entry.id },
        data: {
          judgmentId: input.id,
          decision: saidBy(input.decision, entry.rule.questionsOnly),
          label: input.label,
          counted: saved.counted,
        },
      })
      const feedback = await findFeedback(tx, entry.id, reviewer.userId)
      return { id: input.id, state: stateOf(saved), savedAt: saved.createdAt, ...feedback }
    }),
  )
}

/** That an answer is an extra one says that the others were close: its author is not told. */
export const stateOf = ({ counted, extra }: { counted: boolean; extra: boolean }) =>
  counted || extra ? ('COUNTED' as const) : ('SURPLUS' as const)

/** The answer that is already there: this very one sent again, or another of the same person's on the entry. */
function findStanding(state: EntryState, input: JudgmentInput, reviewer: UserActor): JudgmentOutput | null {
  const { stored } = state
  if (stored && (stored.reviewerId !== reviewer.userId || stored.entryId !== input.entryId)) {
    throw new ServiceError(
      'conflict',
      'Another answer already has this id. Nothing was stored; reload and answer again.',
    )
  }
  if (stored) return { id: stored.id, state: stateOf(stored), savedAt: iso(stored.createdAt) }
  const other = state.judgments.find(({ reviewerId }) => reviewerId === reviewer.userId)
  return other ? { id: other.id, state: 'ALREADY', savedAt: iso(other.createdAt) } : null
}

function authorize(entry: LockedEntry, reviewer: UserActor): void {
  const barred = entry.barredIds.includes(reviewer.userId)
  if (canJudge(factsFor(reviewer, entry.projectId), { given: entry.given, barred })) return
  throw new ServiceError(
    'forbidden',
    barred
      ? 'You proposed this text, so others judge it. Nothing was stored.'
      : 'This queue is not given to you any more. Your answer was not stored; ask a curator to give it back to you.',
  )
}

/** The answer as it is stored, or every reason why it is none. */
function validate(entry: LockedEntry, input: JudgmentInput): JudgmentInput {
  if (input.revisionId !== entry.revisionId) {
    throw new ServiceError(
      'conflict',
      'The text has changed since you read it. Your answer was not counted; read it again.',
    )
  }
  const check = validateJudgment(input, entry.rubric, {
    content: entry.content,
    labels: labelRuleOf(entry),
    offersAmbiguous: entry.offersAmbiguous,
    questionsOnly: entry.rule.questionsOnly,
  })
  if (check.ok)
    return {
      ...input,
      ...check.judgment,
      reasons: [...check.judgment.reasons],
      stepMarks: [...check.judgment.stepMarks],
    }
  throw new ServiceError(
    'invalid',
    'This answer is not complete. It was not stored; see what is missing.',
    check.fieldErrors,
  )
}

/** The time is the clock's under the entry's lock, not that of the transaction's start: the first votes are those that came first. */
async function saveJudgment(tx: Tx, entry: LockedEntry, input: JudgmentInput, userId: string) {
  const serving = entry.status === 'OPEN' || entry.status === 'HELD'
  const [saved] = await tx.$queryRaw<{ counted: boolean; extra: boolean; createdAt: Date }[]>`
    with slot as (
      update assignments set reviewer_id = ${userId}::uuid, judgment_id = ${input.id}::uuid, lease_until = null
      where ${serving} and id = (
        select a.id from assignments a
        where a.entry_id = ${entry.id}::uuid and a.judgment_id is null
          and (a.reviewer_id = ${userId}::uuid or a.lease_until is null or a.lease_until < now())
        order by (a.reviewer_id is not distinct from ${userId}::uuid) desc, a.open desc, a.slot
        limit 1 for update)
      returning slot < ${entry.rule.slots}::int as counts
    ), shown as (
      insert into exposures (project_id, user_id, revision_id, day, harmful, severity)
      values (${entry.projectId}::uuid, ${userId}::uuid, ${entry.revisionId}::uuid, (now() at time zone 'utc')::date,
        ${entry.intent !== 'BENIGN'}, ${entry.severity}::int)
      on conflict do nothing
    ), undrafted as (
      delete from drafts where user_id = ${userId}::uuid and entry_id = ${entry.id}::uuid
    )
    insert into judgments (id, project_id, queue_id, entry_id, item_id, revision_id, reviewer_id, decision, label, complies_from,
      criteria, reasons, note, step_marks, seconds, counted, extra, created_at)
    values (${input.id}::uuid, ${entry.projectId}::uuid, ${entry.queueId}::uuid, ${entry.id}::uuid, ${entry.itemId}::uuid,
      ${entry.revisionId}::uuid, ${userId}::uuid, ${input.decision}::"Decision", ${input.label}, ${input.compliesFrom}::int, ${input.criteria}::jsonb,
      ${input.reasons}::text[], ${input.note}, ${input.stepMarks}::int[], ${input.seconds}::int, coalesce((select counts from slot), false),
      coalesce((select not counts from slot), false), clock_timestamp())
    returning counted, extra, created_at as "createdAt"`
  return { counted: saved!.counted, extra: saved!.extra, createdAt: saved!.createdAt.toISOString() }
}

const oldestFirst = (a: EntryState['judgments'][number], b: EntryState['judgments'][number]) =>
  iso(a.createdAt).localeCompare(iso(b.createdAt)) || a.id.localeCompare(b.id)

const iso = (date: string) => new Date(date).toISOString()
