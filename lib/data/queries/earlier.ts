import type { ResponseLabel } from '@/lib/core/compliance/labels'
import { UNDO_MS } from '@/lib/core/policy/policies'
import type { DecisionName } from '@/lib/core/review/wire'
import type { Db } from '@/lib/data/client'
import { stands } from './speaking-entry'

interface EarlierJudgment {
  revision: number
  decision: DecisionName
  label: ResponseLabel | null
  reasons: string[]
  note: string
  reviewerId: string
  name: string
  createdAt: Date
}

/**
 * The texts that an entry's revision came after, newest first, and the live judgments on it and on them. Only texts that
 * were current once (proposals never were), and of other revisions only what was said, and stands, in closed entries outside studies.
 * The caller has decided that the reader may see votes (canSeeVotes).
 */
export async function listEarlier(
  db: Db,
  entry: { id: string; itemId: string; revisionNumber: number; gold: boolean },
) {
  const [revisions, judgments] = await Promise.all([
    db.revision.findMany({
      // A gold text looks like one that is judged for the first time.
      where: { itemId: entry.itemId, number: { lt: entry.gold ? 0 : entry.revisionNumber }, entries: { some: {} } },
      select: { number: true, content: true, createdAt: true, item: { select: { stage: true } } },
      orderBy: { number: 'desc' },
    }),
    db.$queryRaw<EarlierJudgment[]>`
      select r.number as revision, j.decision::text, j.label, j.reasons, j.note, j.reviewer_id as "reviewerId", u.name,
        j.created_at as "createdAt"
      from queue_entries e
      join judgments j on j.entry_id = e.id
      join revisions r on r.id = e.revision_id
      join review_queues q on q.id = e.queue_id
      join users u on u.id = j.reviewer_id
      where e.item_id = ${entry.itemId}::uuid and r.number <= ${entry.revisionNumber}::int
        and j.withdrawn_at is null and j.superseded_at is null
        and (e.id = ${entry.id}::uuid or (not ${entry.gold} and e.status = 'CLOSED' and ${stands('e')} and e.curation))
      order by j.created_at, j.id`,
  ])
  return { revisions, judgments }
}

/**
 * Another text of the item (or the same, elsewhere) is being judged, or its judgments can still be taken back, and the
 * reader has no answer of their own on it that stands: what was said before would no longer be unknown to them.
 */
export async function isJudgedAnew(db: Db, entry: { id: string; itemId: string }, userId: string): Promise<boolean> {
  const open = await db.$queryRaw<unknown[]>`
    select from queue_entries e where e.item_id = ${entry.itemId}::uuid and e.id <> ${entry.id}::uuid
      and (e.status in ('OPEN', 'HELD') or e.curation and e.status = 'CLOSED' and not ${stands('e')})
      and not exists (select from judgments j where j.entry_id = e.id and j.reviewer_id = ${userId}::uuid
        and j.withdrawn_at is null and j.superseded_at is null
        and j.created_at < now() - ${UNDO_MS} * interval '1 millisecond')
    limit 1`
  return open.length > 0
}
