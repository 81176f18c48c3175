import { CHAIN_RUBRIC } from '@/lib/core/review/rubric'
import { createQueue, createQueueInput } from '@/lib/services/queues/create-queue'
import type { TestDatabase } from '../support/database'
import { makeCategory, makeMember, makeProject, makeRubric, makeUser, userActor } from '../support/factories'

interface DeskOptions {
  reviewers: number
  items: number
  slots?: number
}

/** A project of many mild chains, made in bulk, and one queue over all of them that is given to all its reviewers. */
export async function makeBigDesk(t: TestDatabase, { reviewers, items, slots = 3 }: DeskOptions) {
  const project = await makeProject(t.db)
  const users = await Promise.all(Array.from({ length: reviewers }, () => makeUser(t.db)))
  for (const user of users) await makeMember(t.db, project, user, 'REVIEWER')
  const categories = await Promise.all(Array.from({ length: 12 }, () => makeCategory(t.db, project)))
  const { criteria, reasons, guidelines } = CHAIN_RUBRIC
  await makeRubric(t.db, project, { criteria, reasons, guidelines })
  await fillCapabilities(t, project.id)
  await fillChains(t, { projectId: project.id, categoryIds: categories.map(({ id }) => id), items })
  const began = performance.now()
  const { queueId } = await createQueue(
    t.ctx({ kind: 'job', name: 'bench' }),
    createQueueInput.parse({
      projectId: project.id,
      name: 'Everything',
      slots,
      reviewerIds: users.map(({ id }) => id),
    }),
  )
  const fillMs = performance.now() - began
  const ctxs = await Promise.all(users.map(async (user) => t.ctx(await userActor(t.db, user))))
  return { project, users, queue: { id: queueId }, ctxs, fillMs }
}

const CAPABILITIES = 40

const fillCapabilities = (t: TestDatabase, projectId: string) =>
  t.db.$executeRaw`
    with capability as (
      insert into capabilities (id, project_id, name, title, description, gives, listed)
      select make_uuid_v7(), ${projectId}::uuid, 'Desk.act_' || n, 'Act number ' || n,
        'Does what the act of that number does, with what it is given.', 'a thing', true
      from generate_series(1, ${CAPABILITIES}::int) n
      returning id, name
    )
    insert into tools (id, project_id, name, capability_id, schema)
    select make_uuid_v7(), ${projectId}::uuid, c.name || '_tool_' || n, c.id,
      jsonb_build_object('type', 'function', 'function', jsonb_build_object('description', 'A tool for ' || c.name))
    from capability c, generate_series(1, 3) n`

interface Chains {
  projectId: string
  categoryIds: string[]
  items: number
}

const BATCH = 20_000

/** Chains of two to five steps with a text of some 200 characters, each one different. */
export async function fillChains(t: TestDatabase, { projectId, categoryIds, items }: Chains): Promise<void> {
  for (let from = 1; from <= items; from += BATCH) {
    const to = Math.min(items, from + BATCH - 1)
    await t.db.$executeRaw`
      with made as materialized (
        select n, make_uuid_v7() as item_id, make_uuid_v7() as revision_id,
          (select array_agg('Desk.act_' || (1 + (n * 7 + s * 11) % ${CAPABILITIES}::int)) from generate_series(1, 2 + n % 4) s) as steps,
          'Chain ' || n || ' takes ' || md5(n::text) || ' and hands on ' || md5((n + 1)::text)
            || ', then puts both together so that the last step has all that it needs; nothing of it is out of the ordinary.' as text
        from generate_series(${from}::int, ${to}::int) n
      ), item as (
        insert into items (id, project_id, number, stage, intent, origin, category_id, current_revision_id, step_count,
          step_key, search_text)
        select item_id, ${projectId}::uuid, n, 'CHAIN', 'HARMFUL', 'IMPORTED',
          (${categoryIds}::uuid[])[1 + n % ${categoryIds.length}::int], revision_id, cardinality(steps),
          array_to_string(steps, ' > '), text
        from made
      )
      insert into revisions (id, project_id, item_id, number, content, content_hash, author_kind)
      select revision_id, ${projectId}::uuid, item_id, 1, jsonb_build_object('steps', steps, 'explanation', text),
        encode(sha256(convert_to(text, 'UTF8')), 'hex'), 'IMPORT'
      from made`
  }
  await t.db.$executeRaw`update projects set last_number = ${items}::int where id = ${projectId}::uuid`
  await t.db.$executeRaw`analyze items, revisions`
}
