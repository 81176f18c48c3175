import { z } from 'zod'

/** What a person says of a file beside what the file says itself. */
export const askedSchema = z.object({
  /** As the table is to call it; empty: as the file does. */
  model: z.string().trim().max(120).default(''),
  /** What was done to the model; may be empty. */
  label: z.string().trim().max(120).default(''),
  /** What the prompts ask for; TASK: as the task's name says. */
  intent: z.enum(['TASK', 'HARMFUL', 'BENIGN']).default('TASK'),
  /** Of a refusal set: what it is called; empty: as the file. */
  set: z.string().trim().max(120).default(''),
})
export type EvaluationAsked = z.output<typeof askedSchema>

export const receiveEvaluationInput = askedSchema.extend({
  projectId: z.uuid(),
  name: z.string().min(1).max(1_000),
})
export type ReceiveEvaluationInput = z.output<typeof receiveEvaluationInput>
