import { advanceOpen } from '@/lib/services/certificates/advance-open'
import type { Ctx } from '@/lib/services/context'
import { buildSnapshot } from '@/lib/services/snapshots/build-snapshot'
import { countSnapshot } from '@/lib/services/snapshots/count-snapshot'
import { giveUpSnapshot } from '@/lib/services/snapshots/give-up-snapshot'
import { writeReceipts } from '@/lib/services/snapshots/write-receipts'
import { type JobData, jobs } from '../definitions'
import { enqueue } from '../enqueue'
import type { Handler, JobRun } from '../run-jobs'

const ctxOf = ({ db }: JobRun, name: string): Ctx => ({ actor: { kind: 'job', name }, db, now: new Date() })

export const countSnapshotJob: Handler<JobData<'countSnapshot'>> = ({ snapshotId, edition }, run) =>
  countSnapshot(ctxOf(run, 'count-snapshot'), snapshotId, edition, run.signal)

export const freezeSnapshotJob: Handler<JobData<'freezeSnapshot'>> = async ({ snapshotId }, run) => {
  const ctx = ctxOf(run, 'freeze-snapshot')
  try {
    await buildSnapshot(ctx, snapshotId, run.signal)
    // Not in the freezing transaction: where it is lost, the page asks for it.
    await enqueue(run.db, 'describeExports', { snapshotId })
  } catch (error) {
    if (run.attempt >= jobs.freezeSnapshot.retries && !run.signal.aborted) await giveUpSnapshot(ctx, snapshotId, error)
    throw error
  }
}

export const describeExportsJob: Handler<JobData<'describeExports'>> = ({ snapshotId }, run) =>
  writeReceipts(ctxOf(run, 'describe-exports'), snapshotId, run.signal)

export const advanceCertificates: Handler<JobData<'advanceCertificates'>> = (_data, run) =>
  advanceOpen(ctxOf(run, 'advance-certificates'), run.signal)
