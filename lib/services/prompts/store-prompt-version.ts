import type { Tx } from '@/lib/data/client'
import { newId } from '@/lib/data/id'
import type { PromptFile } from '@/lib/data/prompt-files'

/** The project's row of a prompt file, made on first use: what it was used for keeps its exact text, whatever is installed later. */
export async function storePromptVersion(tx: Tx, projectId: string, file: PromptFile): Promise<{ id: string }> {
  const { task, label, text, sha256, note } = file
  await tx.promptVersion.createMany({
    data: { id: newId(), projectId, task, label, source: 'FILE', text, sha256, note },
    skipDuplicates: true,
  })
  return tx.promptVersion.findUniqueOrThrow({
    where: { projectId_task_sha256: { projectId, task, sha256 } },
    select: { id: true },
  })
}
