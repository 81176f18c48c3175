import type pg from 'pg'
import type { ResponseLabel } from '@/lib/core/compliance/labels'
import type { TakeOutFormat, TakeOutStage } from '@/lib/core/export/formats'
import type { ItemContent } from '@/lib/core/item/content'
import type { Decision, VerdictRule } from '@/lib/core/review/verdict'
import { Prisma } from '@/lib/data/client'
import { expectedOutcome, peopleLabel } from '@/lib/data/queries/response-facts'
import { whyKept } from '@/lib/data/queries/take-out'

export interface AcceptedJudgment {
  reviewerId: string
  decision: Decision
  counted: boolean
  criteria: Record<string, boolean>
  reasons: string[]
  /** Of a response. */
  label: ResponseLabel | null
  compliesFrom: number | null
}

export interface AcceptedItem<C extends ItemContent> {
  id: string
  number: number
  category: string[]
  intent: 'HARMFUL' | 'BORDERLINE' | 'BENIGN'
  /** Of a response: what the text that it answers was settled to be. */
  split: 'BENIGN' | 'HARMFUL' | null
  origin: 'IMPORTED' | 'GENERATED' | 'DEMO_MODEL' | 'WRITTEN'
  model: string | null
  content: C
  content_hash: string
  revision_number: number
  attempt: number
  author_kind: 'IMPORT' | 'PERSON' | 'MODEL'
  rule: VerdictRule | null
  judgments: AcceptedJudgment[]
  adjudication: { outcome: 'PASSED' | 'FAILED'; reason: string } | null
  /** The chain text that it was made from. */
  chain: { item: number; revision: number; hash: string; explanation: string } | null
  /** The data set of others that it comes from, and its id there; null: the project's own. */
  source: string | null
  source_id: string | null
  licence: string | null
}

const ORDER: Record<TakeOutFormat, string> = {
  'plumbline-jsonl': 'number',
  'agentalign-instructions': 'number',
  // The file is built on categories: each must come once, in the order in which the project has them.
  'agentalign-chains': 'top_position nulls last, top_slug, sub_position nulls last, sub_slug, number',
}

/** An instruction carries its tools with it; a response may have 4 MB. */
const BATCH: Record<TakeOutStage, number> = { CHAIN: 1_000, INSTRUCTION: 200, RESPONSE: 20 }

/** The entry by which the accepted text passed: its latest closed curation entry with that verdict. */
export const ACCEPTED_COLUMNS = Prisma.raw(`
  i.id, i.number, i.intent, coalesce(i.split, meant.outcome) as split, i.origin, i.model, i.source, i.source_id, i.licence, revisions.content, revisions.content_hash,
  revisions.number as revision_number, revisions.attempt, revisions.author_kind,
  array_remove(array[top.slug, sub.slug], null) as category,
  top.position as top_position, top.slug as top_slug, sub.position as sub_position, sub.slug as sub_slug,
  entry.rule, coalesce(votes.judgments, '[]'::jsonb) as judgments, settled.adjudication, pinned.chain`)

