import { z } from 'zod'
import { SNAPSHOT_STAGES, snapshotSpecSchema } from '../snapshot/spec'
import { endpoint, instant, numberIn, pageOf, pageQuery } from './endpoint'

const params = z.strictObject({ number: numberIn(1, 2_147_483_647) })

export const snapshotRowSchema = z.object({
  id: z.uuid(),
  number: z.int(),
  name: z.string(),
  stage: z.enum(SNAPSHOT_STAGES),
  status: z.enum(['DRAFT', 'BUILDING', 'FROZEN', 'FAILED', 'BROKEN']),
  rows: z.int(),
  hash: z.string().nullable().describe('SHA-256 over its rows; null until it is frozen.'),
  createdAt: instant,
  frozenAt: instant.nullable(),
})

export const listSnapshotsEndpoint = endpoint({
  id: 'listSnapshots',
  method: 'GET',
  path: '/snapshots',
  subject: 'Snapshots',
  scope: 'snapshots:read',
  summary: 'List snapshots, the newest first',
  query: z.strictObject(pageQuery),
  answer: pageOf(snapshotRowSchema),
  status: 200,
})

export const readSnapshotEndpoint = endpoint({
  id: 'readSnapshot',
  method: 'GET',
  path: '/snapshots/{number}',
  subject: 'Snapshots',
  scope: 'snapshots:read',
  summary: 'Read one snapshot: what was chosen, and what was counted',
  params,
  answer: snapshotRowSchema.extend({
    counted: z.boolean(),
    error: z.string().nullable(),
    progress: z
      .object({ phase: z.string(), done: z.int(), total: z.int() })
      .describe('How far counting or freezing is; its phase is WAITING before it begins.'),
    certificates: z
      .array(
        z.object({
          status: z.string(),
          share: z.number().describe('Claimed: this share of its rows would pass a fresh blind majority.'),
          lower: z.number().nullable().describe('Lower bound that the audit found; null until it ended.'),
        }),
      )
      .describe('In the order in which they were asked for.'),
    exclusions: z
      .record(z.string(), z.int())
      .nullable()
      .describe('Items left out, by reason; null until it was counted.'),
  }),
  status: 200,
})

export const createSnapshotEndpoint = endpoint({
  id: 'createSnapshot',
  method: 'POST',
  path: '/snapshots',
  subject: 'Snapshots',
  scope: 'snapshots:write',
  summary: 'Draft a snapshot; what it would hold is counted by a job',
  body: z.strictObject({ name: z.string().trim().min(1).max(120), spec: snapshotSpecSchema }),
  answer: z.object({ id: z.uuid(), number: z.int() }),
  status: 201,
})

export const countSnapshotEndpoint = endpoint({
  id: 'countSnapshot',
  method: 'POST',
  path: '/snapshots/{number}/count',
  subject: 'Snapshots',
  scope: 'snapshots:write',
  summary: 'Count again what a draft would hold, by another choice if one is given',
  description: 'Counting is a job: follow the snapshot until `counted` is true.',
  params,
  body: z.strictObject({ name: z.string().trim().min(1).max(120).optional(), spec: snapshotSpecSchema.optional() }),
  answer: z.object({ number: z.int() }),
  status: 202,
})

export const freezeSnapshotEndpoint = endpoint({
  id: 'freezeSnapshot',
  method: 'POST',
  path: '/snapshots/{number}/freeze',
  subject: 'Snapshots',
  scope: 'snapshots:write',
  summary: 'Freeze a draft',
  params,
  answer: z.object({ number: z.int() }),
  status: 202,
})
