import type { Price } from '@/lib/core/model/prices'
import type { PromptMessage } from '@/lib/core/prompt/render'
import { generationParamsSchema, runOptionsSchema } from '@/lib/core/run/options'
import { phaseOf } from '@/lib/core/run/phase'
import { runTaskSchema } from '@/lib/core/run/targets'
import type { GenerationState } from '@/lib/core/run/words'
import type { PrismaClient } from '@/lib/data/client'
import type { ProviderRow } from '../providers/find-endpoint'
import type { AnsweredCall } from './apply-output'

/** All that a worker needs to make one call, and to use its answer. */
export interface CallToMake extends AnsweredCall {
  providerId: string
  state: GenerationState
  repairs: number
  temperature: number
  maxTokens: number
  price: Price | null
  /** Of a repair: what was sent before, what came, and what was wrong with it. */
  before: { messages: PromptMessage[]; body: string; problem: string } | null
  /** The stored answer; null before it came. */
  body: string | null
  /** Of its run: who started it; of its project: the limits; the database's day (UTC). */
  spending: { projectId: string; by: string | null; day: string; settings: unknown }
  /** As it is now; null once it was removed. */
  provider: ProviderRow | null
}

type Plain = Omit<CallToMake, 'task' | 'params' | 'options' | 'price' | 'before' | 'spending' | 'provider'>
interface Row extends Plain {
  task: string
  params: unknown
  options: unknown
  inputPrice: string | null
  outputPrice: string | null
  messages: PromptMessage[] | null
  problem: string | null
  settings: unknown
  by: string | null
  day: string
  provider: ProviderRow
  removed: boolean
}

export async function loadCall(db: PrismaClient, generationId: string): Promise<CallToMake | null> {
  const [row] = await db.$queryRaw<Row[]>`
    select g.id, g.project_id as "projectId", g.run_id as "runId", g.provider_id as "providerId", g.state::text, g.task,
      g.prompt_version_id as "promptVersionId", prompt.text as template, g.category_id as "categoryId",
      g.item_id as "itemId", g.revision_id as "revisionId", g.params, g.seed, g.repairs, g.steps_taken as "stepsTaken", run.model, run.temperature,
      run.try_out as "tryOut", run.queue_id as "queueId", run.options, run.max_output_tokens as "maxTokens",
      run.input_price::text as "inputPrice", run.output_price::text as "outputPrice",
      case when p.preset = 'demo' then 'DEMO_MODEL' else 'GENERATED' end as origin,
      case when g.repairs > 0 then g.request -> 'messages' end as messages,
      coalesce(g.error_message, 'it is not in the form asked for') as problem,
      case when g.repairs > 0 or g.state = 'ANSWERED' then g.response end as body,
      project.settings, run.created_by_id as by, to_char(now() at time zone 'utc', 'YYYY-MM-DD') as day,
      jsonb_build_object('id', p.id, 'name', p.name, 'preset', p.preset, 'baseUrl', p.base_url, 'sealedKey', p.sealed_key,
        'models', p.models) as provider, p.removed_at is not null as removed
    from generations g
    join generation_runs run on run.id = g.run_id
    join prompt_versions prompt on prompt.id = g.prompt_version_id
    join provider_keys p on p.id = g.provider_id
    join projects project on project.id = g.project_id
    where g.id = ${generationId}::uuid`
  if (!row) return null
  const { inputPrice, outputPrice, messages, problem, settings, by, day, provider, removed, ...call } = row
  const task = runTaskSchema.parse(call.task)
  const params = generationParamsSchema.parse(call.params)
  return {
    ...{ ...call, task, params },
    options: runOptionsSchema.parse(call.options),
    price: inputPrice && outputPrice ? { inputPerMillion: inputPrice, outputPerMillion: outputPrice } : null,
    spending: { projectId: call.projectId, by, day, settings },
    provider: removed ? null : provider,
    // A turn has no form to be mended: it is asked for again as it was.
    before:
      messages && call.body !== null && phaseOf({ ...call, task, params }) === 'JSON'
        ? { messages, body: call.body, problem: problem ?? '' }
        : null,
  }
}
