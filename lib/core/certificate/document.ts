import { z } from 'zod'
import { PARTS, SNAPSHOT_STAGES } from '../snapshot/spec'
import { UNSERVED } from './decide'
import { certificatePlanSchema } from './plan'

export const CERTIFICATE_FORMAT = 'plumbline-certificate/1'

const hash = z.string().regex(/^[0-9a-f]{64}$/)

/** One drawn row, with all that checking it needs. */
const sampledSchema = z.strictObject({
  draw: z.int().min(1),
  /** In the snapshot, from 0. */
  position: z.int().min(0),
  part: z.enum(PARTS),
  lineHash: hash,
  /** Reviewers by pseudonyms of this document ("a1", "a2" …). */
  votes: z.array(z.strictObject({ reviewer: z.string().max(20), decision: z.string().max(20) })).max(20),
  /** It could not be judged any more, and counts as a failure. */
  unserved: z.enum(UNSERVED).optional(),
})

/** A certificate as it is issued: enough to check it without Plumbline's database. */
export const certificateDocumentSchema = z.strictObject({
  format: z.literal(CERTIFICATE_FORMAT),
  project: z.string().max(200),
  snapshot: z.strictObject({
    number: z.int().min(1),
    name: z.string().max(200),
    stage: z.enum(SNAPSHOT_STAGES),
    rows: z.int().min(1),
    hash,
    frozenAt: z.string(),
  }),
  number: z.int().min(1),
  issuedAt: z.string(),
  claim: z.string(),
  estimand: z.string(),
  rubric: z.strictObject({
    name: z.string(),
    version: z.int(),
    criteria: z.array(z.strictObject({ key: z.string(), label: z.string(), question: z.string() })),
  }),
  plan: certificatePlanSchema,
  seed: z.int().min(0),
  /** Certificates that were tried about the same snapshot before: how often somebody tried is part of the claim. */
  earlier: z.array(
    z.strictObject({
      number: z.int().min(1),
      status: z.enum(['OPEN', 'PASSED', 'FAILED', 'STOPPED']),
      share: z.number(),
    }),
  ),
  sample: z.array(sampledSchema),
  result: z.strictObject({
    status: z.enum(['PASSED', 'FAILED']),
    rows: z.int().min(1),
    failures: z.int().min(0),
    lower: z.number().min(0).max(1),
  }),
})
export type CertificateDocument = z.output<typeof certificateDocumentSchema>
