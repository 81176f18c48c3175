import { z } from 'zod'
import { newId } from '@/lib/data/id'
import { writeAudit } from '../audit'
import { type Ctx, inTransaction, isSystem } from '../context'
import { ServiceError } from '../errors'
import { createDefaultRubric } from '../rubrics/create-default-rubric'

export const createProjectInput = z.strictObject({
  slug: z
    .string()
    .max(60)
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'small letters, digits and single hyphens'),
  name: z.string().trim().min(1).max(100),
  description: z.string().max(2_000).default(''),
})

/** A new project with the default rubric. Only those who run the installation make projects. */
export async function createProject(
  ctx: Ctx,
  { slug, name, description }: z.output<typeof createProjectInput>,
): Promise<{ id: string; slug: string; name: string }> {
  if (!isSystem(ctx.actor) && !ctx.actor.admin) throw new ServiceError('forbidden', 'Making a project needs an admin.')
  return inTransaction(ctx, async (tx) => {
    if (await tx.project.findUnique({ where: { slug }, select: { id: true } }))
      throw new ServiceError('conflict', `There is a project "${slug}" already. Choose another name for its address.`, {
        slug: ['is taken'],
      })
    const project = await tx.project.create({
      data: { id: newId(), slug, name, description },
      select: { id: true, slug: true, name: true },
    })
    await createDefaultRubric(tx, project.id, isSystem(ctx.actor) ? null : ctx.actor.userId)
    await writeAudit(tx, ctx, {
      action: 'project.create',
      projectId: project.id,
      target: { kind: 'project', id: project.id },
      data: { slug },
    })
    return project
  })
}
