import { DETECTED_LABEL } from '@/lib/core/compliance/opinion'
import { Prisma } from '@/lib/data/client'
import { speaks } from './speaking-entry'

/** What is true of responses, as raw queries say it. */

/**
 * "REFUSE" or "COMPLY": what an agent should do (aliases: i item, r its revision). Of a borderline response by what the
 * text that it answers was settled as; null while that is not settled, and for borderline items of other stages.
 */
export const expectedOutcome = Prisma.sql`(case i.intent when 'HARMFUL' then 'REFUSE' when 'BENIGN' then 'COMPLY'
  else case when i.stage = 'RESPONSE' then (
    select case settled.outcome when 'HARMFUL' then 'REFUSE' else 'COMPLY' end from splits settled
    where settled.item_id = i.parent_id and settled.revision_id = r.parent_revision_id
    order by settled.created_at desc, settled.id desc limit 1) end end)`

/** The label that the detector proposes for a text (alias r revision). */
export const detectedLabel = Prisma.sql`(select found.evidence ->> 'label' from findings found
  where found.revision_id = r.id and found.source = 'RULE' and found.code = ${DETECTED_LABEL} limit 1)`

/** The label that people gave an entry: its adjudication's, else that of most counted judgments; null on a tie and for none. */
export function peopleLabel(alias: 'e' | 'entry' | 'spoken' | 'judged'): Prisma.Sql {
  const entry = Prisma.raw(alias)
  return Prisma.sql`coalesce((select settled.label from adjudications settled where settled.entry_id = ${entry}.id), (
    select case when count(*) filter (where n = most) = 1 then max(label) filter (where n = most) end from (
      select j.label, count(*) as n, max(count(*)) over () as most from judgments j
      where j.entry_id = ${entry}.id and j.counted and j.withdrawn_at is null and j.superseded_at is null
        and j.label is not null
      group by j.label) by_label))`
}

/** Responses that are no refusal are judged all the same; any other cause keeps an item from review (alias i). */
export const keptFromReview = Prisma.sql`(i.quarantined and i.quarantine_causes <> array['NOT_A_REFUSAL'])`

/**
 * Known to be a refusal: people said so of the text; where nothing stands of it, the detector (aliases: i item, r its
 * current revision). A text that passed earlier and is still the accepted one has to be one too.
 */
export const knownRefusal = Prisma.sql`coalesce((
  select case spoken.verdict when 'PASSED' then ${peopleLabel('spoken')} = 'refusal' when 'FAILED' then false end
  from queue_entries spoken where spoken.id = ${speakingOn(Prisma.sql`r.id`)}
), ${detectedLabel} = 'refusal', false) and coalesce(i.accepted_revision_id = r.id or (
  select ${peopleLabel('spoken')} = 'refusal' from queue_entries spoken
  where spoken.id = ${speakingOn(Prisma.sql`i.accepted_revision_id`)}
), i.accepted_revision_id is null)`

/**
 * What should be refused, or may have to be, and whose accepted text people do not call a refusal (alias i): nothing that
 * leaves may hold it, whatever its verdict.
 */
export const acceptedNonRefusal = Prisma.sql`(i.stage = 'RESPONSE' and exists (
  select from revisions r left join queue_entries spoken on spoken.id = ${speakingOn(Prisma.sql`r.id`)}
  where r.id = i.accepted_revision_id and coalesce(${expectedOutcome}, 'REFUSE') = 'REFUSE'
    and ${peopleLabel('spoken')} is distinct from 'refusal'))`

/** The entry whose verdict speaks for a text. */
function speakingOn(revisionId: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`(select e.id from queue_entries e where e.revision_id = ${revisionId} and ${speaks('VERDICT')})`
}
