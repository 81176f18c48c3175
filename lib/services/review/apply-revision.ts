import { readContent, summarize } from '@/lib/core/item/stages'
import type { Tx } from '@/lib/data/client'
import { writeFindings } from './write-findings'

/**
 * Makes a revision its item's current text and writes what lists and search read of it, and what the rules find in it.
 * Call it under the item's lock; refreshItem afterwards brings the verdict along.
 */
export async function applyRevision(tx: Tx, revisionId: string): Promise<void> {
  const revision = await tx.revision.findUniqueOrThrow({
    where: { id: revisionId },
    select: { itemId: true, projectId: true, content: true, attempt: true, item: { select: { stage: true } } },
  })
  const content = readContent(revision.item.stage, revision.content)
  await tx.item.update({
    where: { id: revision.itemId },
    data: {
      currentRevisionId: revisionId,
      attempt: revision.attempt,
      ...summarize(content),
    },
    select: { id: true },
  })
  await writeFindings(tx, { id: revisionId, projectId: revision.projectId, itemId: revision.itemId, content })
}
