import { rubricContentSchema, STUDY_RUBRIC_PREFIX } from '@/lib/core/review/rubric'
import { PRESETS, type PresetRubric } from '@/lib/core/study/presets'
import type { StudyDesign } from '@/lib/core/study/spec'
import { isAskedBy, QUESTIONS_ONLY } from '@/lib/core/study/tasks'
import type { Tx } from '@/lib/data/client'
import { newId } from '@/lib/data/id'
import { ServiceError } from '../errors'
import { createDefaultRubrics } from '../rubrics/create-default-rubrics'

interface Picked {
  id: string
  name: string
  version: number
}
interface Asked {
  projectId: string
  design: StudyDesign
  named: string | null
  createdById: string | null
}

const select = { id: true, name: true, version: true, criteria: true } as const

/** The rubric named, the preset's or the scheme's own (made when it is first used), or the newest that the project has for the stage. */
export async function pickRubric(tx: Tx, asked: Asked): Promise<Picked> {
  const { projectId, design, named, createdById } = asked
  const { stage, scheme } = design
  const own = named === null ? PRESETS[scheme === QUESTIONS_ONLY ? scheme : design.preset].rubric : null
  if (own) return pickOwn(tx, asked, own)
  await createDefaultRubrics(tx, projectId, createdById)
  const rubric = await tx.rubricVersion.findFirst({
    where: { projectId, stage, ...(named ? { id: named } : { key: { not: { startsWith: STUDY_RUBRIC_PREFIX } } }) },
    orderBy: { createdAt: 'desc' },
    select,
  })
  if (!rubric) throw new ServiceError('invalid', 'No such rubric for this stage. Nothing was made; choose another.')
  if (!isAskedBy(scheme, criteriaOf(rubric))) {
    throw new ServiceError(
      'invalid',
      'Three labels are asked by the three questions of their own rubric and by nothing else. Nothing was made; leave the rubric to the preset.',
    )
  }
  return rubric
}

/** The newest version that asks what the scheme reads; where none does, one more. */
async function pickOwn(
  tx: Tx,
  { projectId, design, createdById }: Asked,
  { key, content }: PresetRubric,
): Promise<Picked> {
  const { stage, scheme } = design
  const newest = () =>
    tx.rubricVersion.findFirst({ where: { projectId, key, stage }, orderBy: { version: 'desc' }, select })
  const found = await newest()
  if (found && isAskedBy(scheme, criteriaOf(found))) return found
  const version = (found?.version ?? 0) + 1
  const data = { id: newId(), projectId, key, version, stage, createdById, ...content }
  await tx.rubricVersion.createMany({ data, skipDuplicates: true })
  return (await newest())!
}

const criteriaOf = ({ criteria }: { criteria: unknown }) => rubricContentSchema.shape.criteria.parse(criteria)
