import { type JobData, type JobKey, jobs } from './definitions'
import { callModel } from './handlers/call-model'
import { deliverWebhook } from './handlers/deliver-webhook'
import { fitReliability } from './handlers/fit-reliability'
import { housekeeping } from './handlers/housekeeping'
import { applyImport, previewImport } from './handlers/import'
import { markChildren } from './handlers/mark-children'
import { readEvaluationJob } from './handlers/read-evaluation'
import { resampleAgreement } from './handlers/resample-agreement'
import { advanceCertificates, countSnapshotJob, describeExportsJob, freezeSnapshotJob } from './handlers/snapshots'
import { testProvider } from './handlers/test-provider'
import type { Handler, Work } from './run-jobs'

const handlers: { [K in JobKey]?: Handler<JobData<K>> } = {
  housekeeping,
  fitReliability,
  resampleAgreement,
  previewImport,
  applyImport,
  callModel,
  markChildren,
  testProvider,
  advanceCertificates,
  deliverWebhook,
  countSnapshot: countSnapshotJob,
  freezeSnapshot: freezeSnapshotJob,
  describeExports: describeExportsJob,
  readEvaluation: readEvaluationJob,
}

/** Every job with its handler: what a worker works on. */
export const works: Work[] = Object.entries(handlers).map(([key, handle]) => ({
  definition: jobs[key as JobKey],
  handle: handle as Handler<object>,
}))
