import { z } from 'zod'
import { newId } from '@/lib/data/id'
import { writeAudit } from '../audit'
import { type Ctx, inTransaction, isSystem } from '../context'
import { ServiceError } from '../errors'
import { createDefaultRubrics } from '../rubrics/create-default-rubrics'

/** Addresses of Plumbline's own pages, which a project would hide or be hidden by. */
const RESERVED = new Set(['account', 'api', 'invite', 'locked', 'people', 'set-up', 'sign-in', 'projects', 'settings'])

export const createProjectInput = z.strictObject({
  slug: z
    .string()
    .max(60)
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'small letters, digits and single hyphens')
    .refine((slug) => !RESERVED.has(slug), 'is the address of a page of Plumbline'),
  name: z.string().trim().min(1).max(100),
  description: z.string().max(2_000).default(''),
})

/** A new project with the default rubrics, and its maker as a curator. Only those who run the installation make projects. */
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
    const makerId = isSystem(ctx.actor) ? null : ctx.actor.userId
    if (makerId) await tx.membership.create({ data: { projectId: project.id, userId: makerId, roles: ['CURATOR'] } })
    await createDefaultRubrics(tx, project.id, makerId)
    await writeAudit(tx, ctx, {
      action: 'project.create',
      projectId: project.id,
      target: { kind: 'project', id: project.id },
      data: { slug },
    })
    return project
  })
}
