import type { ResponseLabel } from '@/lib/core/compliance/labels'
import type { ResponseContent } from '@/lib/core/trajectory/content'
import { Prisma } from '@/lib/data/client'
import { mayBeJudged } from './item-where'
import { peopleLabel } from './response-facts'
import { byDemoModel, speaks } from './speaking-entry'

/** A response that people failed, to the very text that a frozen row answers: an earlier text of its item, or another item. */
export interface FailedRival {
  position: number
  /** The frozen row's line. */
  line: string
  item_id: string
  item_number: number
  revision_id: string
  entry_id: string
  content: ResponseContent
  content_hash: string
  revision_number: number
  attempt: number
  author_kind: 'IMPORT' | 'PERSON' | 'MODEL'
  origin: 'IMPORTED' | 'GENERATED' | 'DEMO_MODEL' | 'WRITTEN'
  model: string | null
  label: ResponseLabel | null
  source: string | null
  source_id: string | null
  licence: string | null
}

/** Of the rows staged by the freezing transaction, in the order of the rows; of one row the lowest item and text first. */
export const failedRivals = ({ blind, demoModel }: { blind: boolean; demoModel: boolean }) => Prisma.sql`
  select c.position, s.line, i.id as item_id, i.number as item_number, r.id as revision_id, e.id as entry_id, r.content,
    r.content_hash, r.number as revision_number, r.attempt, r.author_kind, i.origin, i.model, i.source, i.source_id, i.licence,
    ${peopleLabel('e')} as label
  from staged_choice c join staged_line s using (index)
  join revisions better on better.id = s.revision_id
  join revisions r on r.parent_revision_id = better.parent_revision_id and r.id <> better.id and r.purged_at is null
  join items i on i.id = r.item_id and i.stage = 'RESPONSE' and i.archived_at is null and not i.quarantined
  join queue_entries e on e.revision_id = r.id and e.verdict = 'FAILED' and ${speaks('VERDICT')}
  where r.content_hash <> better.content_hash
    ${blind ? Prisma.sql`and not ${mayBeJudged}` : Prisma.empty}
    ${demoModel ? Prisma.empty : Prisma.sql`and i.origin <> 'DEMO_MODEL' and not ${byDemoModel('r')}`}
  order by c.position, i.number, r.number`
