import pg from 'pg'
import { expect, test } from 'vitest'
import { buildSnapshot } from '@/lib/services/snapshots/build-snapshot'
import { draftSnapshot } from '@/lib/services/snapshots/draft-snapshot'
import { freezeSnapshot } from '@/lib/services/snapshots/freeze-snapshot'
import { testDatabase } from '../../support/database'
import { makeChain, makeMember, makeProject, makeQueue, makeUser } from '../../support/factories'
import { frozen, pass, specOf } from '../../support/snapshots'
import { waitFor } from '../../support/wait-for'

const t = testDatabase()
const operator = { kind: 'operator', name: 'test' } as const

test('a worker that is lost in the last statement of freezing leaves nothing; the next one freezes the same', async () => {
  const project = await makeProject(t.db)
  const reviewers = [await makeUser(t.db), await makeUser(t.db)]
  for (const user of reviewers) await makeMember(t.db, project, user, 'REVIEWER')
  const { queue } = await makeQueue(t.db, project, { reviewers })
  for (let n = 0; n < 8; n++) {
    const content = { steps: ['Files.read_file'], explanation: `Chain ${n} reads file ${n * 13}.` }
    await pass(t.db, await makeChain(t.db, project, { content }), { project, queue, reviewers })
  }
  const ctx = t.ctx(operator)
  const spec = specOf({ duplicates: { nearFrom: null } })
  const { snapshotId } = await draftSnapshot(ctx, { projectId: project.id, name: 'Killed', spec })
  await freezeSnapshot(ctx, { snapshotId })

  // Somebody holds the snapshot's own row, which freezing writes last.
  const holder = new pg.Client({ connectionString: t.url })
  await holder.connect()
  await holder.query('begin')
  await holder.query('select from snapshots where id = $1 for share', [snapshotId])
  const building = buildSnapshot(ctx, snapshotId).then(
    () => 'frozen',
    () => 'lost',
  )
  await waitFor('freezing to wait for the row', async () => {
    // Not on the holder: within a transaction the activity is that of its first look.
    const ended = await t.db.$queryRaw<unknown[]>`
      select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'plumbline snapshot'
        and datname = current_database() and wait_event_type = 'Lock'`
    return ended.length === 1
  })
  expect(await building).toBe('lost')
  await holder.query('rollback')
  await holder.end()

  const left = async () => ({
    rows: await t.db.snapshotRow.count(),
    out: await t.db.snapshotExclusion.count(),
    used: await t.db.queueEntry.count({ where: { usedAt: { not: null } } }),
    status: (await t.db.snapshot.findUniqueOrThrow({ where: { id: snapshotId } })).status,
  })
  expect(await left()).toEqual({ rows: 0, out: 0, used: 0, status: 'BUILDING' })
  await buildSnapshot(ctx, snapshotId)
  expect(await left()).toEqual({ rows: 8, out: 0, used: 8, status: 'FROZEN' })
  await buildSnapshot(ctx, snapshotId)
  expect(await left()).toEqual({ rows: 8, out: 0, used: 8, status: 'FROZEN' })
  const { hash } = await t.db.snapshot.findUniqueOrThrow({ where: { id: snapshotId } })
  expect((await frozen(ctx, project.id, { duplicates: { nearFrom: null } })).hash).toBe(hash)
})
