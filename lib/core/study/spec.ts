import { z } from 'zod'
import { itemFilterSchema } from '../item/filter'

/** What a sample can be stratified by. A study is of one stage: its rubric is. */
export const STUDY_DIMENSIONS = ['INTENT', 'CATEGORY', 'MODEL', 'LENGTH'] as const
export type StudyDimension = (typeof STUDY_DIMENSIONS)[number]

export const DIMENSION_WORDS: Record<StudyDimension, string> = {
  INTENT: 'intent',
  CATEGORY: 'category',
  MODEL: 'model',
  LENGTH: 'number of steps',
}

export const STUDY_PRESETS = ['PAPER', 'WILDGUARD', 'CALIBRATION', 'FREE'] as const
export type StudyPreset = (typeof STUDY_PRESETS)[number]

/** Which answers a study reads off a judgment (core/study/tasks.ts). */
export const STUDY_SCHEMES = ['VALIDITY', 'WILDGUARD'] as const
export type StudyScheme = (typeof STUDY_SCHEMES)[number]

/** A sample that people judge several times over is never larger. */
export const MOST_ITEMS = 5_000

const size = z.number().int().min(1).max(MOST_ITEMS)

export const allocationSchema = z.discriminatedUnion('kind', [
  /** So many in all, each stratum by its share of the population. */
  z.strictObject({ kind: z.literal('PROPORTIONAL'), size }),
  /** As many of every stratum. */
  z.strictObject({ kind: z.literal('EQUAL'), each: size }),
  /** By stratum key; a stratum without a number is no part of the study's population. */
  z.strictObject({
    kind: z.literal('FIXED'),
    sizes: z.record(z.string().max(400), z.number().int().min(0).max(MOST_ITEMS)),
  }),
])
export type Allocation = z.infer<typeof allocationSchema>

export const studyDesignSchema = z.strictObject({
  preset: z.enum(STUDY_PRESETS),
  scheme: z.enum(STUDY_SCHEMES).default('VALIDITY'),
  stage: z.enum(['CHAIN', 'INSTRUCTION', 'RESPONSE']),
  /** Which items of the stage are the population. */
  filter: itemFilterSchema.default({}),
  strata: z.array(z.enum(STUDY_DIMENSIONS)).max(STUDY_DIMENSIONS.length).default([]),
  allocation: allocationSchema,
  /** Judgments each text gets (k). */
  raters: z.number().int().min(1).max(15).default(3),
  /** "Ambiguous, needs caution" is among the answers, and the report reads it both ways. VALIDITY only. */
  ambiguous: z.boolean().default(false),
  seed: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER),
  /** What the planning figures assume: the pass rate, and the one that is to be exceeded. */
  assumed: z.number().min(0).max(1).default(0.9),
  claim: z.number().min(0).max(1).default(0.8),
})
export type StudyDesign = z.infer<typeof studyDesignSchema>

/** A stratum as the sample has it. */
export const drawnStratumSchema = z.strictObject({
  key: z.string(),
  label: z.string(),
  /** Items of it that could have been drawn. */
  population: z.number().int().min(0),
  size: z.number().int().min(0),
})
export type DrawnStratum = z.infer<typeof drawnStratumSchema>

/** Items that matched the filter and could not be drawn, by why. */
export const notDrawableSchema = z.strictObject({
  withoutText: z.number().int(),
  quarantined: z.number().int(),
  unsettled: z.number().int(),
  flagged: z.number().int(),
})
export type NotDrawable = z.infer<typeof notDrawableSchema>

/** What a study keeps of how it was made (Study.spec). */
export const studySpecSchema = z.strictObject({
  design: studyDesignSchema,
  drawn: z.array(drawnStratumSchema),
  notDrawable: notDrawableSchema,
})
export type StudySpec = z.infer<typeof studySpecSchema>
