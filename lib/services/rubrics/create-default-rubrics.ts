import type { ItemStage } from '@/lib/core/item/lists'
import {
  CHAIN_RUBRIC,
  INSTRUCTION_RUBRIC,
  RESPONSE_RUBRIC,
  type RubricContent,
  STUDY_RUBRIC_PREFIX,
} from '@/lib/core/review/rubric'
import type { Tx } from '@/lib/data/client'
import { newId } from '@/lib/data/id'

const DEFAULTS: { stage: ItemStage; key: string; content: RubricContent }[] = [
  { stage: 'CHAIN', key: 'chains', content: CHAIN_RUBRIC },
  { stage: 'INSTRUCTION', key: 'instructions', content: INSTRUCTION_RUBRIC },
  { stage: 'RESPONSE', key: 'responses', content: RESPONSE_RUBRIC },
]

/**
 * The rubrics that a project starts with, one a stage; stages that have a rubric keep theirs, so that a project from
 * before a stage was there gets what it lacks. Returns the ids of those that were made.
 */
export async function createDefaultRubrics(
  tx: Tx,
  projectId: string,
  createdById: string | null,
): Promise<Partial<Record<ItemStage, string>>> {
  const present = await tx.rubricVersion.findMany({
    where: { projectId, key: { not: { startsWith: STUDY_RUBRIC_PREFIX } } },
    select: { stage: true, key: true },
  })
  const made: Partial<Record<ItemStage, string>> = {}
  for (const { stage, key, content } of DEFAULTS) {
    if (present.some((one) => one.stage === stage || one.key === key)) continue
    const id = newId()
    const data = { id, projectId, key, version: 1, stage, createdById, ...content }
    // Two at once: the first one's stands.
    const { count } = await tx.rubricVersion.createMany({ data, skipDuplicates: true })
    if (count > 0) made[stage] = id
  }
  return made
}
