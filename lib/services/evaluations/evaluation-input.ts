import { z } from 'zod'

export const importEvaluationInput = z.object({
  projectId: z.uuid(),
  name: z.string().min(1).max(1_000),
  /** As the table is to call it; empty: as the log does. */
  model: z.string().trim().max(120).default(''),
  /** What was done to the model; may be empty. */
  label: z.string().trim().max(120).default(''),
  /** What the prompts ask for; TASK: as the task's name says. */
  intent: z.enum(['TASK', 'HARMFUL', 'BENIGN']).default('TASK'),
})
export type ImportEvaluationInput = z.output<typeof importEvaluationInput>
