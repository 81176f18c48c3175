import { readContent, summarize } from '@/lib/core/item/stages'
import type { Tx } from '@/lib/data/client'
import { markByParent } from '../lineage/mark-children'
import { quarantineResponses } from './quarantine-responses'
import { writeFindings } from './write-findings'

/**
 * Makes a revision its item's current text and writes what lists and search read of it, and what the rules find in it.
 * Call it under the item's lock; refreshItem afterwards brings the verdict along.
 */
export async function applyRevision(tx: Tx, revisionId: string): Promise<void> {
  const revision = await tx.revision.findUniqueOrThrow({
    where: { id: revisionId },
    select: {
      itemId: true,
      projectId: true,
      content: true,
      attempt: true,
      number: true,
      item: { select: { stage: true, parentId: true, intent: true } },
    },
  })
  const content = readContent(revision.item.stage, revision.content)
  await tx.item.update({
    where: { id: revision.itemId },
    data: {
      currentRevisionId: revisionId,
      attempt: revision.attempt,
      // A settlement is of a text; what another text was settled as does not hold for this one.
      ...(revision.item.intent === 'BORDERLINE' && { split: await findSplit(tx, revisionId) }),
      ...summarize(content),
    },
    select: { id: true },
  })
  if (revision.item.parentId) await markByParent(tx, [revision.itemId], revision.number === 1)
  await writeFindings(tx, { id: revisionId, projectId: revision.projectId, itemId: revision.itemId, content })
  if (revision.item.stage === 'RESPONSE') await quarantineResponses(tx, [revision.itemId])
}

const findSplit = async (tx: Tx, revisionId: string) =>
  (await tx.split.findFirst({ where: { revisionId }, orderBy: { createdAt: 'desc' }, select: { outcome: true } }))
    ?.outcome ?? null
