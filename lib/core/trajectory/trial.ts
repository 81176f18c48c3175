import { z } from 'zod'
import type { ToolSchema } from '../instruction/content'

/** Trying tools by hand: the seed and the calls are all that there is of such a session; nothing of it is stored. */

export const MAX_TRIAL_CALLS = 50
/** Characters of all names and arguments together. */
export const MAX_TRIAL_SIZE = 65_536

export interface TrialCall {
  name: string
  /** As it was written, word for word. */
  arguments: string
}

export const trialSize = (calls: readonly TrialCall[]): number =>
  calls.reduce((sum, call) => sum + call.name.length + call.arguments.length, 0)

export const trialInput = z.strictObject({
  projectId: z.uuid(),
  seed: z.int().min(0).max(Number.MAX_SAFE_INTEGER),
  calls: z
    .array(z.strictObject({ name: z.string().min(1).max(200), arguments: z.string().max(MAX_TRIAL_SIZE) }))
    .max(MAX_TRIAL_CALLS, `At most ${MAX_TRIAL_CALLS} calls can be made here`)
    .refine((calls) => trialSize(calls) <= MAX_TRIAL_SIZE, `All calls together may have ${MAX_TRIAL_SIZE} characters`),
})
export type TrialInput = z.infer<typeof trialInput>

export interface TrialAnswer {
  /** Of the environment: other versions may answer in other words. */
  version: string
  /** One a call. */
  observations: TrialObservation[]
}

export interface TrialObservation {
  /** JSON text. */
  observation: string
  error: boolean
}

export interface TrialTool {
  /** "Payments" */
  area: string
  /** "Payments.create_payment" */
  capability: string
  schema: ToolSchema
  /** Arguments that fit the schema, as JSON to begin with. */
  example: string
}
