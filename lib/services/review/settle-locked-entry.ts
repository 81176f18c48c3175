import { decideProposals } from '@/lib/core/review/proposal'
import { decideVerdict, type VerdictOutcome } from '@/lib/core/review/verdict'
import type { Tx } from '@/lib/data/client'
import { applyRevision } from './apply-revision'
import type { LockedEntry } from './lock-entry'
import { openEntry } from './open-entry'
import type { EntryProposal, EntryState } from './read-entry-state'
import { refreshItem } from './refresh-item'
import { unapplyProposal } from './unapply-proposal'

type Outcome = Pick<LockedEntry, 'status' | 'verdict'>

/**
 * Writes what the entry's live judgments and adjudication amount to: the entry's verdict, its proposals' fate, the item's
 * cache. Derives everything again from `state`, so that calling it twice changes nothing.
 */
export async function settleLockedEntry(tx: Tx, entry: LockedEntry, state: EntryState): Promise<Outcome> {
  if (entry.status === 'VOID') return entry
  const derived = decideVerdict({
    judgments: state.judgments,
    adjudication: state.adjudication?.outcome ?? null,
    rule: entry.rule,
  })
  const outcome = entryOutcome(entry, derived)
  const changed = outcome.status !== entry.status || outcome.verdict !== entry.verdict
  if (changed) await writeOutcome(tx, entry, outcome)
  const moved = await settleProposals(tx, entry, state, outcome)
  if (entry.curation && (changed || moved)) await refreshItem(tx, entry.itemId)
  return outcome
}

/** A verdict shows only once its entry is closed; a flagged entry stays held, however many answers come in. */
function entryOutcome(entry: LockedEntry, derived: VerdictOutcome): Outcome {
  if (entry.status === 'HELD' && derived.why !== 'ADJUDICATED') return { status: 'HELD', verdict: 'OPEN' }
  return derived.closed ? { status: 'CLOSED', verdict: derived.verdict } : { status: 'OPEN', verdict: 'OPEN' }
}

/** Closed early, an entry gives its unfilled slots up; opened again, it has all of them. */
async function writeOutcome(tx: Tx, entry: LockedEntry, { status, verdict }: Outcome): Promise<void> {
  const closes = status === 'CLOSED'
  await tx.$executeRaw`
    with settled as (
      update queue_entries set status = ${status}::"EntryStatus", verdict = ${verdict}::"Verdict",
        closed_at = case when ${closes} then coalesce(closed_at, now()) end
      where id = ${entry.id}::uuid
      returning id, queue_id
    ), given_up as (
      delete from assignments a using settled where ${closes} and a.entry_id = settled.id and a.judgment_id is null
    )
    insert into assignments (id, entry_id, queue_id, slot)
    select make_uuid_v7(), settled.id, settled.queue_id, slot
    from settled, generate_series(0, ${entry.rule.slots}::int - 1) slot where not ${closes}
    on conflict (entry_id, slot) do nothing`
}

/** Returns whether the item's current text moved. */
async function settleProposals(tx: Tx, entry: LockedEntry, state: EntryState, outcome: Outcome): Promise<boolean> {
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
  outcome: Outcome,
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
  // An edit replaces the text that it was made on, in curation only: never a text that came after it.
  const replaces = entry.curation && entry.currentRevisionId === entry.revisionId
  return state.proposals.map((proposal) => {
    if (!authors.has(proposal.judgmentId)) return [proposal, 'DECLINED']
    const fate = fates.get(proposal.id) ?? (outcome.status === 'CLOSED' ? 'KEPT' : 'PENDING')
    return [proposal, fate === 'APPLIED' && !replaces && proposal.status !== 'APPLIED' ? 'KEPT' : fate]
  })
}
