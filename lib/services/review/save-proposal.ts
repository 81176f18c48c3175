import type { JudgmentInput } from '@/lib/core/review/wire'
import type { Tx } from '@/lib/data/client'
import { contentHash } from '@/lib/data/hash'
import { newId } from '@/lib/data/id'
import { ServiceError } from '../errors'
import { holdResults } from './hold-results'
import type { LockedEntry } from './lock-entry'
import type { EntryProposal } from './read-entry-state'

/** Stores an edit as a revision that is not applied, tied to its judgment. Nobody else sees it while the entry is open. */
export async function saveProposal(
  tx: Tx,
  entry: LockedEntry,
  input: Pick<JudgmentInput, 'id' | 'proposal'>,
  authorId: string,
): Promise<EntryProposal> {
  const proposal = input.proposal && holdResults(input.proposal)
  if (!proposal) throw new ServiceError('invalid', 'An edit needs its text. Nothing was stored.')
  const id = newId()
  const revisionId = newId()
  await tx.$executeRaw`
    with revision as (
      insert into revisions (id, project_id, item_id, number, content, content_hash, author_kind, author_id, attempt,
        based_on_id, parent_revision_id)
      select ${revisionId}::uuid, base.project_id, base.item_id,
        (select max(number) + 1 from revisions where item_id = base.item_id), ${proposal}::jsonb,
        ${contentHash(proposal)}, 'PERSON', ${authorId}::uuid, base.attempt, base.id, base.parent_revision_id
      from revisions base where base.id = ${entry.revisionId}::uuid
    )
    insert into proposals (id, project_id, judgment_id, entry_id, revision_id, author_id)
    values (${id}::uuid, ${entry.projectId}::uuid, ${input.id}::uuid, ${entry.id}::uuid, ${revisionId}::uuid, ${authorId}::uuid)`
  return { id, judgmentId: input.id, revisionId, authorId, status: 'PENDING' }
}
