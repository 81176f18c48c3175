import type pg from 'pg'
import type { ChainContent } from '@/lib/core/chain/content'
import type { TakeOutFormat } from '@/lib/core/export/formats'
import { Prisma } from '@/lib/data/client'

export interface AcceptedJudgment {
  reviewerId: string
  decision: 'ACCEPT' | 'REJECT' | 'EDIT' | 'ABSTAIN'
  counted: boolean
  criteria: Record<string, boolean>
  reasons: string[]
}

export interface AcceptedChain {
  number: number
  category: string[]
  intent: 'HARMFUL' | 'BORDERLINE' | 'BENIGN'
  origin: 'IMPORTED' | 'GENERATED' | 'DEMO_MODEL' | 'WRITTEN'
  model: string | null
  content: ChainContent
  content_hash: string
  revision_number: number
  attempt: number
  author_kind: 'IMPORT' | 'PERSON' | 'MODEL'
  rule: {
    kind: 'MAJORITY' | 'UNANIMOUS' | 'FIRST_TO'
    slots: number
    firstTo: number | null
    editCountsAs: 'ACCEPT' | 'REJECT'
  } | null
  judgments: AcceptedJudgment[]
  adjudication: { outcome: 'PASSED' | 'FAILED'; reason: string } | null
}

/** Which items may leave: the text that passed is pointed at, it is not quarantined, not put away, not the demo model's. */
export const MAY_LEAVE = `items.stage = 'CHAIN' and items.archived_at is null and items.accepted_revision_id is not null
  and not items.quarantined and items.origin <> 'DEMO_MODEL'`

const ORDER: Record<TakeOutFormat, string> = {
  'plumbline-jsonl': 'number',
  // The file is built on categories: each must come once, in the order in which the project has them.
  'agentalign-chains': 'top_position nulls last, top_slug, sub_position nulls last, sub_slug, number',
}

const BATCH = 1_000

/** The entry by which the accepted text passed: its latest closed curation entry with that verdict. */
const QUERY = `
  select items.number, items.intent, items.origin, items.model, revisions.content, revisions.content_hash,
         revisions.number as revision_number, revisions.attempt, revisions.author_kind,
         array_remove(array[top.slug, sub.slug], null) as category,
         top.position as top_position, top.slug as top_slug, sub.position as sub_position, sub.slug as sub_slug,
         entry.rule, coalesce(votes.judgments, '[]'::jsonb) as judgments, settled.adjudication
  from items
  join revisions on revisions.id = items.accepted_revision_id
  left join categories as leaf on leaf.id = items.category_id
  left join categories as above on above.id = leaf.parent_id
  left join lateral (select coalesce(above.slug, leaf.slug) as slug, coalesce(above.position, leaf.position) as position) as top on true
  left join lateral (select leaf.slug, leaf.position where above.id is not null) as sub on true
  left join lateral (
    select queue_entries.id, jsonb_build_object('kind', rule, 'slots', slots, 'firstTo', first_to, 'editCountsAs', edit_counts_as) as rule
    from queue_entries join review_queues on review_queues.id = queue_entries.queue_id
    where queue_entries.revision_id = items.accepted_revision_id and queue_entries.curation
      and queue_entries.status = 'CLOSED' and queue_entries.verdict = 'PASSED'
    order by closed_at desc limit 1
  ) as entry on true
  left join lateral (
    select jsonb_agg(jsonb_build_object('reviewerId', reviewer_id, 'decision', decision, 'counted', counted,
                                        'criteria', criteria, 'reasons', reasons) order by created_at, judgments.id) as judgments
    from judgments
    where judgments.entry_id = entry.id and withdrawn_at is null and superseded_at is null
  ) as votes on true
  left join lateral (
    select jsonb_build_object('outcome', outcome, 'reason', reason) as adjudication
    from adjudications where adjudications.entry_id = entry.id
  ) as settled on true
  where ${MAY_LEAVE}`

/**
 * Accepted chains, a thousand at a time, by a cursor: memory does not grow with the project. In the caller's transaction.
 * `chosen`: a condition (alias i) that narrows them; null for all.
 */
export async function* readAccepted(
  client: pg.Client,
  { projectId, format, chosen }: { projectId: string; format: TakeOutFormat; chosen: Prisma.Sql | null },
): AsyncGenerator<AcceptedChain[]> {
  const narrowed = chosen ? Prisma.sql`and items.id in (select i.id from items i where ${chosen})` : Prisma.empty
  const query = Prisma.sql`declare accepted no scroll cursor for select * from (
    ${Prisma.raw(QUERY)} and items.project_id = ${projectId}::uuid ${narrowed}
  ) as chains order by ${Prisma.raw(ORDER[format])}`
  await client.query(query.text, query.values)
  for (;;) {
    const { rows } = await client.query<AcceptedChain>(`fetch ${BATCH} from accepted`)
    if (rows.length > 0) yield rows
    if (rows.length < BATCH) break
  }
  await client.query('close accepted')
}
