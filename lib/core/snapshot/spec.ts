import { z } from 'zod'

export const SNAPSHOT_STAGES = ['CHAIN', 'INSTRUCTION', 'RESPONSE'] as const
export type SnapshotStage = (typeof SNAPSHOT_STAGES)[number]

export const PARTS = ['TRAIN', 'VALIDATION', 'TEST'] as const
export type Part = (typeof PARTS)[number]
export const PART_WORDS: Record<Part, string> = { TRAIN: 'train', VALIDATION: 'validation', TEST: 'test' }

/** What a row is for training: a borderline one is what it was settled to be; BORDERLINE: nobody has said. */
export const SIDES = ['HARMFUL', 'BENIGN', 'BORDERLINE'] as const
export type Side = (typeof SIDES)[number]
export const SIDE_WORDS: Record<Side, string> = {
  HARMFUL: 'harmful',
  BENIGN: 'benign',
  BORDERLINE: 'borderline, not settled',
}

/** Which one of equal or alike texts stays. */
export const KEEP_RULES = ['FIRST', 'NEWEST', 'MOST_VOTES'] as const
export type KeepRule = (typeof KEEP_RULES)[number]
export const KEEP_WORDS: Record<KeepRule, string> = {
  FIRST: 'the one with the lowest number',
  NEWEST: 'the one with the highest number',
  MOST_VOTES: 'the one with most accepting votes, of equal ones the lowest number',
}

const share = z.number().min(0, 'From 0 to 100').max(100, 'From 0 to 100')
const similarity = z.number().min(0.3, 'From 0.3 to 1').max(1, 'From 0.3 to 1')

/** Shares are rounded to tenths by those who write them. */
const SUM_WITHIN = 0.1 + 1e-9

const partsSchema = z
  .strictObject({ train: share, validation: share, test: share })
  .refine((parts) => Math.abs(parts.train + parts.validation + parts.test - 100) <= SUM_WITHIN, {
    path: ['test'],
    message: 'Together they have to make 100 %',
  })
  .refine(({ train }) => train > 0, { path: ['train'], message: 'Training rows have to have a share' })

/** What goes into a snapshot and how it is chosen. All of it is kept with the snapshot, so that it can be told and repeated. */
export const snapshotSpecSchema = z.strictObject({
  stage: z.enum(SNAPSHOT_STAGES),
  /** Empty: all. */
  intents: z.array(z.enum(['HARMFUL', 'BORDERLINE', 'BENIGN'])).default([]),
  /** What counts as passed, beyond that its accepted text passed by its queue's rule. */
  passed: z
    .strictObject({
      /** Accepting votes behind it, at least. */
      votes: z.int().min(0).max(15).default(1),
      /** No counted vote against it. */
      unanimous: z.boolean().default(false),
      /** What an adjudication passed. */
      adjudicated: z.boolean().default(true),
      /** What was made from a text that is no longer the accepted one. */
      stale: z.boolean().default(false),
      /** What the demo model wrote. */
      demoModel: z.boolean().default(false),
      /** Of the whole: it is handed out once an audit of it has issued a certificate, not before. */
      certificate: z.boolean().default(false),
    })
    .prefault({}),
  duplicates: z
    .strictObject({
      exact: z.boolean().default(true),
      /** Share of common runs of three words (Jaccard), from which one of two texts is left out; null: not looked for. */
      nearFrom: similarity.nullable().default(0.8),
      keep: z.enum(KEEP_RULES).default('FIRST'),
    })
    .prefault({}),
  /** Against the hash lists of the project and of the installation. */
  leakage: z
    .strictObject({ exact: z.boolean().default(true), nearFrom: similarity.nullable().default(0.6) })
    .prefault({}),
  /** In per cent of the rows; what shares a step sequence is never divided. */
  parts: partsSchema.prefault({ train: 90, validation: 5, test: 5 }),
  /**
   * Shares in per cent that the rows are drawn down to; null: all stay. Third-party rows have one of their own, and the
   * other two are of the project's rows; without it they count as what they are, harmful or benign.
   */
  mix: z
    .strictObject({ harmful: share, benign: share, thirdParty: share.nullable().default(null) })
    .refine(({ harmful, benign }) => harmful + benign > 0, {
      path: ['benign'],
      message: 'Harmful or benign rows have to have a share',
    })
    .nullable()
    .default(null),
  seed: z
    .int()
    .min(0)
    .max(2 ** 31 - 1),
})
export type SnapshotSpec = z.output<typeof snapshotSpecSchema>
