import { z } from 'zod'
import { chainContentSchema } from '../chain/content'
import { RESPONSE_LABELS } from '../compliance/labels'
import { instructionContentSchema } from '../instruction/content'
import { INTENTS, ORIGINS, VERDICTS } from '../item/filter'
import { ITEM_LISTS, type ItemStage } from '../item/lists'
import { OUTCOMES, responseContentSchema } from '../trajectory/content'
import { endpoint, instant, listIn, numberIn, pageOf, pageQuery } from './endpoint'

const STAGES = Object.keys(ITEM_LISTS) as [ItemStage, ...ItemStage[]]
const flag = z.literal('true').transform(() => true as const)

export const itemsQuery = z.strictObject({
  ...pageQuery,
  stage: z.enum(STAGES),
  sort: z.enum(['number', 'updated']).default('number'),
  order: z.enum(['asc', 'desc']).default('asc'),
  verdict: listIn(VERDICTS),
  intent: listIn(INTENTS),
  origin: listIn(ORIGINS),
  label: listIn(RESPONSE_LABELS).describe('Of responses: what people call them.'),
  outcome: listIn(OUTCOMES).describe('Of responses: how they ended.'),
  category: z.uuid().optional().describe('Brings its subcategories along.'),
  severity: numberIn(0, 4).optional(),
  flagged: flag.optional(),
  stale: flag.optional(),
  archived: flag.optional().describe('Archived items instead of those in use.'),
  parent: z.uuid().optional().describe('Made from this item.'),
  run: z.uuid().optional().describe('Its current text came of this run.'),
  text: z.string().trim().min(3).max(200).optional().describe('Words that all stand in it, of three letters at least.'),
})

const shared = {
  id: z.uuid(),
  number: z.int(),
  stage: z.enum(STAGES),
  intent: z.enum(INTENTS),
  origin: z.enum(ORIGINS),
  model: z.string().nullable(),
  category: z.object({ path: z.array(z.string()), severity: z.int().nullable() }),
  verdict: z.enum(VERDICTS).describe('OPEN too where whoever made the token is not to know it yet.'),
  masked: z.boolean(),
  flagged: z.boolean(),
  stale: z.boolean(),
  split: z.enum(['BENIGN', 'HARMFUL']).nullable().describe('What a borderline instruction was settled as.'),
  language: z.string().nullable(),
  createdAt: instant,
  archivedAt: instant.nullable(),
}

export const itemRowSchema = z.object({
  ...shared,
  text: z.string().nullable().describe('Its beginning; null where it is masked.'),
  steps: z.array(z.string()).nullable().describe('Names of its steps; null where it is masked.'),
  stepCount: z.int(),
  label: z.enum(RESPONSE_LABELS).nullable(),
  outcome: z.enum(OUTCOMES).nullable(),
  parent: z.object({ id: z.uuid(), number: z.int(), stage: z.enum(STAGES) }).nullable(),
  updatedAt: instant,
})

export const itemSchema = z.object({
  ...shared,
  revision: z
    .object({ id: z.uuid(), accepted: z.boolean().describe('It passed, as far as whoever made the token may know.') })
    .nullable()
    .describe('Its current text.'),
  content: z
    .union([chainContentSchema, instructionContentSchema, responseContentSchema])
    .nullable()
    .describe('Null where it is masked and was not asked for, and always where it is quarantined or may have to be.'),
})

export const listItemsEndpoint = endpoint({
  id: 'listItems',
  method: 'GET',
  path: '/items',
  subject: 'Items',
  scope: 'items:read',
  summary: 'List items of a stage',
  query: itemsQuery,
  answer: pageOf(itemRowSchema),
  status: 200,
})

export const readItemEndpoint = endpoint({
  id: 'readItem',
  method: 'GET',
  path: '/items/{itemId}',
  subject: 'Items',
  scope: 'items:read',
  summary: 'Read one item with its current text',
  description:
    'With `masked=show` and a token that also has the scope `items:masked` a masked text is answered, and the reading is written to the audit log. Quarantined texts never are.',
  params: z.strictObject({ itemId: z.uuid() }),
  query: z.strictObject({ masked: z.enum(['hide', 'show']).default('hide') }),
  answer: itemSchema,
  status: 200,
})
