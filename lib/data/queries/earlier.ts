import type { DecisionName } from '@/lib/core/review/wire'
import type { Db } from '@/lib/data/client'
import { stands } from './speaking-entry'

interface EarlierJudgment {
  revision: number
  decision: DecisionName
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
export async function listEarlier(db: Db, entry: { id: string; itemId: string; revisionNumber: number }) {
  const [revisions, judgments] = await Promise.all([
    db.revision.findMany({
      where: { itemId: entry.itemId, number: { lt: entry.revisionNumber }, entries: { some: {} } },
      select: { number: true, content: true, createdAt: true, item: { select: { stage: true } } },
      orderBy: { number: 'desc' },
    }),
    db.$queryRaw<EarlierJudgment[]>`
      select r.number as revision, j.decision::text, j.reasons, j.note, j.reviewer_id as "reviewerId", u.name,
        j.created_at as "createdAt"
      from queue_entries e
      join judgments j on j.entry_id = e.id
      join revisions r on r.id = e.revision_id
      join review_queues q on q.id = e.queue_id
      join users u on u.id = j.reviewer_id
      where e.item_id = ${entry.itemId}::uuid and r.number <= ${entry.revisionNumber}::int
        and j.withdrawn_at is null and j.superseded_at is null
        and (e.id = ${entry.id}::uuid or (e.status = 'CLOSED' and ${stands('e')} and q.purpose <> 'STUDY'))
      order by j.created_at, j.id`,
  ])
  return { revisions, judgments }
}
