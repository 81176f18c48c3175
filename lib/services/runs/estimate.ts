import { costOf, estimateTokens, type Price } from '@/lib/core/model/prices'
import type { RunTask } from '@/lib/core/run/targets'
import type { Tx } from '@/lib/data/client'
import { buildRequest } from './build-request'
import type { RunPlan } from './plan-calls'

export interface RunEstimate {
  inputTokens: number
  outputTokens: number
  /** Micro-dollars; null while the price is unknown. */
  micros: number | null
  /** What the output figure rests on. */
  from: 'EARLIER_CALLS' | 'HALF_THE_LIMIT'
}

/** Requests that are put together to see how long they are. */
const PROBES = 3

/** About what the calls of a plan use: input measured on a few of them, output as this task and model used before. */
export async function estimateCalls(
  tx: Tx,
  plan: Pick<RunPlan, 'calls'>,
  of: { projectId: string; task: RunTask; model: string; template: string; maxTokens: number; price: Price | null },
): Promise<RunEstimate> {
  const calls = plan.calls.filter(({ params }) => !params.control)
  const probes = [0, 0.5, 0.99].slice(0, PROBES).map((at) => calls[Math.floor(at * calls.length)])
  const lengths: number[] = []
  for (const call of new Set(probes)) {
    if (!call) continue
    const built = await buildRequest(tx, { ...call, ...of })
    if (built.ok) lengths.push(built.messages.reduce((sum, { content }) => sum + estimateTokens(content), 0))
  }
  const each = lengths.length > 0 ? lengths.reduce((sum, length) => sum + length, 0) / lengths.length : 0
  const earlier = await meanOutput(tx, of)
  const inputTokens = Math.round(each * calls.length)
  const outputTokens = Math.round((earlier ?? of.maxTokens / 2) * calls.length)
  return {
    ...{ inputTokens, outputTokens, micros: costOf({ inputTokens, outputTokens }, of.price) },
    from: earlier === null ? 'HALF_THE_LIMIT' : 'EARLIER_CALLS',
  }
}

async function meanOutput(tx: Tx, { projectId, task, model }: { projectId: string; task: string; model: string }) {
  const [row] = await tx.$queryRaw<{ mean: number | null }[]>`
    select avg(output_tokens)::float8 as mean from (
      select g.output_tokens from generations g join generation_runs r on r.id = g.run_id
      where r.project_id = ${projectId}::uuid and r.model = ${model} and g.task = ${task} and g.state = 'APPLIED'
        and g.output_tokens > 0
      order by g.id desc limit 100
    ) last`
  return row?.mean ?? null
}
