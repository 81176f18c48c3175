import type pg from 'pg'
import { contentHash } from '@/lib/data/hash'
import { inRawTransaction, withRaw } from '@/lib/data/raw'
import { type Ctx, isSystem } from '../context'
import { ServiceError } from '../errors'
import { findDrift } from '../review/find-drift'

export interface CheckResult {
  check: string
  /** Rows looked at. */
  checked: number
  wrong: number
  /** The first few, in words. */
  examples: string[]
}

const EXAMPLES = 5

/** Queries that find rows which should not be there. Each returns `what` a line; the count beside it is the whole. */
const SEARCHES: { check: string; whole: string; wrong: string }[] = [
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
    check: 'of the entries on one text the last one speaks for it in figures',
    whole: 'queue_entries',
    wrong: `
      select format('entry %s: stored %s', e.id, e.spoken_over) as what from queue_entries e
      where e.curation and e.spoken_over <> is_spoken_over(e)`,
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

/** Compares what is cached with what it derives from, on snapshots. Changes nothing. For the operator. */
export async function checkDatabase(ctx: Ctx): Promise<CheckResult[]> {
  if (!isSystem(ctx.actor)) throw new ServiceError('forbidden', 'The check reads every project: it is the operator’s.')
  const verdicts = await checkVerdicts(ctx)
  return withRaw(ctx.db, 'plumbline check', (client) =>
    inRawTransaction(
      client,
      async () => {
        const results = [verdicts]
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

async function checkVerdicts(ctx: Ctx): Promise<CheckResult> {
  const { entries, drift } = await ctx.db.$transaction((tx) => findDrift(tx), {
    isolationLevel: 'RepeatableRead',
    timeout: 600_000,
  })
  return {
    check: 'verdicts of entries and items follow from judgments',
    checked: entries,
    wrong: drift.length,
    examples: drift
      .slice(0, EXAMPLES)
      .map(({ kind, id, cached, derived }) => `${kind} ${id}: stored ${cached}; derived ${derived}`),
  }
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
  await client.query(
    'declare contents no scroll cursor for select id, content, content_hash from revisions where purged_at is null',
  )
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
