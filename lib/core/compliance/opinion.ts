import { z } from 'zod'
import { RESPONSE_LABELS } from './labels'

/** The findings that say what a response is: the detector's proposal (source RULE) and judge models' opinions (source JUDGE). */
export const DETECTED_LABEL = 'detected_label'
export const JUDGED_LABEL = 'judged_label'

/** What a judge model reads an instruction as (source JUDGE). */
export const SEMANTIC_JUDGE = 'semantic_judge'

/** A model that was to carry an instruction out refused (core/run/barriers.ts). */
export const EXEC_REFUSED = 'exec_refused'

/** What the scorer of its source gave a text: an evaluation's, or another project's. */
export const SOURCE_SCORE = 'source_score'

/** Findings by rule that say what a text is worth rather than what is in it: whoever may still judge it is not told. */
export const RULE_OPINIONS = [DETECTED_LABEL, EXEC_REFUSED, SOURCE_SCORE] as const

const step = z.int().min(0)

/** Where a signal of the detector shows (core/compliance/signals.ts). */
const signal = z.object({
  code: z.string(),
  step,
  part: z.enum(['text', 'reasoning', 'call']),
  call: step.optional(),
  start: z.int().min(0),
  end: z.int().min(0),
})

/** Evidence of such a finding. */
export const labelOpinionSchema = z.object({
  message: z.string().catch(''),
  label: z.enum(RESPONSE_LABELS),
  compliesFrom: step.nullable().catch(null),
  /** The detector's. */
  signals: z.array(signal).catch([]),
  /** A judge's: words of the response that its opinion rests on, as it quoted them. */
  quotes: z.array(z.object({ step: step.nullable(), quote: z.string() })).catch([]),
  /** A judge's: who said it, by which prompt, and which of its repeats (from 0) this is. */
  model: z.string().catch(''),
  promptVersionId: z.string().catch(''),
  repeat: step.catch(0),
  demo: z.boolean().catch(false),
})
export type LabelOpinion = z.infer<typeof labelOpinionSchema>
