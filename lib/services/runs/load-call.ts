import type { Price } from '@/lib/core/model/prices'
import type { PromptMessage } from '@/lib/core/prompt/render'
import { type PromptTask, promptTaskSchema } from '@/lib/core/prompt/tasks'
import { type GenerationParams, generationParamsSchema } from '@/lib/core/run/options'
import type { GenerationState } from '@/lib/core/run/words'
import type { PrismaClient } from '@/lib/data/client'

/** All that a worker needs to make one call. */
export interface CallToMake {
  id: string
  projectId: string
  runId: string
  providerId: string
  state: GenerationState
  task: PromptTask
  template: string
  categoryId: string | null
  itemId: string | null
  revisionId: string | null
  params: GenerationParams
  seed: number
  repairs: number
  model: string
  temperature: number
  maxTokens: number
  price: Price | null
  /** Of a repair: what was sent before, what came, and what was wrong with it. */
  before: { messages: PromptMessage[]; body: string; problem: string } | null
  /** The stored answer; null before it came. */
  body: string | null
}

export async function loadCall(db: PrismaClient, generationId: string): Promise<CallToMake | null> {
  const row = await db.generation.findUnique({
    where: { id: generationId },
    include: { run: true, prompt: { select: { text: true } } },
  })
  if (!row) return null
  const { run, prompt } = row
  const price =
    run.inputPrice === null || run.outputPrice === null
      ? null
      : { inputPerMillion: run.inputPrice.toString(), outputPerMillion: run.outputPrice.toString() }
  const messages = (row.request as { messages?: PromptMessage[] } | null)?.messages
  return {
    ...{ id: row.id, projectId: row.projectId, runId: row.runId, providerId: row.providerId, state: row.state },
    ...{ categoryId: row.categoryId, itemId: row.itemId, revisionId: row.revisionId, seed: row.seed },
    ...{ repairs: row.repairs, model: run.model, temperature: run.temperature, price },
    task: promptTaskSchema.parse(row.task),
    template: prompt.text,
    params: generationParamsSchema.parse(row.params),
    maxTokens: run.maxOutputTokens,
    before:
      row.repairs > 0 && messages && row.response !== null
        ? { messages, body: row.response, problem: row.errorMessage ?? 'it is not in the form asked for' }
        : null,
    body: row.response,
  }
}
