import type pg from 'pg'
import type { ResponseLabel } from '@/lib/core/compliance/labels'
import type { ItemContent } from '@/lib/core/item/content'
import type { Side, SnapshotStage } from '@/lib/core/snapshot/spec'
import { Prisma } from '@/lib/data/client'
import { expectedOutcome, peopleLabel } from '@/lib/data/queries/response-facts'
import { type Asked, isIn } from '@/lib/data/queries/snapshot-candidates'
import type { AcceptedResponse } from '../export/describe-accepted'
import { ACCEPTED_COLUMNS, ACCEPTED_JOINS, type AcceptedItem } from '../export/read-accepted'

/** A text that passed, with what its line and its choice need. */
export interface CandidateRow
  extends AcceptedItem<ItemContent>,
    Omit<AcceptedResponse, keyof AcceptedItem<ItemContent>> {
  revision_id: string
  entry_id: string | null
  side: Side
  label: ResponseLabel | null
  /** The step sequence of the chain behind it; empty where there is none. */
  step_key: string
  votes: { accepts: number; rejects: number; edits: number; abstains: number; ambiguous: number }
  settled: 'UNANIMOUS' | 'MAJORITY' | 'ADJUDICATED' | null
}

/** A response carries a whole conversation, an instruction its tools. */
const BATCH: Record<SnapshotStage, number> = { CHAIN: 1_000, INSTRUCTION: 300, RESPONSE: 200 }

const COLUMNS = Prisma.sql`${ACCEPTED_COLUMNS}, revisions.id as revision_id, entry.id as entry_id, i.quarantined,
  coalesce(case i.intent when 'BORDERLINE' then coalesce(
    case ${expectedOutcome} when 'REFUSE' then 'HARMFUL' when 'COMPLY' then 'BENIGN' end, i.split::text) else i.intent::text end,
    'BORDERLINE') as side,
  case when i.stage = 'RESPONSE' then ${peopleLabel('entry')} end as label,
  coalesce(behind.step_key, asked.step_key, i.step_key) as step_key,
  coalesce(string_to_array(nullif(asked.step_key, ''), ' > '), '{}') as pattern,
  case when asked.id is not null then jsonb_build_object('item', asked.number, 'revision', answered.number,
    'hash', answered.content_hash) end as instruction,
  case when behind.id is not null then jsonb_build_object('item', behind.number, 'revision', made.number,
    'hash', made.content_hash) end as behind,
  jsonb_build_object('accepts', coalesce(counted.accepts, 0), 'rejects', coalesce(counted.rejects, 0),
    'edits', coalesce(counted.edits, 0), 'abstains', coalesce(counted.abstains, 0),
    'ambiguous', coalesce(counted.ambiguous, 0)) as votes,
  case when settled.adjudication is not null then 'ADJUDICATED' else counted.settled_by::text end as settled`

/** The text that it was made from, and the one that that was made from, where the latter is a chain. */
const JOINS = Prisma.sql`${ACCEPTED_JOINS}
  cross join lateral (select revisions.parent_revision_id) as r
  left join queue_entries counted on counted.id = entry.id
  left join revisions answered on answered.id = revisions.parent_revision_id
  left join items parent on parent.id = answered.item_id
  left join items asked on asked.id = parent.id and parent.stage = 'INSTRUCTION' and i.stage = 'RESPONSE'
  left join revisions made on made.id = case when parent.stage = 'CHAIN' then answered.id else answered.parent_revision_id end
  left join items behind on behind.id = made.item_id and behind.stage = 'CHAIN' and i.stage <> 'CHAIN'`

/** What passed, by number, some at a time, by a cursor in the caller's transaction. */
export async function* readCandidates(client: pg.Client, asked: Asked): AsyncGenerator<CandidateRow[]> {
  const { stage } = asked.spec
  const query = Prisma.sql`declare candidates no scroll cursor for
    select ${COLUMNS} from items i ${JOINS} where ${isIn(asked)} order by i.number`
  await client.query(query.text, query.values)
  for (;;) {
    const { rows } = await client.query<CandidateRow>(`fetch ${BATCH[stage]} from candidates`)
    if (rows.length > 0) yield rows
    if (rows.length < BATCH[stage]) break
  }
  await client.query('close candidates')
}
