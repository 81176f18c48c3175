import { Prisma, type Tx } from '@/lib/data/client'
import { barredFor } from './bar-people'

interface OpenInput {
  certificateId: string
  projectId: string
  snapshotId: string
  queueId: string
  votes: number
  /** Draws from `from` to `to`, both included. */
  from: number
  to: number
}

/** Puts drawn rows into the audit's queue: the frozen text of each, with empty slots, barred to all who had to do with it. */
export async function openRows(tx: Tx, input: OpenInput): Promise<void> {
  const { certificateId, projectId, snapshotId, queueId, votes, from, to } = input
  const drawn = Prisma.sql`
    select c.draw, f.item_id from certificate_rows c
    join snapshot_rows f on f.snapshot_id = ${snapshotId}::uuid and f.position = c.position
    where c.certificate_id = ${certificateId}::uuid and c.draw between ${from}::int and ${to}::int`
  await tx.$executeRaw`
    with barred as materialized (${barredFor(snapshotId, drawn)}),
    made as materialized (
      select make_uuid_v7() as id, barred.draw, barred.barred, f.item_id, f.revision_id
      from barred join snapshot_rows f on f.snapshot_id = ${snapshotId}::uuid and f.item_id = barred.item_id
    ), entry as (
      insert into queue_entries (id, project_id, queue_id, item_id, revision_id, curation, barred_ids)
      select id, ${projectId}::uuid, ${queueId}::uuid, item_id, revision_id, false, barred from made
    ), slot as (
      insert into assignments (id, entry_id, queue_id, slot)
      select make_uuid_v7(), made.id, ${queueId}::uuid, slot from made, generate_series(0, ${votes}::int - 1) slot
    )
    update certificate_rows c set entry_id = made.id from made
    where c.certificate_id = ${certificateId}::uuid and c.draw = made.draw`
  await tx.$executeRaw`update certificates set opened = ${to}::int where id = ${certificateId}::uuid`
}
