import { type EntryOutcome, entryOutcome, sameOutcome } from '@/lib/core/review/entry-outcome'
import { decideOpenSlots } from '@/lib/core/review/overlap'
import { decideProposals } from '@/lib/core/review/proposal'
import { CLOSED_UNDO_MINUTES } from '@/lib/core/review/undo'
import { countDecisions, extrasLeft, stopsEarly } from '@/lib/core/review/verdict'
import { Prisma, type Tx } from '@/lib/data/client'
import { applyRevision } from './apply-revision'
import type { LockedEntry } from './lock-entry'
import { openEntry } from './open-entry'
import type { EntryProposal, EntryState } from './read-entry-state'
import { refreshItem } from './refresh-item'
import { unapplyProposal } from './unapply-proposal'

/**
 * Writes what the entry's live judgments and adjudication amount to: the entry's verdict and counts, its proposals' fate,
 * the item's cache. Derives everything again from `state`, so that calling it twice changes nothing.
 */
export async function settleLockedEntry(
  tx: Tx,
  entry: LockedEntry,
  state: EntryState,
): Promise<Pick<LockedEntry, 'status' | 'verdict'>> {
  if (entry.status === 'VOID') return entry
  const { judgments, adjudication } = state
  const outcome = entryOutcome({
    held: entry.status === 'HELD',
    judgments,
    adjudication: adjudication?.outcome ?? null,
    rule: entry.rule,
  })
  const changed = !sameOutcome(outcome, entry)
  if (changed) await writeOutcome(tx, entry, outcome)
  const { rule } = entry
  if (outcome.status !== 'CLOSED' && (stopsEarly(rule) || rule.extraSlots)) await openSlots(tx, entry, judgments)
  const moved = await settleProposals(tx, entry, state, outcome)
  if (entry.curation && (changed || moved)) await refreshItem(tx, entry.itemId)
  return outcome
}

/** Closed early, an entry gives its unfilled slots up; opened again, it has all of them. */
async function writeOutcome(tx: Tx, entry: LockedEntry, outcome: EntryOutcome): Promise<void> {
  const { status, verdict, votes, several } = outcome
  const closes = status === 'CLOSED'
  await tx.$executeRaw`
    with settled as (
      update queue_entries set status = ${status}::"EntryStatus", verdict = ${verdict}::"Verdict",
        closed_at = case when ${closes} then coalesce(closed_at, now()) end,
        stands_at = case when ${several} then coalesce(closed_at, now()) + make_interval(mins => ${CLOSED_UNDO_MINUTES}::int) end,
        accepts = ${votes.accepts}::int, rejects = ${votes.rejects}::int, edits = ${votes.edits}::int,
        abstains = ${votes.abstains}::int, ambiguous = ${votes.ambiguous}::int,
        first_accepts = ${outcome.firstAccepts}::int, settled_by = ${outcome.settledBy}::"SettledBy"
      where id = ${entry.id}::uuid
      returning id, queue_id
    ), given_up as (
      delete from assignments a using settled where ${closes} and a.entry_id = settled.id and a.judgment_id is null
    )
    insert into assignments (id, entry_id, queue_id, slot, open)
    select make_uuid_v7(), settled.id, settled.queue_id, slot, ${!stopsEarly(entry.rule)}
    from settled, generate_series(0, ${entry.rule.slots}::int - 1) slot where not ${closes}
    on conflict (entry_id, slot) do nothing`
}

/**
 * Opens the slots that the majority still needs, and shuts those that it does not: filled ones count first, then those that
 * somebody holds, so that an undo shuts what nobody has begun. A close vote opens extra ones beyond them. A shut slot stays its holder's; nobody else claims it.
 */
async function openSlots(tx: Tx, entry: LockedEntry, judgments: EntryState['judgments']): Promise<void> {
  const { slots } = entry.rule
  const needed = decideOpenSlots(countDecisions(judgments), entry.rule)
  const extras = extrasLeft(judgments, entry.rule)
  const wanted = Prisma.sql`case when a.slot < ${slots}::int then slots.place <= ${needed}::int else ${extras > 0} end`
  await tx.$executeRaw`
    insert into assignments (id, entry_id, queue_id, slot, open)
    select make_uuid_v7(), ${entry.id}::uuid, ${entry.queueId}::uuid, slot, true
    from generate_series(${slots}::int, ${slots + (extras > 0 ? (entry.rule.extraSlots ?? 0) : 0)}::int - 1) slot
    on conflict (entry_id, slot) do nothing`
  await tx.$executeRaw`
    update assignments a set open = ${wanted}
    from (select id, row_number() over (partition by slot < ${slots}::int
        order by judgment_id is null, coalesce(lease_until < now(), true), not open, slot) as place
      from assignments where entry_id = ${entry.id}::uuid) slots
    where a.id = slots.id and a.open <> ${wanted}`
}

/** Returns whether the item's current text moved. */
async function settleProposals(tx: Tx, entry: LockedEntry, state: EntryState, outcome: EntryOutcome): Promise<boolean> {
  let moved = false
  for (const [proposal, status] of decideFates(entry, state, outcome)) {
    if (status === proposal.status) continue
    await tx.proposal.update({ where: { id: proposal.id }, data: { status }, select: { id: true } })
    if (proposal.status === 'APPLIED') await unapplyProposal(tx, entry, proposal.revisionId)
    if (status === 'APPLIED') {
      await applyRevision(tx, proposal.revisionId)
      await openEntry(tx, entry, proposal.revisionId, proposal.authorId)
    }
    moved ||= status === 'APPLIED' || proposal.status === 'APPLIED'
  }
  return moved
}

function decideFates(
  entry: LockedEntry,
  state: EntryState,
  outcome: EntryOutcome,
): [EntryProposal, EntryProposal['status']][] {
  const authors = new Map(state.judgments.map((judgment) => [judgment.id, judgment]))
  const counted = state.proposals.filter(({ judgmentId }) => authors.get(judgmentId)?.counted)
  const decided = decideProposals({
    verdict: outcome.verdict,
    proposals: counted,
    adjudicatedProposalId: state.adjudication?.proposalId ?? null,
    adjudicated: state.adjudication !== null,
  })
  const fates = new Map(decided.outcomes.map(({ id, status }) => [id, status]))
  // An edit replaces the text that it was made on, never one that came after it.
  const replaces = entry.currentRevisionId === entry.revisionId
  return state.proposals.map((proposal) => {
    if (!authors.has(proposal.judgmentId)) return [proposal, 'DECLINED']
    // Where answers only measure, an edit is a remark, and nobody picks among several.
    if (!entry.curation) return [proposal, outcome.status === 'CLOSED' ? 'KEPT' : 'PENDING']
    const fate = fates.get(proposal.id) ?? (outcome.status === 'CLOSED' ? 'KEPT' : 'PENDING')
    return [proposal, fate === 'APPLIED' && !replaces && proposal.status !== 'APPLIED' ? 'KEPT' : fate]
  })
}
