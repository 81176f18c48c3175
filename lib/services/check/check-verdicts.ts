import type pg from 'pg'
import { type Decision, decideVerdict } from '@/lib/core/review/verdict'

export interface CheckResult {
  check: string
  /** Rows looked at. */
  checked: number
  wrong: number
  /** The first few, in words. */
  examples: string[]
}

const BATCH = 1_000
export const EXAMPLES = 5

interface Row {
  id: string
  number: number
  status: 'OPEN' | 'HELD' | 'CLOSED'
  verdict: 'OPEN' | 'PASSED' | 'FAILED' | 'CONTESTED'
  judgments: { decision: Decision; counted: boolean }[]
  outcome: 'PASSED' | 'FAILED' | null
  rule: Parameters<typeof decideVerdict>[0]['rule']
}

/** Every entry's cached status and verdict against what its live judgments and adjudication amount to. */
export async function checkVerdicts(client: pg.Client): Promise<CheckResult> {
  const result: CheckResult = { check: 'verdicts follow from judgments', checked: 0, wrong: 0, examples: [] }
  await client.query(`declare entries no scroll cursor for
    select entries.id, items.number, entries.status::text, entries.verdict::text, adjudications.outcome::text,
           jsonb_build_object('kind', queues.rule, 'slots', queues.slots, 'firstTo', queues.first_to,
                              'editCountsAs', queues.edit_counts_as) as rule,
           coalesce((select jsonb_agg(jsonb_build_object('decision', decision, 'counted', counted))
                     from judgments where entry_id = entries.id and withdrawn_at is null and superseded_at is null),
                    '[]') as judgments
    from queue_entries as entries
    join items on items.id = entries.item_id
    join review_queues as queues on queues.id = entries.queue_id
    left join adjudications on adjudications.entry_id = entries.id
    where entries.status <> 'VOID'`)
  for (;;) {
    const { rows } = await client.query<Row>(`fetch ${BATCH} from entries`)
    for (const row of rows) take(result, row)
    if (rows.length < BATCH) break
  }
  await client.query('close entries')
  return result
}

function take(result: CheckResult, row: Row): void {
  const { closed, verdict, why } = decideVerdict({
    judgments: row.judgments,
    adjudication: row.outcome,
    rule: row.rule,
  })
  const held = row.status === 'HELD' && why !== 'ADJUDICATED'
  const expected = held
    ? { status: 'HELD', verdict: 'OPEN' }
    : closed
      ? { status: 'CLOSED', verdict }
      : { status: 'OPEN', verdict: 'OPEN' }
  result.checked += 1
  if (expected.status === row.status && expected.verdict === row.verdict) return
  result.wrong += 1
  if (result.examples.length < EXAMPLES)
    result.examples.push(
      `item ${row.number}, entry ${row.id}: stored ${row.status} ${row.verdict}, derived ${expected.status} ${expected.verdict}`,
    )
}
