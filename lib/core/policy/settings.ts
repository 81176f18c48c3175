import { z } from 'zod'
import { balanceTargetsSchema } from '../balance/targets'
import { LANGUAGES } from '../instruction/language'
import { automaticSchema } from '../run/automatic'

/** The team's policies for a project (Project.settings). Every field has a safe default. */
export const projectSettingsSchema = z.object({
  /** Text of harmful items at or above this severity arrives masked; so does text without any severity. */
  maskFromSeverity: z.number().int().min(0).max(5).default(3),
  /** Harmful items a person may be shown a day (UTC); null: no limit. Benign work goes on. */
  dailyHarmfulLimit: z.number().int().min(0).nullable().default(null),
  /** Minutes of work after which the workbench suggests a break; null: never. */
  breakAfterMinutes: z.number().int().min(5).nullable().default(50),
  /** What instructions are written in (core/instruction/language.ts); null: any language. */
  language: z.enum(LANGUAGES).nullable().default('en'),
  /** Trigram similarity, 0 to 1, from which an instruction is a near-duplicate of another; null: not looked for. */
  nearDuplicateFrom: z.number().min(0.3).max(1).nullable().default(0.6),
  /** What all runs together may spend a day (UTC), in USD, and what those of one person may; null: no limit. */
  dailySpendLimit: z.number().min(0).max(1_000_000).nullable().default(null),
  dailySpendLimitPerPerson: z.number().min(0).max(1_000_000).nullable().default(null),
  /** Failed items written again without anybody asking. */
  automatic: automaticSchema.prefault({}),
  /** What the accepted items are to be made up of. */
  balance: balanceTargetsSchema.prefault({}),
  /** What labels of responses decide (core/compliance/labels.ts): whether turning aside is enough where a refusal is expected. */
  turningAsidePasses: z.boolean().default(false),
  supportText: z.string().max(2_000).default(''),
  supportUrl: z.string().max(500).default(''),
})
export type ProjectSettings = z.infer<typeof projectSettingsSchema>

/**
 * Masked: harmful or borderline, and at or above the threshold or of no stated severity. What a model answered to such a
 * request always is: were only those masked that the detector takes for compliance, the mask would tell its opinion.
 */
export function isMasked(
  item: {
    stage?: 'CHAIN' | 'INSTRUCTION' | 'RESPONSE'
    intent: 'HARMFUL' | 'BORDERLINE' | 'BENIGN'
    severity: number | null
    quarantined?: boolean
  },
  settings: Pick<ProjectSettings, 'maskFromSeverity'>,
): boolean {
  if (item.quarantined) return true
  if (item.intent === 'BENIGN') return false
  if (item.stage === 'RESPONSE') return true
  return item.severity === null || item.severity >= settings.maskFromSeverity
}
