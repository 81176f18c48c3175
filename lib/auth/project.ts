import 'server-only'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import type { ProjectFacts } from '@/lib/core/policy/facts'
import { canRead } from '@/lib/core/policy/policies'
import { type ProjectSettings, projectSettingsSchema } from '@/lib/core/policy/settings'
import { db } from '@/lib/data/client'
import { type Ctx, factsFor, type UserActor } from '@/lib/services/context'
import { requireActor } from './actor'

export interface ProjectScope {
  actor: UserActor
  ctx: Ctx
  project: { id: string; slug: string; name: string; demo: boolean; settings: ProjectSettings }
  facts: ProjectFacts
}

/** The project of a page, with what the actor is in it. One that is missing and one that is not theirs look alike. */
export const requireProject = cache(async (slug: string): Promise<ProjectScope> => {
  const actor = await requireActor()
  const row = await db().project.findUnique({
    where: { slug, archivedAt: null },
    select: { id: true, slug: true, name: true, demo: true, settings: true },
  })
  const facts = row && factsFor(actor, row.id)
  if (!row || !facts || !canRead(facts)) notFound()
  const settings = projectSettingsSchema.parse(row.settings)
  return { actor, ctx: { actor, db: db(), now: new Date() }, project: { ...row, settings }, facts }
})
