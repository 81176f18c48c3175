import { z } from 'zod'
import { runInputSchema } from '../run/input'
import { LEFT_OUT_WORDS, type LeftOutWhy, runTaskSchema } from '../run/targets'
import { GENERATION_STATES, type GenerationState, PAUSE_CAUSES, RUN_STATUSES } from '../run/words'
import { endpoint, instant, numberIn, pageOf, pageQuery } from './endpoint'

const whole = z.int().min(0)
const STATES = [...GENERATION_STATES] as [GenerationState, ...GenerationState[]]
const WHY = Object.keys(LEFT_OUT_WORDS) as [LeftOutWhy, ...LeftOutWhy[]]
const params = z.strictObject({ number: numberIn(1, 2_147_483_647) })

export const runRowSchema = z.object({
  id: z.uuid(),
  number: z.int(),
  task: runTaskSchema,
  model: z.string(),
  provider: z.string(),
  prompt: z.string(),
  status: z.enum(RUN_STATUSES),
  pauseCause: z.enum(PAUSE_CAUSES).nullable(),
  counts: z.record(z.enum(STATES), whole).describe('Generations by state.'),
  calls: whole,
  spentMicros: z.number().describe('Micro-dollars.'),
  budgetMicros: z.number().nullable(),
  budgetCalls: z.int().nullable(),
  createdAt: instant,
  endedAt: instant.nullable(),
})

export const listRunsEndpoint = endpoint({
  id: 'listRuns',
  method: 'GET',
  path: '/runs',
  subject: 'Runs',
  scope: 'runs:read',
  summary: 'List generation runs, the newest first',
  query: z.strictObject(pageQuery),
  answer: pageOf(runRowSchema),
  status: 200,
})

export const readRunEndpoint = endpoint({
  id: 'readRun',
  method: 'GET',
  path: '/runs/{number}',
  subject: 'Runs',
  scope: 'runs:read',
  summary: 'Follow a run',
  params,
  answer: runRowSchema.extend({
    pauseMessage: z.string().nullable(),
    produced: whole.describe('Items, revisions or findings that came of it so far.'),
    queue: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  }),
  status: 200,
})

export const createRunEndpoint = endpoint({
  id: 'createRun',
  method: 'POST',
  path: '/runs',
  subject: 'Runs',
  scope: 'runs:write',
  summary: 'Start a generation run',
  description: 'Needs a budget, in USD or in calls. Send an `Idempotency-Key`: a request sent twice then spends once.',
  body: runInputSchema.omit({ projectId: true }).strict(),
  answer: z.object({
    id: z.uuid(),
    number: z.int(),
    calls: whole.describe('Generations planned.'),
    leftOut: z.partialRecord(z.enum(WHY), whole).describe('Items that it does not take, by why.'),
  }),
  status: 201,
})

const control = <B extends z.ZodType>(word: 'pause' | 'resume' | 'cancel', summary: string, body?: B) =>
  endpoint({
    id: `${word}Run`,
    method: 'POST',
    path: `/runs/{number}/${word}`,
    subject: 'Runs',
    scope: 'runs:write',
    summary,
    params,
    body,
    answer: z.object({ number: z.int() }),
    status: 200,
  })

export const pauseRunEndpoint = control('pause', 'Begin no further call')
export const cancelRunEndpoint = control('cancel', 'End a run for good')
export const resumeRunEndpoint = control(
  'resume',
  'Go on where it stood',
  z.strictObject({
    budget: z.number().min(0).max(1_000_000).optional().describe('A new limit in USD.'),
    budgetCalls: z.int().min(1).max(1_000_000).optional().describe('A new limit in calls.'),
  }),
)

export const listModelsEndpoint = endpoint({
  id: 'listModels',
  method: 'GET',
  path: '/models',
  subject: 'Runs',
  scope: 'runs:read',
  summary: 'List the models that a run can use',
  answer: z.object({
    data: z.array(z.object({ providerId: z.uuid(), provider: z.string(), models: z.array(z.string()) })),
  }),
  status: 200,
})
