import { canSpend } from '@/lib/core/policy/policies'
import { taskSpec } from '@/lib/core/prompt/tasks'
import { limitsFor } from '@/lib/core/run/conversation'
import { type RunInput, runInputSchema } from '@/lib/core/run/input'
import { promptTaskOf } from '@/lib/core/run/targets'
import { type Ctx, factsFor, inTransaction } from '../context'
import { notFound } from '../errors'
import { requirePromptVersion } from '../prompts/require-prompt-version'
import { estimateCalls, type RunEstimate } from './estimate'
import { planCalls, type RunPlan } from './plan-calls'
import { requireModel } from './require-model'

export const previewRunInput = runInputSchema
export type PreviewRunInput = RunInput
export interface RunPreview extends RunEstimate {
  targets: number
  calls: number
  controls: number
  leftOut: RunPlan['leftOut']
  priced: boolean
}

/** What a run would do and cost, without starting it. Judges that follow on what it makes are not in the figures. */
export function previewRun(ctx: Ctx, input: PreviewRunInput): Promise<RunPreview> {
  if (!canSpend(factsFor(ctx.actor, input.projectId))) throw notFound('project')
  return inTransaction(ctx, async (tx) => {
    const { entry, price } = await requireModel(tx, input.providerId, input.model)
    const { projectId, task } = input
    const prompt = await requirePromptVersion(tx, { projectId, task: promptTaskOf(task), version: input.prompt })
    const plan = await planCalls(tx, ctx.actor, input)
    const maxTokens = input.maxOutputTokens ?? entry.maxOutputTokens ?? taskSpec(promptTaskOf(task)).maxTokens
    const options = { limits: limitsFor(input), turnPrompts: {} }
    const estimate = await estimateCalls(tx, plan, { ...input, template: prompt.text, maxTokens, price, options })
    const { targets, controls, leftOut } = plan
    return { ...estimate, targets, controls, leftOut, calls: plan.calls.length - controls, priced: price !== null }
  })
}
