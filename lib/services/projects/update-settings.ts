import { z } from 'zod'
import { canAdminister, canRead } from '@/lib/core/policy/policies'
import { projectSettingsSchema } from '@/lib/core/policy/settings'
import { writeAudit } from '../audit'
import { type Ctx, factsFor, inTransaction } from '../context'
import { notFound, ServiceError } from '../errors'

const { shape } = projectSettingsSchema

export const updateSettingsInput = z.strictObject({
  projectId: z.uuid(),
  maskFromSeverity: shape.maskFromSeverity.removeDefault(),
  dailyHarmfulLimit: shape.dailyHarmfulLimit.removeDefault(),
  breakAfterMinutes: shape.breakAfterMinutes.removeDefault(),
  language: shape.language.removeDefault().optional(),
  nearDuplicateFrom: shape.nearDuplicateFrom.removeDefault().optional(),
  turningAsidePasses: shape.turningAsidePasses.removeDefault().optional(),
  supportText: shape.supportText.removeDefault(),
  supportUrl: shape.supportUrl
    .removeDefault()
    .refine((url) => url === '' || isWebAddress(url), 'An address that starts with https:// or http://'),
})
export type UpdateSettingsInput = z.output<typeof updateSettingsInput>

/** It becomes a link that people in need of it press: nothing but the web. */
function isWebAddress(url: string): boolean {
  return URL.canParse(url) && ['https:', 'http:'].includes(new URL(url).protocol)
}

/** The team's policies of care. They hold from the next claim and the next page on; the audit keeps both versions. */
export async function updateSettings(
  ctx: Ctx,
  { projectId, ...settings }: UpdateSettingsInput,
): Promise<{ slug: string }> {
  const facts = factsFor(ctx.actor, projectId)
  if (!canRead(facts)) throw notFound('project')
  if (!canAdminister(facts)) {
    throw new ServiceError('forbidden', 'Policies are set by people who run this installation. Nothing was changed.')
  }
  return inTransaction(ctx, async (tx) => {
    // Held, so that what another form of the settings saves at this moment is not written over.
    const [project] = await tx.$queryRaw<{ settings: unknown }[]>`
      select settings from projects where id = ${projectId}::uuid for no key update`
    if (!project) throw notFound('project')
    const before = projectSettingsSchema.parse(project.settings)
    const after = projectSettingsSchema.parse({ ...before, ...settings })
    const { slug } = await tx.project.update({
      where: { id: projectId },
      data: { settings: after },
      select: { slug: true },
    })
    await writeAudit(tx, ctx, {
      action: 'project.update-settings',
      projectId,
      target: { kind: 'project', id: projectId },
      data: { before, after },
    })
    return { slug }
  })
}
