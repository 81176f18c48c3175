import type { Ctx } from '@/lib/services/context'
import { ServiceError } from '@/lib/services/errors'
import { applyBatch } from '@/lib/services/import/apply-batch'
import { previewBatch } from '@/lib/services/import/preview-batch'
import type { JobData } from '../definitions'
import type { Handler, JobRun } from '../run-jobs'

const ctxOf = ({ db }: JobRun, name: string): Ctx => ({ actor: { kind: 'job', name }, db, now: new Date() })

/** A refusal is an outcome that the batch now tells, not a failure to try again. */
async function unlessRefused(work: Promise<unknown>): Promise<void> {
  try {
    await work
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error
  }
}

export const previewImport: Handler<JobData<'previewImport'>> = ({ batchId }, run) =>
  unlessRefused(previewBatch(ctxOf(run, 'preview-import'), batchId, run.signal))

export const applyImport: Handler<JobData<'applyImport'>> = ({ batchId }, run) =>
  unlessRefused(applyBatch(ctxOf(run, 'apply-import'), batchId, run.signal))
