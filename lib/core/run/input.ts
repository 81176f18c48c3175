import { z } from 'zod'
import { MOST_STEPS } from './conversation'
import { runTargetsSchema } from './options'
import { runTaskSchema } from './targets'

/** What a run is made of, as its form, the command line and the API send it. */
export const runInputSchema = z.object({
  projectId: z.uuid(),
  task: runTaskSchema,
  targets: runTargetsSchema,
  providerId: z.uuid(),
  model: z.string().trim().min(1).max(200),
  /** A prompt version's id or label; null: the task's current file. */
  prompt: z.string().max(64).nullable().default(null),
  temperature: z.number().min(0).max(2).default(1),
  seed: z.number().int().min(0).max(2_147_483_647).default(1),
  /** Calls a target. */
  samples: z.number().int().min(1).max(50).default(1),
  maxOutputTokens: z.number().int().min(50).max(200_000).nullable().default(null),
  /** USD; null where only calls are limited. */
  budget: z.number().min(0).max(1_000_000).nullable().default(null),
  budgetCalls: z.number().int().min(1).max(1_000_000).nullable().default(null),
  /** Where what it makes is judged; null: nowhere yet (regenerated texts go back where they were judged). */
  queueId: z.uuid().nullable().default(null),
  /** Judge prompts whose opinion is asked on every instruction that it makes. */
  judges: z.array(runTaskSchema).max(3).default([]),
  controlShare: z.number().min(0).max(0.5).default(0),
  /** Answers of one conversation, at most; null: the task's own limit. */
  stepLimit: z.int().min(1).max(MOST_STEPS).nullable().default(null),
  /** Tokens of all answers of one conversation; null: the task's own limit. */
  tokenLimit: z.int().min(200).max(1_000_000).nullable().default(null),
  secondTry: z.boolean().default(false),
  /** Of a response, the step to write anew, from 0; null: the model says which. */
  fromStep: z.int().min(0).max(2_000).nullable().default(null),
  /** Why a response is to be made again though it was not rejected. */
  reason: z.string().trim().max(2_000).default(''),
})
export type RunInput = z.infer<typeof runInputSchema>
