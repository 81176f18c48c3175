import { z } from 'zod'
import { writeAudit } from '../audit'
import { type Ctx, inTransaction } from '../context'
import { notFound } from '../errors'
import { endTokens } from '../tokens/end-tokens'
import { requireAdmin } from './require-admin'

export const removeMemberInput = z.strictObject({ projectId: z.uuid(), userId: z.uuid() })

/** Takes a person out of a project and of its queues. Their judgments stay, and count as they did. */
export async function removeMember(ctx: Ctx, { projectId, userId }: z.output<typeof removeMemberInput>): Promise<void> {
  requireAdmin(ctx)
  await inTransaction(ctx, async (tx) => {
    const { count } = await tx.membership.deleteMany({ where: { projectId, userId } })
    if (count === 0) throw notFound('member')
    const queues = await tx.queueReviewer.deleteMany({ where: { userId, queue: { projectId } } })
    const tokens = await endTokens(tx, userId, projectId)
    await writeAudit(tx, ctx, {
      action: 'member.remove',
      projectId,
      target: { kind: 'user', id: userId },
      data: { queues: queues.count, tokens },
    })
  })
}
