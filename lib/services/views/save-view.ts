import { z } from 'zod'
import { ITEM_LISTS } from '@/lib/core/item/lists'
import { canCurate, canRead } from '@/lib/core/policy/policies'
import { newId } from '@/lib/data/id'
import { writeAudit } from '../audit'
import { type Ctx, factsFor, inTransaction } from '../context'
import { notFound, ServiceError } from '../errors'
import { requireUser } from '../require-user'

const MOST = 30

export const saveViewInput = z.object({
  projectId: z.uuid(),
  list: z.enum(Object.values(ITEM_LISTS)),
  name: z.string().trim().min(1, 'A view needs a name').max(60),
  /** The list's own address parameters; the list reads them again as it would any address. */
  query: z.string().max(4_000),
  /** For everybody in the project; curators only. */
  shared: z.boolean().default(false),
})
export type SaveViewInput = z.infer<typeof saveViewInput>

/** Keeps a view of a list under a name; the same name again replaces it. */
export async function saveView(ctx: Ctx, input: SaveViewInput): Promise<{ id: string }> {
  const { userId } = requireUser(ctx)
  const facts = factsFor(ctx.actor, input.projectId)
  if (!canRead(facts)) throw notFound('project')
  if (input.shared && !canCurate(facts))
    throw new ServiceError('forbidden', 'Only curators share views. Nothing was saved; save it for yourself.')
  return inTransaction(ctx, async (tx) => {
    const { projectId, list, name, query, shared } = input
    const key = { projectId, userId, list, name }
    const others = await tx.savedView.count({ where: { projectId, userId, list, name: { not: name } } })
    if (others >= MOST)
      throw new ServiceError('limited', `There are ${MOST} views already. Nothing was saved; remove one first.`)
    const { id } = await tx.savedView.upsert({
      where: { projectId_userId_list_name: key },
      create: { id: newId(), ...key, query, shared },
      update: { query, shared },
      select: { id: true },
    })
    await writeAudit(tx, ctx, {
      action: 'view.save',
      projectId,
      target: { kind: 'view', id },
      data: { list, shared },
    })
    return { id }
  })
}
