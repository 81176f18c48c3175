import { z } from 'zod'
import { RESPONSE_LABELS } from '../compliance/labels'
import { ITEM_LISTS, type ItemStage } from '../item/lists'
import { DECISIONS } from '../review/wire'
import { endpoint, instant, pageOf, pageQuery } from './endpoint'

const STAGES = Object.keys(ITEM_LISTS) as [ItemStage, ...ItemStage[]]

export const judgmentsQuery = z.strictObject({
  ...pageQuery,
  stage: z.enum(STAGES).optional(),
  item: z.uuid().optional(),
  queue: z.uuid().optional(),
  since: z.iso.datetime({ offset: true }).optional().describe('Made at this moment or later.'),
})

export const judgmentSchema = z.object({
  id: z.uuid(),
  item: z.object({ id: z.uuid(), number: z.int(), stage: z.enum(STAGES) }),
  revision: z.object({ id: z.uuid(), number: z.int() }),
  queue: z.object({ id: z.uuid(), name: z.string(), purpose: z.string() }),
  reviewer: z.object({ id: z.uuid(), name: z.string() }),
  decision: z
    .enum([...DECISIONS, 'ANSWERS'])
    .describe(
      'ANSWERS: of a study that asks questions only; they are in `criteria`, and say nothing for or against the text.',
    ),
  label: z.enum(RESPONSE_LABELS).nullable(),
  compliesFrom: z.int().nullable().describe('Step, from 0, at which a response begins to comply.'),
  criteria: z.record(z.string(), z.boolean()),
  reasons: z.array(z.string()),
  note: z.string().nullable().describe('Null where the item is masked or quarantined: notes quote.'),
  counted: z.boolean().describe('False: more than the queue asked for; kept, and no vote.'),
  seconds: z.int(),
  at: instant,
})

export const listJudgmentsEndpoint = endpoint({
  id: 'listJudgments',
  method: 'GET',
  path: '/judgments',
  subject: 'Judgments',
  scope: 'judgments:read',
  summary: 'List judgments, the oldest first',
  description:
    'Judgments that stand: neither withdrawn nor superseded. Where whoever made the token may be asked to judge in the project, only those of closed entries that can no longer be taken back: such a judgment appears after others that are younger, so begin from the start again (or from `since`) to be sure of all.',
  query: judgmentsQuery,
  answer: pageOf(judgmentSchema),
  status: 200,
})
