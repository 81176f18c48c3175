import type { Price } from '@/lib/core/model/prices'
import type { PromptMessage } from '@/lib/core/prompt/render'
import { promptTaskSchema } from '@/lib/core/prompt/tasks'
import { generationParamsSchema, runOptionsSchema } from '@/lib/core/run/options'
import type { GenerationState } from '@/lib/core/run/words'
import type { PrismaClient } from '@/lib/data/client'
import type { AnsweredCall } from './apply-output'

/** All that a worker needs to make one call, and to use its answer. */
export interface CallToMake extends AnsweredCall {
  providerId: string
  state: GenerationState
  template: string
  repairs: number
  temperature: number
  maxTokens: number
  price: Price | null
  /** Of a repair: what was sent before, what came, and what was wrong with it. */
  before: { messages: PromptMessage[]; body: string; problem: string } | null
  /** The stored answer; null before it came. */
  body: string | null
}

type Plain = Omit<CallToMake, 'task' | 'params' | 'options' | 'price' | 'before'>
interface Row extends Plain {
  task: string
  params: unknown
  options: unknown
  inputPrice: string | null
  outputPrice: string | null
  messages: PromptMessage[] | null
  problem: string | null
}

export async function loadCall(db: PrismaClient, generationId: string): Promise<CallToMake | null> {
  const [row] = await db.$queryRaw<Row[]>`
    select g.id, g.project_id as "projectId", g.run_id as "runId", g.provider_id as "providerId", g.state::text, g.task,
      g.prompt_version_id as "promptVersionId", prompt.text as template, g.category_id as "categoryId",
      g.item_id as "itemId", g.revision_id as "revisionId", g.params, g.seed, g.repairs, run.model, run.temperature,
      run.try_out as "tryOut", run.queue_id as "queueId", run.options, run.max_output_tokens as "maxTokens",
      run.input_price::text as "inputPrice", run.output_price::text as "outputPrice",
      case when p.preset = 'demo' then 'DEMO_MODEL' else 'GENERATED' end as origin,
      case when g.repairs > 0 then g.request -> 'messages' end as messages,
      coalesce(g.error_message, 'it is not in the form asked for') as problem,
      case when g.repairs > 0 or g.state = 'ANSWERED' then g.response end as body
    from generations g
    join generation_runs run on run.id = g.run_id
    join prompt_versions prompt on prompt.id = g.prompt_version_id
    join provider_keys p on p.id = g.provider_id
    where g.id = ${generationId}::uuid`
  if (!row) return null
  const { inputPrice, outputPrice, messages, problem, ...call } = row
  return {
    ...call,
    task: promptTaskSchema.parse(call.task),
    params: generationParamsSchema.parse(call.params),
    options: runOptionsSchema.parse(call.options),
    price: inputPrice && outputPrice ? { inputPerMillion: inputPrice, outputPerMillion: outputPrice } : null,
    before: messages && call.body !== null ? { messages, body: call.body, problem: problem ?? '' } : null,
  }
}
