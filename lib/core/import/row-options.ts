import { z } from 'zod'

/** What a person chose for rows of conversations of others (ImportBatch.options.rows). */
export const rowOptionsSchema = z.object({
  /** Rows with fewer messages that call a tool stay out. */
  minSteps: z.int().min(0).max(1_000).default(0),
  /** Rows in which a user speaks more often stay out; null: however often. */
  maxTurns: z.int().min(1).max(2_000).nullable().default(null),
  /** Of each file so many of the rows that are kept, drawn by the seed; null: all. */
  sample: z.int().min(1).max(1_000_000).nullable().default(null),
  seed: z.int().min(0).max(2_147_483_647).default(1),
  /** In the place of what the format itself says; null: as that says. */
  source: z.string().trim().min(1).max(200).nullable().default(null),
  licence: z.string().trim().min(1).max(200).nullable().default(null),
  /** What rows are that do not say it. */
  intent: z.enum(['HARMFUL', 'BORDERLINE', 'BENIGN']).default('BENIGN'),
})
export type RowOptions = z.infer<typeof rowOptionsSchema>
export const ROW_DEFAULTS: RowOptions = rowOptionsSchema.parse({})

const whole = z.int().min(0)

/** What became of a file's rows: they and those left out are all of them. */
export const rowCountsSchema = z.object({
  /** Read without a problem. */
  read: whole,
  fewSteps: whole,
  manyTurns: whole,
  /** The same conversation stood in the file before; told apart where a sample is drawn. */
  repeated: whole,
  /** Kept by the filter and not drawn. */
  unsampled: whole,
  taken: whole,
  /** What was read in another way than it stood, in words. */
  notes: z.record(z.string(), whole),
})
export type RowCounts = z.infer<typeof rowCountsSchema>
export const noRows = (): RowCounts => ({
  ...{ read: 0, fewSteps: 0, manyTurns: 0, repeated: 0, unsampled: 0, taken: 0, notes: {} },
})

/** What the filter looks at. */
export interface RowShape {
  steps: number
  turns: number
}

export function whyFiltered({ steps, turns }: RowShape, options: RowOptions): 'fewSteps' | 'manyTurns' | null {
  if (steps < options.minSteps) return 'fewSteps'
  return options.maxTurns !== null && turns > options.maxTurns ? 'manyTurns' : null
}
