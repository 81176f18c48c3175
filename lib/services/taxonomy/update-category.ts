import { z } from 'zod'
import { canCurate } from '@/lib/core/policy/policies'
import { writeAudit } from '../audit'
import { type Ctx, factsFor, inTransaction } from '../context'
import { notFound } from '../errors'

export const updateCategoryInput = z.strictObject({
  categoryId: z.uuid(),
  title: z.string().trim().min(1, 'A category needs a title').max(120).optional(),
  /** Null: takes its parent's; without any the category's text stays masked. */
  severity: z.number().int().min(0).max(4).nullable().optional(),
})
export type UpdateCategoryInput = z.infer<typeof updateCategoryInput>

/** Renames a category, or says how grave its material is. Masking and limits follow on the next request. */
export async function updateCategory(ctx: Ctx, input: UpdateCategoryInput): Promise<Record<string, never>> {
  const { categoryId, title, severity } = input
  const category = await ctx.db.category.findUnique({ where: { id: categoryId }, select: { projectId: true } })
  if (!category || !canCurate(factsFor(ctx.actor, category.projectId))) throw notFound('category')
  await inTransaction(ctx, async (tx) => {
    await tx.category.update({ where: { id: categoryId }, data: { title, severity }, select: { id: true } })
    await writeAudit(tx, ctx, {
      action: 'category.update',
      projectId: category.projectId,
      target: { kind: 'category', id: categoryId },
      data: { ...(title !== undefined && { title }), ...(severity !== undefined && { severity }) },
    })
  })
  return {}
}
