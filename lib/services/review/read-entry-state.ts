import type { Decision } from '@/lib/core/review/verdict'
import type { Tx } from '@/lib/data/client'

export interface EntryJudgment {
  id: string
  reviewerId: string
  decision: Decision
  /** Of a response. */
  label: string | null
  counted: boolean
  /** Asked for beyond the slots: not counted, reported apart. */
  extra: boolean
  /** ISO 8601. */
  createdAt: string
}

/** A judgment by its own id, withdrawn or not, on whatever entry. */
export interface StoredJudgment extends EntryJudgment {
  entryId: string
}

export interface EntryProposal {
  id: string
  judgmentId: string
  revisionId: string
  authorId: string
  status: 'PENDING' | 'KEPT' | 'APPLIED' | 'DECLINED'
}

export interface EntryState {
  /** Live ones: neither withdrawn nor superseded, oldest first. */
  judgments: EntryJudgment[]
  /** Those of withdrawn judgments too. */
  proposals: EntryProposal[]
  /** The judgment asked for by id, if there is one. */
  stored: StoredJudgment | null
  adjudication: { outcome: 'PASSED' | 'FAILED'; proposalId: string | null } | null
}

/** All that the verdict derives from. Read it under lockEntry's lock, in a statement of its own. */
export async function readEntryState(tx: Tx, entryId: string, judgmentId: string | null = null): Promise<EntryState> {
  const [state] = await tx.$queryRaw<EntryState[]>`
    select
      coalesce((select jsonb_agg(jsonb_build_object('id', j.id, 'reviewerId', j.reviewer_id, 'decision', j.decision,
          'label', j.label, 'counted', j.counted, 'extra', j.extra, 'createdAt', j.created_at) order by j.created_at, j.id)
        from judgments j
        where j.entry_id = ${entryId}::uuid and j.withdrawn_at is null and j.superseded_at is null), '[]') as judgments,
      coalesce((select jsonb_agg(jsonb_build_object('id', p.id, 'judgmentId', p.judgment_id, 'revisionId', p.revision_id,
          'authorId', p.author_id, 'status', p.status) order by p.id)
        from proposals p where p.entry_id = ${entryId}::uuid), '[]') as proposals,
      (select jsonb_build_object('id', j.id, 'entryId', j.entry_id, 'reviewerId', j.reviewer_id, 'decision', j.decision,
          'label', j.label, 'counted', j.counted, 'extra', j.extra, 'createdAt', j.created_at)
        from judgments j where j.id = ${judgmentId}::uuid) as stored,
      (select jsonb_build_object('outcome', a.outcome, 'proposalId', a.proposal_id)
        from adjudications a where a.entry_id = ${entryId}::uuid) as adjudication`
  return state!
}
