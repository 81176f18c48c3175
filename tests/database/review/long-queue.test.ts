import { expect, test } from 'vitest'
import { newId } from '@/lib/data/id'
import { skip } from '@/lib/services/review/skip'
import { testDatabase } from '@/tests/support/database'
import { claimAs, makeDesk, tab } from '@/tests/support/review'

const t = testDatabase()

/** As many as a claim looks at first, and some more. */
const ENTRIES = 1_050

/** Copies of the desk's one item, in its queue. */
async function lengthen(queueId: string, itemId: string): Promise<void> {
  await t.db.$executeRaw`
    with item as (
      insert into items (id, project_id, number, stage, intent, origin, category_id, current_revision_id)
      select make_uuid_v7(), i.project_id, 1000 + n, i.stage, i.intent, i.origin, i.category_id, make_uuid_v7()
      from items i, generate_series(2, ${ENTRIES}::int) n where i.id = ${itemId}::uuid
      returning id, project_id, number, current_revision_id
    ), revision as (
      insert into revisions (id, project_id, item_id, number, content, content_hash, author_kind)
      select item.current_revision_id, item.project_id, item.id, 1, '{"steps": ["A.b"], "explanation": "One of many"}',
        item.number, 'IMPORT' from item
    ), entry as (
      insert into queue_entries (id, project_id, queue_id, item_id, revision_id, curation)
      select gen_random_uuid(), project_id, ${queueId}::uuid, id, current_revision_id, true from item
      returning id, queue_id
    )
    insert into assignments (id, entry_id, queue_id, slot) select gen_random_uuid(), id, queue_id, 0 from entry`
}

test('a long queue is counted whole when a tab begins, is handed out to its very end, and skipped work comes last', async () => {
  const { queue, chains, ctxs, users } = await makeDesk(t, { reviewers: 2, queue: { slots: 1 } })
  await lengthen(queue.id, chains[0]!.item.id)
  const [first, second] = ctxs
  const begin = await claimAs(first!, queue, { clientId: tab('begin') })
  expect(begin).toMatchObject({ left: ENTRIES, atLeast: false, stop: null })
  const have = begin.items.map(({ entryId }) => entryId)
  expect(await claimAs(first!, queue, { clientId: tab('begin'), have })).toMatchObject({ atLeast: true, lost: [] })

  // The other reviewer holds what the first would look at first, but for one that the first has skipped.
  await skip(first!, { entryId: have[0]!, clientId: tab('begin') })
  await t.db.$executeRaw`
    update assignments a set reviewer_id = ${users[1]!.id}::uuid, client_id = 'elsewhere', lease_until = now() + interval '1 hour'
    from (select e.id from queue_entries e where e.queue_id = ${queue.id}::uuid and not e.id = any(${have}::uuid[])
      order by uuid_hash_extended(e.id, 0) limit 1030) held
    where a.entry_id = held.id`
  const rest = await claimAs(first!, queue, { clientId: tab('rest'), want: 11 })
  expect(rest.items.length).toBeGreaterThan(0)
  expect(rest.items.map(({ entryId }) => entryId)).not.toContain(have[0])
  expect(rest.left).toBe(ENTRIES)
  expect((await claimAs(second!, queue, { clientId: tab(newId().slice(-8)) })).left).toBe(ENTRIES)
})
