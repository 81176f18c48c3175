import { z } from 'zod'
import { defineJob } from './define-job'

/** Every job that Plumbline knows. Handlers stand in handlers.ts. */
export const jobs = {
  /** Removes what has served its time: sign-in attempts, idempotency keys, drafts, dead sessions. */
  housekeeping: defineJob('housekeeping', z.strictObject({}), { schedule: '17 * * * *' }),
  /** Reads the files of a staged import and keeps the report with it. */
  previewImport: defineJob('preview-import', z.strictObject({ batchId: z.uuid() }), { retries: 5 }),
  /** Applies a previewed import. */
  applyImport: defineJob('apply-import', z.strictObject({ batchId: z.uuid() }), { retries: 5 }),
  /** One call to a model, and what it brings applied. The generation's row is the truth; the job only says that it is due. */
  callModel: defineJob('call-model', z.strictObject({ generationId: z.uuid() }), {
    retries: 10,
    retryDelay: 2,
    concurrency: 48,
  }),
  /** One small call to a model, for the test button. */
  testProvider: defineJob('test-provider', z.strictObject({ providerId: z.uuid(), model: z.string() }), {
    retries: 1,
    concurrency: 4,
  }),
  /** Marks what was made from an item as stale or quarantined, where there are very many. */
  markChildren: defineJob('mark-children', z.strictObject({ itemId: z.uuid() }), { retries: 5 }),
  /** Counts what a snapshot would hold. */
  countSnapshot: defineJob('count-snapshot', z.strictObject({ snapshotId: z.uuid(), edition: z.int() }), {
    concurrency: 2,
  }),
  /** Counts the votes of audits that go on. */
  advanceCertificates: defineJob('advance-certificates', z.strictObject({}), { schedule: '* * * * *', retries: 0 }),
  /** Freezes one. */
  freezeSnapshot: defineJob('freeze-snapshot', z.strictObject({ snapshotId: z.uuid() }), { retries: 5 }),
  /** Reads a benchmark's log or a refusal set that was received. */
  readEvaluation: defineJob('read-evaluation', z.strictObject({ importId: z.uuid() }), { retries: 5 }),
  /** Intervals of agreement by resampling, as they were asked for at a moment. */
  resampleAgreement: defineJob(
    'resample-agreement',
    z.strictObject({
      projectId: z.uuid(),
      stage: z.enum(['CHAIN', 'INSTRUCTION', 'RESPONSE']),
      askedAt: z.iso.datetime(),
    }),
  ),
  /** One attempt at telling a receiver what happened. The delivery's row is the truth; the clock brings it back. */
  deliverWebhook: defineJob('deliver-webhook', z.strictObject({ deliveryId: z.uuid() }), {
    retries: 0,
    concurrency: 8,
  }),
  /** Works out what a frozen snapshot becomes in each format, and what none of it can say. */
  describeExports: defineJob('describe-exports', z.strictObject({ snapshotId: z.uuid() })),
  /** Reviewers' reliability from all votes of a stage. */
  fitReliability: defineJob(
    'fit-reliability',
    z.strictObject({ projectId: z.uuid(), stage: z.enum(['CHAIN', 'INSTRUCTION', 'RESPONSE']) }),
  ),
}

export type JobKey = keyof typeof jobs
export type JobData<K extends JobKey> = z.infer<(typeof jobs)[K]['schema']>
