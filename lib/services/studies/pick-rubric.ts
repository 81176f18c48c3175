import { STUDY_RUBRIC_PREFIX } from '@/lib/core/review/rubric'
import { PRESETS } from '@/lib/core/study/presets'
import type { StudyDesign } from '@/lib/core/study/spec'
import type { Tx } from '@/lib/data/client'
import { newId } from '@/lib/data/id'
import { ServiceError } from '../errors'
import { createDefaultRubrics } from '../rubrics/create-default-rubrics'

interface Picked {
  id: string
  name: string
  version: number
}

/** The rubric named, the preset's own (made when it is first used), or the newest that the project has for the stage. */
export async function pickRubric(
  tx: Tx,
  {
    projectId,
    design,
    named,
    createdById,
  }: { projectId: string; design: StudyDesign; named: string | null; createdById: string | null },
): Promise<Picked> {
  const select = { id: true, name: true, version: true } as const
  const stage = design.stage
  const own = named === null ? PRESETS[design.preset].rubric : null
  if (own) {
    const data = { id: newId(), projectId, key: own.key, version: 1, stage, createdById, ...own.content }
    await tx.rubricVersion.createMany({ data, skipDuplicates: true })
    return tx.rubricVersion.findFirstOrThrow({
      where: { projectId, key: own.key, stage },
      orderBy: { version: 'desc' },
      select,
    })
  }
  await createDefaultRubrics(tx, projectId, createdById)
  const rubric = await tx.rubricVersion.findFirst({
    where: { projectId, stage, ...(named ? { id: named } : { key: { not: { startsWith: STUDY_RUBRIC_PREFIX } } }) },
    orderBy: { createdAt: 'desc' },
    select,
  })
  if (!rubric) throw new ServiceError('invalid', 'No such rubric for this stage. Nothing was made; choose another.')
  return rubric
}
