import { canCurate } from '@/lib/core/policy/policies'
import { type Allocated, allocate } from '@/lib/core/study/allocate'
import { planStudy, type StudyPlan } from '@/lib/core/study/plan'
import type { NotDrawable } from '@/lib/core/study/spec'
import { countPopulation } from '@/lib/data/queries/study-population'
import { type Ctx, factsFor } from '../context'
import { notFound } from '../errors'
import type { PreviewStudyInput } from './study-input'

export interface StudyPreview {
  /** Every stratum of the population, with what would be drawn of it. */
  strata: Allocated[]
  notDrawable: NotDrawable
  plan: StudyPlan
}

/** What a design would draw and could say, before anything is made. */
export async function previewStudy(ctx: Ctx, { projectId, design }: PreviewStudyInput): Promise<StudyPreview> {
  if (!canCurate(factsFor(ctx.actor, projectId))) throw notFound('project')
  const { strata, notDrawable } = await countPopulation(ctx, { projectId, ...design })
  const allocated = allocate(strata, design.allocation)
  return { strata: allocated, notDrawable, plan: planStudy(allocated, design) }
}
