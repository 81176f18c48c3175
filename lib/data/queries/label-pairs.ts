import type { Expected, ResponseLabel } from '@/lib/core/compliance/labels'
import { DETECTED_LABEL, JUDGED_LABEL } from '@/lib/core/compliance/opinion'
import type { RateGroup } from '@/lib/core/review/rates'
import { type Db, Prisma } from '@/lib/data/client'
import { type Kind, withGroup } from './figure-kind'
import { writtenBy } from './quality'
import { expectedOutcome, peopleLabel } from './response-facts'
import { byDemoModel, speaks, stands } from './speaking-entry'

/** Responses that people and one other view have both labelled, counted by what each said. */
export interface LabelPair {
  /** The detector, or a judge model with one prompt version. */
  by: 'DETECTOR' | 'JUDGE'
  model: string
  promptVersionId: string
  /** Which of a judge's repeats, from 0. */
  repeat: number
  expected: Expected
  group: RateGroup
  people: ResponseLabel
  said: ResponseLabel
  items: number
}

/**
 * The responses of a project that are judged or were (alias labelled; columns entry_id, item_id, revision_id, number,
 * closed, expected, people, written_by, prompt_version_id, category_id, and the kind of text). One entry a text speaks;
 * closed: its judgments stand. `people` is null while it is open.
 */
export const labelledResponses = (projectId: string) => Prisma.sql`
  select judged.*, case when closed then ${peopleLabel('judged')} end as people from (
    select e.id, e.id as entry_id, e.item_id, e.revision_id, i.number, e.status = 'CLOSED' and ${stands('e')} as closed,
      e.verdict, ${expectedOutcome} as expected, coalesce(run.model, i.model) as written_by, g.prompt_version_id,
      i.category_id, i.origin, q.purpose, r.author_kind, least(r.attempt, 2) as attempt, r.control,
      ${byDemoModel()} as demo
    from queue_entries e
    join items i on i.id = e.item_id and i.stage = 'RESPONSE' and i.archived_at is null
    join revisions r on r.id = e.revision_id
    join review_queues q on q.id = e.queue_id
    left join generations g on ${writtenBy}
    left join generation_runs run on run.id = g.run_id
    where e.project_id = ${projectId}::uuid and ${speaks('FIGURES')}
  ) judged`

export const kindColumns = Prisma.sql`labelled.origin::text, labelled.purpose::text, labelled.author_kind::text as author,
  labelled.attempt, labelled.control, labelled.demo`

/** Counted by the database, over all responses that people have labelled; judgments that can still be taken back are left out. */
export async function listLabelPairs(db: Db, projectId: string): Promise<LabelPair[]> {
  const rows = await db.$queryRaw<(Omit<LabelPair, 'group'> & Kind)[]>`
    with labelled as materialized (${labelledResponses(projectId)})
    select case f.source when 'RULE' then 'DETECTOR' else 'JUDGE' end as by,
      coalesce(f.evidence ->> 'model', '') as model, coalesce(f.evidence ->> 'promptVersionId', '') as "promptVersionId",
      coalesce((f.evidence ->> 'repeat')::int, 0) as repeat, labelled.expected, ${kindColumns}, labelled.people,
      f.evidence ->> 'label' as said, count(*)::int as items
    from labelled join findings f on f.revision_id = labelled.revision_id
      and ((f.source = 'RULE' and f.code = ${DETECTED_LABEL}) or (f.source = 'JUDGE' and f.code = ${JUDGED_LABEL}))
    where labelled.closed and labelled.people is not null and labelled.expected is not null
    group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13
    order by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13`
  return withGroup(rows)
}
