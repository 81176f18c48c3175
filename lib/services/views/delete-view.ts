import { z } from 'zod'
import { canCurate, canRead } from '@/lib/core/policy/policies'
import { writeAudit } from '../audit'
import { type Ctx, factsFor, inTransaction } from '../context'
import { notFound } from '../errors'
import { requireUser } from '../require-user'

export const deleteViewInput = z.object({ viewId: z.uuid() })
export type DeleteViewInput = z.infer<typeof deleteViewInput>

/** Removes one's own view; a shared one also by a curator. Others' private views are not there. */
export async function deleteView(ctx: Ctx, { viewId }: DeleteViewInput): Promise<Record<string, never>> {
  const { userId } = requireUser(ctx)
  const view = await ctx.db.savedView.findUnique({ where: { id: viewId } })
  const facts = view && factsFor(ctx.actor, view.projectId)
  const own = view?.userId === userId
  if (!view || !facts || !canRead(facts) || !(own || (view.shared && canCurate(facts)))) throw notFound('view')
  await inTransaction(ctx, async (tx) => {
    await tx.savedView.delete({ where: { id: viewId } })
    await writeAudit(tx, ctx, {
      action: 'view.delete',
      projectId: view.projectId,
      target: { kind: 'view', id: viewId },
      data: { list: view.list, shared: view.shared },
    })
  })
  return {}
}
