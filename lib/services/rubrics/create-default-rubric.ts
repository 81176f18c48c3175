import { CHAIN_RUBRIC } from '@/lib/core/review/rubric'
import type { Tx } from '@/lib/data/client'
import { newId } from '@/lib/data/id'

/** The rubric that a new project starts with; call it in the transaction that makes the project. */
export async function createDefaultRubric(tx: Tx, projectId: string, createdById: string | null): Promise<string> {
  const id = newId()
  await tx.rubricVersion.create({
    data: { id, projectId, key: 'chains', version: 1, stage: 'CHAIN', createdById, ...CHAIN_RUBRIC },
  })
  return id
}
