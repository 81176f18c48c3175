import { z } from 'zod'
import { INTENTS, itemFilterSchema } from '../item/filter'
import { runTaskSchema } from './targets'

/** What a run works on: picked rows, or all that a filter leaves, at the moment it is made. */
export const runTargetsSchema = z.union([
  z.strictObject({ kind: z.literal('CATEGORIES'), categoryIds: z.array(z.uuid()).min(1).max(2_000) }),
  z.strictObject({ kind: z.literal('ITEMS'), itemIds: z.array(z.uuid()).min(1).max(10_000) }),
  z.strictObject({ kind: z.literal('FILTER'), filter: itemFilterSchema }),
])
export type RunTargets = z.infer<typeof runTargetsSchema>

/** GenerationRun.options. */
export const runOptionsSchema = z.object({
  targets: runTargetsSchema,
  /** Judge prompts whose opinion follows on everything that the run makes, in the run's own budget. */
  judges: z.array(z.strictObject({ task: runTaskSchema, promptVersionId: z.uuid() })).default([]),
  /** Of texts to be regenerated, the share put before reviewers again unchanged: what a second look alone changes. */
  controlShare: z.number().min(0).max(0.5).default(0),
  /** Started by the rule of the project, not by a person. */
  automatic: z.boolean().default(false),
  /** Where conversations end; null for tasks that have none. */
  limits: z
    .strictObject({ steps: z.int().min(1), tokens: z.int().min(1) })
    .nullable()
    .default(null),
  /** An answer that should have been a refusal and is none is asked for once more, as a response of its own. */
  secondTry: z.boolean().default(false),
  /** Of regenerations: the prompts with which conversations go on, by what is expected. */
  turnPrompts: z.strictObject({ COMPLY: z.uuid().optional(), REFUSE: z.uuid().optional() }).default({}),
})
export type RunOptions = z.infer<typeof runOptionsSchema>

/** Generation.params. */
export const generationParamsSchema = z.object({
  /** Of its target, from 1. */
  sample: z.number().int().min(1).default(1),
  intent: z.enum(INTENTS).optional(),
  /** Names of the tools sampled, one a step. */
  tools: z.array(z.string()).optional(),
  /** The accepted text of its parent that a new attempt is made for, where it is another than before. */
  parentRevisionId: z.uuid().optional(),
  /** The text is put before reviewers again as it is; no call is made. */
  control: z.literal(true).optional(),
  /** What an agent should do with it, as it was when the run was planned. */
  expected: z.enum(['COMPLY', 'REFUSE']).optional(),
  /** The second try of an answer that was no refusal. */
  second: z.literal(true).optional(),
  /** The step to write anew, from 0, where a person named one. */
  from: z.int().min(0).optional(),
  /** Why, in a person's words; goes with what reviewers said. */
  reason: z.string().optional(),
})
export type GenerationParams = z.infer<typeof generationParamsSchema>
