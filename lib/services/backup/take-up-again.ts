import type pg from 'pg'
import type { JobData } from '@/lib/jobs/definitions'
import { enqueueRaw } from '@/lib/jobs/enqueue'

const NO_FILES = 'Its files were not part of the backup that this database was restored from. Bring them in again.'

const MAYBE_TOLD =
  'It waited when the backup was taken that this database was restored from, and may have been delivered since. Send it again by hand where it was not.'

/**
 * A backup holds rows, neither jobs nor uploaded files: work that was under way gets its job anew, and imports that wait for
 * files end in words. Calls to models are taken up by the clock (runs/keep-runs-going).
 */
export async function takeUpAgain(client: pg.Client): Promise<void> {
  await client.query(
    `update import_batches set status = 'FAILED', error = $1 where status in ('STAGED', 'PREVIEWED', 'APPLYING')`,
    [NO_FILES],
  )
  await client.query(
    `update evaluation_imports set status = 'FAILED', ended_at = now(), error = $1 where status = 'WAITING'`,
    [NO_FILES],
  )
  // Nobody knows here what receivers were told since: nothing goes to them twice by itself, and nothing is forgotten.
  await client.query(
    `update webhook_deliveries set state = 'FAILED', token = null, lease_until = null, last_trouble = $1
     where state = 'WAITING'`,
    [MAYBE_TOLD],
  )
  const frozen = await client.query<JobData<'freezeSnapshot'>>(
    `select id as "snapshotId" from snapshots where status = 'BUILDING'`,
  )
  for (const data of frozen.rows) await enqueueRaw(client, 'freezeSnapshot', data)
  const counted = await client.query<JobData<'countSnapshot'>>(
    `select id as "snapshotId", edition from snapshots where status = 'DRAFT' and report is null`,
  )
  for (const data of counted.rows) await enqueueRaw(client, 'countSnapshot', data)
  const marked = await client.query<JobData<'markChildren'>>(
    `select id as "itemId" from items where children_left is not null`,
  )
  for (const data of marked.rows) await enqueueRaw(client, 'markChildren', data)
  const fitted = await client.query<JobData<'fitReliability'>>(
    `select project_id as "projectId", stage from reliability_fits where fitted_at is null or fitted_at < asked_at`,
  )
  for (const data of fitted.rows) await enqueueRaw(client, 'fitReliability', data)
}
