import type pg from 'pg'
import { contentHash } from '@/lib/data/hash'
import { inRawTransaction, withRaw } from '@/lib/data/raw'
import { type Ctx, isSystem } from '../context'
import { ServiceError } from '../errors'
import { type CheckResult, checkVerdicts, EXAMPLES } from './check-verdicts'

/** Queries that find rows which should not be there. Each returns `what` a line; the count beside it is the whole. */
const SEARCHES: { check: string; whole: string; wrong: string }[] = [
  {
    check: "items' verdicts and accepted texts follow from their entries",
    whole: 'items',
    wrong: `
      with spoken as (
        select distinct on (revision_id) queue_entries.item_id, revision_id, queue_entries.status, queue_entries.verdict, revisions.number
        from queue_entries join revisions on revisions.id = revision_id
        where curation and queue_entries.status <> 'VOID'
        order by revision_id, queue_entries.created_at desc, queue_entries.id desc
      ), accepted as (
        select distinct on (item_id) item_id, revision_id from spoken where verdict = 'PASSED' order by item_id, number desc
      )
      select format('item %s: stored %s, derived %s', items.number, items.verdict, coalesce(spoken.verdict, 'OPEN')) as what
      from items
      left join spoken on spoken.revision_id = items.current_revision_id
      left join accepted on accepted.item_id = items.id
      where items.verdict <> coalesce(spoken.verdict, 'OPEN')
         or items.accepted_revision_id is distinct from accepted.revision_id`,
  },
  {
    check: 'items point at revisions of their own',
    whole: 'items',
    wrong: `
      select format('item %s', items.number) as what from items
      left join revisions as current on current.id = items.current_revision_id and current.item_id = items.id
      left join revisions as accepted on accepted.id = items.accepted_revision_id and accepted.item_id = items.id
      where current.id is null or (items.accepted_revision_id is not null and accepted.id is null)`,
  },
  {
    check: 'numbers given do not exceed the counter of their project',
    whole: 'projects',
    wrong: `
      select format('project %s: counter %s, highest number %s', slug, last_number, max(number)) as what
      from projects join items on items.project_id = projects.id group by projects.id having max(number) > last_number`,
  },
  {
    check: 'open entries have all of their slots',
    whole: 'queue_entries',
    wrong: `
      select format('entry %s: %s of %s slots', queue_entries.id, count(assignments.id), slots) as what
      from queue_entries join review_queues on review_queues.id = queue_id
      left join assignments on assignments.entry_id = queue_entries.id and slot < slots
      where queue_entries.status in ('OPEN', 'HELD') group by queue_entries.id, slots having count(assignments.id) <> slots`,
  },
  {
    check: 'constraints and indexes are valid',
    whole: 'pg_constraint',
    wrong: `
      select format('constraint %s', conname) as what from pg_constraint where not convalidated
      union all
      select format('index %s', indexrelid::regclass) from pg_index where not indisvalid`,
  },
]

/** Compares what is cached with what it derives from, on one snapshot. Changes nothing. For the operator. */
export async function checkDatabase(ctx: Ctx): Promise<CheckResult[]> {
  if (!isSystem(ctx.actor)) throw new ServiceError('forbidden', 'The check reads every project: it is the operator’s.')
  return withRaw(ctx.db, 'plumbline check', (client) =>
    inRawTransaction(
      client,
      async () => {
        const results = [await checkVerdicts(client)]
        for (const { check, whole, wrong } of SEARCHES) {
          const checked = await count(client, `select count(*)::int as n from ${whole}`)
          const found = await count(client, `select count(*)::int as n from (${wrong}) as wrong`)
          const examples = found === 0 ? [] : await list(client, `${wrong} limit ${EXAMPLES}`)
          results.push({ check, checked, wrong: found, examples })
        }
        results.push(await checkHashes(client))
        return results
      },
      'isolation level repeatable read read only',
    ),
  )
}

const count = async (client: pg.Client, sql: string) => (await client.query<{ n: number }>(sql)).rows[0]?.n ?? 0
const list = async (client: pg.Client, sql: string) =>
  (await client.query<{ what: string }>(sql)).rows.map(({ what }) => what)

const BATCH = 1_000

async function checkHashes(client: pg.Client): Promise<CheckResult> {
  const result: CheckResult = {
    check: 'contents have the hashes that they are known by',
    checked: 0,
    wrong: 0,
    examples: [],
  }
  await client.query('declare contents no scroll cursor for select id, content, content_hash from revisions')
  for (;;) {
    const { rows } = await client.query<{ id: string; content: unknown; content_hash: string }>(
      `fetch ${BATCH} from contents`,
    )
    for (const { id, content, content_hash } of rows) {
      result.checked += 1
      if (contentHash(content) === content_hash) continue
      result.wrong += 1
      if (result.examples.length < EXAMPLES) result.examples.push(`revision ${id}`)
    }
    if (rows.length < BATCH) return result
  }
}
