import { z } from 'zod'
import { itemNumber, STAGE_WORDS } from '@/lib/core/item/words'
import { canCurate } from '@/lib/core/policy/policies'
import type { PromptMessage } from '@/lib/core/prompt/render'
import { MAX_PROMPT_LENGTH } from '@/lib/core/prompt/template'
import { plainMessages } from '@/lib/core/run/conversation'
import { neededBy } from '@/lib/core/run/needed-by'
import { promptTaskOf, runTaskSchema } from '@/lib/core/run/targets'
import type { Tx } from '@/lib/data/client'
import { type Ctx, factsFor, inTransaction } from '../context'
import { notFound, ServiceError } from '../errors'
import { buildRequest } from '../runs/build-request'
import { pickTrialCalls, type TrialCall } from './pick-trial-calls'
import { requireText } from './require-text'

export const previewPromptInput = z.object({
  projectId: z.uuid(),
  task: runTaskSchema,
  body: z.string().max(MAX_PROMPT_LENGTH),
})
export type PreviewPromptInput = z.infer<typeof previewPromptInput>

export interface PromptPreview {
  /** What it was put together for, in words. */
  about: string
  messages: PromptMessage[]
}

/** The messages that a model would be sent, put together on something real. Masked and opted-out texts are never shown in one. */
export async function previewPrompt(ctx: Ctx, { projectId, task, body }: PreviewPromptInput): Promise<PromptPreview> {
  if (!canCurate(factsFor(ctx.actor, projectId))) throw notFound('project')
  const template = requireText(promptTaskOf(task), '', body, 'There is no preview: the prompt cannot be used as it is.')
  return inTransaction(ctx, async (tx) => {
    const [call] = await pickTrialCalls(tx, ctx.actor, { projectId, task }, 1)
    if (!call) throw new ServiceError('conflict', `There is nothing to show it on yet: it needs ${neededBy(task)}.`)
    if (!call.readable) {
      throw new ServiceError(
        'conflict',
        'There is no preview: all that it could be shown on is masked, or you opted out.',
      )
    }
    const built = await buildRequest(tx, { ...call, task, projectId, template, seed: 1 })
    if (!built.ok) throw new ServiceError('conflict', `There is no preview. ${built.message}`)
    return { about: await describe(tx, call), messages: plainMessages(built.messages) }
  })
}

async function describe(tx: Tx, { itemId, categoryId }: TrialCall): Promise<string> {
  if (itemId) {
    const { number, stage } = await tx.item.findUniqueOrThrow({
      where: { id: itemId },
      select: { number: true, stage: true },
    })
    return `${STAGE_WORDS[stage]} ${itemNumber(number)}`
  }
  const category = await tx.category.findUniqueOrThrow({
    where: { id: categoryId! },
    select: { title: true, parent: { select: { title: true } } },
  })
  return [category.parent?.title, category.title].filter(Boolean).join(' › ')
}
