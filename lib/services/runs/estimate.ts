import { costOf, estimateTokens, type Price } from '@/lib/core/model/prices'
import type { RunOptions } from '@/lib/core/run/options'
import type { RunTask } from '@/lib/core/run/targets'
import type { Tx } from '@/lib/data/client'
import { buildRequest } from './build-request'
import type { RunPlan } from './plan-calls'

export interface RunEstimate {
  inputTokens: number
  outputTokens: number
  /** Micro-dollars; null while the price is unknown. */
  micros: number | null
  /** Calls that each of them takes, about: its steps; 1 where one answer is all. */
  turns: number
  /** What the output figure rests on. */
  from: 'EARLIER_CALLS' | 'HALF_THE_LIMIT'
}

export interface EstimateOf {
  projectId: string
  task: RunTask
  model: string
  template: string
  maxTokens: number
  price: Price | null
  seed: number
  options: Pick<RunOptions, 'limits' | 'turnPrompts'>
}

/** Requests that are put together to see how long they are. */
const PROBES = 3

/** About what the calls of a plan use: input measured on a few of them, output as this task and model used before. */
export async function estimateCalls(tx: Tx, plan: Pick<RunPlan, 'calls'>, of: EstimateOf): Promise<RunEstimate> {
  const calls = plan.calls.filter(({ params }) => !params.control)
  const probes = [0, 0.5, 0.99].slice(0, PROBES).map((at) => calls[Math.floor(at * calls.length)])
  const lengths: number[] = []
  for (const call of new Set(probes)) {
    if (!call) continue
    const built = await buildRequest(tx, { ...call, ...of })
    if (built.ok) lengths.push(lengthOf(built))
  }
  const each = lengths.length > 0 ? lengths.reduce((sum, length) => sum + length, 0) / lengths.length : 0
  const earlier = await findEarlier(tx, of)
  const turns = turnsOf(of, earlier)
  const output = earlier?.output ?? of.maxTokens / 2
  // Every turn is sent all that was said before it.
  const grown = turns * each + ((turns * (turns - 1)) / 2) * (output + RESULT_TOKENS)
  const inputTokens = Math.round(grown * calls.length)
  const outputTokens = Math.round(output * turns * calls.length)
  return {
    ...{ inputTokens, outputTokens, turns, micros: costOf({ inputTokens, outputTokens }, of.price) },
    from: earlier === null ? 'HALF_THE_LIMIT' : 'EARLIER_CALLS',
  }
}

/** What a step's calls bring back, about. */
const RESULT_TOKENS = 300
/** Steps of a conversation of which nothing is known yet: a call each for three or four tools, and a report. */
const FIRST_GUESS = 4

/** A refusal is one answer; what else goes on in turns, as often as it did before. */
function turnsOf({ task, options }: EstimateOf, earlier: { turns: number } | null): number {
  const limit = options.limits?.steps ?? 1
  return limit === 1
    ? 1
    : Math.min(limit, Math.max(1, earlier?.turns ?? (task === 'regenerate-response' ? 2 : FIRST_GUESS)))
}

const lengthOf = ({ messages, tools }: { messages: readonly { content: string | null }[]; tools?: unknown[] }) =>
  messages.reduce((sum, { content }) => sum + estimateTokens(content ?? ''), 0) +
  (tools ? estimateTokens(JSON.stringify(tools)) : 0)

/** Of the last calls of this task by this model: tokens received an answer, and answers each took. */
async function findEarlier(tx: Tx, { projectId, task, model }: EstimateOf) {
  const [row] = await tx.$queryRaw<{ output: number | null; turns: number | null }[]>`
    select avg(output_tokens::float8 / greatest(steps_taken, 1))::float8 as output,
      avg(greatest(steps_taken, 1))::float8 as turns
    from (
      select g.output_tokens, g.steps_taken from generations g join generation_runs r on r.id = g.run_id
      where r.project_id = ${projectId}::uuid and r.model = ${model} and g.task = ${task} and g.state = 'APPLIED'
        and g.output_tokens > 0
      order by g.id desc limit 100
    ) last`
  return row && row.output !== null && row.turns !== null ? { output: row.output, turns: row.turns } : null
}