export const ACCEPTED_JOINS = Prisma.raw(`
  join revisions on revisions.id = i.accepted_revision_id
  left join categories as leaf on leaf.id = i.category_id
  left join categories as above on above.id = leaf.parent_id
  left join lateral (select coalesce(above.slug, leaf.slug) as slug, coalesce(above.position, leaf.position) as position) as top on true
  left join lateral (select leaf.slug, leaf.position where above.id is not null) as sub on true
  left join lateral (
    select queue_entries.id, jsonb_build_object('kind', rule, 'slots', slots, 'firstTo', first_to, 'editCountsAs', edit_counts_as,
      'ambiguousCountsAs', ambiguous_counts_as, 'startAt', case when not full_overlap then start_at end) as rule
    from queue_entries join review_queues on review_queues.id = queue_entries.queue_id
    where queue_entries.revision_id = i.accepted_revision_id and queue_entries.curation
      and queue_entries.status = 'CLOSED' and queue_entries.verdict = 'PASSED'
    order by closed_at desc limit 1
  ) as entry on true
  left join lateral (
    select jsonb_agg(jsonb_build_object('reviewerId', reviewer_id, 'decision', decision, 'counted', counted,
                                        'criteria', criteria, 'reasons', reasons,
                                        'label', label, 'compliesFrom', complies_from) order by created_at, judgments.id) as judgments
    from judgments
    where judgments.entry_id = entry.id and withdrawn_at is null and superseded_at is null
  ) as votes on true
  left join lateral (
    select jsonb_build_object('outcome', outcome, 'reason', reason) as adjudication
    from adjudications where adjudications.entry_id = entry.id
  ) as settled on true
  left join lateral (
    select jsonb_build_object('item', c.number, 'revision', used.number, 'hash', used.content_hash,
                              'explanation', used.content ->> 'explanation') as chain
    from revisions used join items c on c.id = used.item_id
    where used.id = revisions.parent_revision_id and c.stage = 'CHAIN'
  ) as pinned on true
  left join lateral (
    select splits.outcome from splits where splits.item_id = i.parent_id
      and splits.revision_id = revisions.parent_revision_id and i.stage = 'RESPONSE' and i.intent = 'BORDERLINE'
    order by splits.created_at desc, splits.id desc limit 1
  ) as meant on true`)

/** What a response's line says beside: what people call it, what it should have been, and what it was made from. */
const RESPONSE_COLUMNS = Prisma.sql`, i.quarantined, ${peopleLabel('entry')} as label,
  (select ${expectedOutcome} from revisions r where r.id = revisions.id) as expected,
  coalesce(asked.pattern, '[]') as pattern, asked.instruction, behind.chain as behind`

const RESPONSE_JOINS = Prisma.raw(`
  left join lateral (
    select used.parent_revision_id, used.content -> 'pattern' as pattern,
      jsonb_build_object('item', c.number, 'revision', used.number, 'hash', used.content_hash) as instruction
    from revisions used join items c on c.id = used.item_id
    where used.id = revisions.parent_revision_id and c.stage = 'INSTRUCTION'
  ) as asked on true
  left join lateral (
    select jsonb_build_object('item', c.number, 'revision', used.number, 'hash', used.content_hash) as chain
    from revisions used join items c on c.id = used.item_id
    where used.id = asked.parent_revision_id and c.stage = 'CHAIN'
  ) as behind on true`)

interface ReadInput {
  stage: TakeOutStage
  format: TakeOutFormat
  /** The items that are asked for (alias i). */
  where: Prisma.Sql
  /** For somebody who judges in the project. */
  blind: boolean
  /** Items that stay because a benchmark asks the same. */
  listed: readonly string[]
}

/** Accepted items, some at a time, by a cursor: memory does not grow with the project. In the caller's transaction. */
export async function* readAccepted<A extends AcceptedItem<ItemContent>>(
  client: pg.Client,
  { stage, format, where, blind, listed }: ReadInput,
): AsyncGenerator<A[]> {
  const [columns, joins] = stage === 'RESPONSE' ? [RESPONSE_COLUMNS, RESPONSE_JOINS] : [Prisma.empty, Prisma.empty]
  const query = Prisma.sql`declare accepted no scroll cursor for select * from (
    select ${ACCEPTED_COLUMNS} ${columns} from items i ${ACCEPTED_JOINS} ${joins}
    where ${where} and i.archived_at is null and i.accepted_revision_id is not null and ${whyKept(blind, listed)} is null
  ) as leaving order by ${Prisma.raw(ORDER[format])}`
  await client.query(query.text, query.values)
  for (;;) {
    const { rows } = await client.query<A>(`fetch ${BATCH[stage]} from accepted`)
    if (rows.length > 0) yield rows
    if (rows.length < BATCH[stage]) break
  }
  await client.query('close accepted')
}
