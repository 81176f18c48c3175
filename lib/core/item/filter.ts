import { z } from 'zod'
import { RESPONSE_LABELS } from '../compliance/labels'
import { SETTLED_BY } from '../review/entry-outcome'
import { OUTCOMES } from '../trajectory/content'

const few = <T extends z.ZodType>(one: T) => z.array(one).min(1).max(500).optional()

export const VERDICTS = ['OPEN', 'PASSED', 'FAILED', 'CONTESTED'] as const
export const INTENTS = ['HARMFUL', 'BORDERLINE', 'BENIGN'] as const
export const ORIGINS = ['IMPORTED', 'GENERATED', 'DEMO_MODEL', 'WRITTEN'] as const
/** What a borderline instruction was settled to be; UNSETTLED: nothing yet. */
export const SPLITS = ['BENIGN', 'HARMFUL', 'UNSETTLED'] as const
export type VerdictName = (typeof VERDICTS)[number]

/** The shortest word that the search index can find: shorter ones would read every text. */
export const SHORTEST_WORD = 3

/** Which items a list shows and a queue is filled with: every field given narrows, a field's values are alternatives. */
export const itemFilterSchema = z.strictObject({
  /** A category brings its subcategories along. */
  categoryIds: few(z.uuid()),
  /** Of the category, or of the one above; null: nobody has set one. */
  severities: few(z.number().int().min(0).max(4).nullable()),
  verdicts: few(z.enum(VERDICTS)),
  /** What gave the verdict. */
  settledBy: few(z.enum(SETTLED_BY)),
  intents: few(z.enum(INTENTS)),
  origins: few(z.enum(ORIGINS)),
  /** Numbers of steps. */
  steps: few(z.number().int().min(0).max(50)),
  /** Names of capabilities, one of which is among the steps. */
  capabilities: few(z.string().min(1).max(200)),
  /** The whole step sequence (stepKey). */
  sequence: z.string().min(1).max(10_100).optional(),
  /** Codes of automated findings on the current text. */
  findings: few(z.string().regex(/^[a-z][a-z0-9_]{0,63}$/)),
  flagged: z.literal(true).optional(),
  stale: z.literal(true).optional(),
  quarantined: z.literal(true).optional(),
  splits: few(z.enum(SPLITS)),
  languages: few(z.string().regex(/^[a-z]{2,20}$/)),
  models: few(z.string().min(1).max(200)),
  /** Names of data sets of others; null: the project's own. */
  sources: few(z.string().min(1).max(200).nullable()),
  /** Of responses: what people call them. */
  labels: few(z.enum(RESPONSE_LABELS)),
  /** Of responses: how they ended. */
  outcomes: few(z.enum(OUTCOMES)),
  /** Made from this item. */
  parentId: z.uuid().optional(),
  /** Its current text came of this generation run. */
  runId: z.uuid().optional(),
  /** Words that all stand in what search reads of the text. */
  text: z.string().trim().max(200).optional(),
})
export type ItemFilter = z.infer<typeof itemFilterSchema>

export const ITEM_SORTS = ['updated', 'number', 'verdict', 'category', 'severity', 'steps'] as const
export type ItemSort = (typeof ITEM_SORTS)[number]

/** The words of a search, without those too short to look for. */
export const searchWords = (text: string | undefined): string[] =>
  (text ?? '').split(/\s+/).filter((word) => word.length >= SHORTEST_WORD)

export const isEmptyFilter = (filter: ItemFilter) =>
  Object.values(filter).every((value) => value === undefined || value === '')
