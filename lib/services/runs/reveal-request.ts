import type { PromptMessage } from '@/lib/core/prompt/render'
import { type RunInput, runInputSchema } from '@/lib/core/run/input'
import { writeAudit } from '../audit'
import { type Ctx, inTransaction } from '../context'
import { notFound } from '../errors'
import { requireUser } from '../require-user'
import { firstRequest } from './first-request'
import { recordExposures } from './record-exposures'

export const revealRequestInput = runInputSchema

/** The same for a masked target, asked for; on record, as what the person was shown. */
export function revealRequest(ctx: Ctx, input: RunInput): Promise<{ messages: PromptMessage[] }> {
  const { userId } = requireUser(ctx)
  const { projectId, task } = input
  return inTransaction(ctx, async (tx) => {
    const first = await firstRequest(ctx, tx, input)
    if (!first) throw notFound('request')
    const { item, category, revisionId, messages } = first
    const revisionIds = revisionId ? [revisionId] : []
    await recordExposures(tx, { projectId, userId, severity: category.severity, revisionIds })
    await writeAudit(tx, ctx, {
      action: 'run.reveal-request',
      projectId,
      target: item ? { kind: 'item', id: item.id } : { kind: 'project', id: projectId },
      data: { task },
    })
    return { messages }
  })
}
