import { z } from 'zod'
import { JSON_OUTPUTS } from './presets'
import { isPrice, MAX_PRICE, type Price } from './prices'

/** USD per million tokens, to a hundredth of a cent. */
const price = z
  .number()
  .refine(
    (value) => isPrice(value) && Number(value.toFixed(4)) === value,
    `From 0 to ${MAX_PRICE}, four decimals at most`,
  )

/** A model of a provider, as its row keeps it. A price that nobody has given is null: unknown, not free. */
export const modelSchema = z.strictObject({
  id: z
    .string()
    .trim()
    .min(1, 'A model needs the name that the endpoint knows it by')
    .max(200)
    .regex(/^[\x21-\x7e]+$/, 'The name that the endpoint knows it by: no spaces'),
  jsonOutput: z.enum(JSON_OUTPUTS),
  inputPerMillion: price.nullable(),
  outputPerMillion: price.nullable(),
  /** The most that it writes in one answer; null: not known. */
  maxOutputTokens: z.number().int().min(1).max(1_000_000).nullable(),
})
export type Model = z.infer<typeof modelSchema>

/** A provider's models, as stored. Rows are written by verbs that check; what does not fit is a fault and throws. */
export const readModels = (stored: unknown): Model[] => z.array(modelSchema).parse(stored)

/** Both prices, or null: half a price is none. */
export const priceOf = ({
  inputPerMillion,
  outputPerMillion,
}: Pick<Model, 'inputPerMillion' | 'outputPerMillion'>): Price | null =>
  inputPerMillion === null || outputPerMillion === null ? null : { inputPerMillion, outputPerMillion }
