import { Prisma } from '@/lib/data/client'

/**
 * Who may not judge a row of a snapshot afresh, an array for each drawn row (alias d: draw, item_id): whoever judged,
 * edited, wrote, adjudicated or settled the item or what it was made from, in any queue and whether or not it counts,
 * whoever read its votes, and whoever took the snapshot with its votes out.
 */
export const barredFor = (snapshotId: string, drawn: Prisma.Sql) => Prisma.sql`
  with recursive d as materialized (${drawn}),
  line as (
    select d.draw, d.item_id from d
    union
    select line.draw, i.parent_id from line join items i on i.id = line.item_id where i.parent_id is not null
  ), person as (
    select line.draw, j.reviewer_id as id from line join queue_entries e on e.item_id = line.item_id
      join judgments j on j.entry_id = e.id
    union select line.draw, p.author_id from line join queue_entries e on e.item_id = line.item_id
      join proposals p on p.entry_id = e.id
    union select line.draw, a.adjudicator_id from line join queue_entries e on e.item_id = line.item_id
      join adjudications a on a.entry_id = e.id
    union select line.draw, r.author_id from line join revisions r on r.item_id = line.item_id
      where r.author_kind = 'PERSON' and r.author_id is not null
    union select line.draw, s.user_id from line join splits s on s.item_id = line.item_id
    union select line.draw, seen.actor_id from line join queue_entries e on e.item_id = line.item_id
      join audit_events seen on seen.target_id = e.id and seen.action = 'votes.read' where seen.actor_id is not null
    union select d.draw, taken.actor_id from d, audit_events taken
      where taken.target_id = ${snapshotId}::uuid and taken.action = 'snapshot.export' and taken.actor_id is not null
  )
  select d.draw, d.item_id, coalesce(array_agg(person.id) filter (where person.id is not null), '{}') as barred
  from d left join person on person.draw = d.draw group by d.draw, d.item_id`
