import type { TestDatabase } from '../support/database'

const BATCH = 20_000

/** Three answers on every entry by three of the reviewers, four in five of them accepts; every entry closed. */
export async function fillJudgments(
  { db }: TestDatabase,
  projectId: string,
  reviewers: string[],
  entries: number,
): Promise<void> {
  for (let from = 1; from <= entries; from += BATCH) {
    await db.$executeRaw`
      insert into judgments (id, project_id, queue_id, entry_id, item_id, revision_id, reviewer_id, decision, seconds, reasons)
      select make_uuid_v7(), e.project_id, e.queue_id, e.id, e.item_id, e.revision_id,
        (${reviewers}::uuid[])[1 + (i.number * 3 + k) % ${reviewers.length}::int],
        (array['ACCEPT', 'ACCEPT', 'ACCEPT', 'ACCEPT', 'REJECT', 'ACCEPT', 'ACCEPT', 'ACCEPT', 'EDIT', 'ACCEPT', 'REJECT',
          'ACCEPT', 'ABSTAIN'])[1 + abs(hashint4(i.number * 3 + k)) % 13]::"Decision", 20, '{}'
      from items i join queue_entries e on e.item_id = i.id, generate_series(0, 2) k
      where i.project_id = ${projectId}::uuid and i.number between ${from}::int and ${from + BATCH - 1}::int`
  }
  await db.$executeRaw`
    update queue_entries e set status = 'CLOSED', verdict = 'PASSED', closed_at = now(), accepts = votes.accepts,
      rejects = votes.rejects, edits = votes.edits, abstains = votes.abstains, first_accepts = votes.first_accepts,
      settled_by = case when least(votes.accepts, votes.rejects + votes.edits) = 0 then 'UNANIMOUS' else 'MAJORITY' end::"SettledBy"
    from (select entry_id, count(*) filter (where decision = 'ACCEPT') as accepts,
        count(*) filter (where decision = 'REJECT') as rejects, count(*) filter (where decision = 'EDIT') as edits,
        count(*) filter (where decision = 'ABSTAIN') as abstains,
        least(2, count(*) filter (where decision = 'ACCEPT')) as first_accepts
      from judgments group by 1) votes
    where votes.entry_id = e.id`
  await db.$executeRaw`vacuum analyze judgments, queue_entries, items, revisions`
}
