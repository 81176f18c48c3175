import type { ItemContent } from '@/lib/core/item/content'
import { summarize } from '@/lib/core/item/stages'
import type { Prisma, Tx } from '@/lib/data/client'
import { contentHash } from '@/lib/data/hash'
import { newId } from '@/lib/data/id'
import type { Ctx } from '../context'
import { markByParent } from '../lineage/mark-children'
import { applyRevision } from '../review/apply-revision'
import { quarantineResponses } from '../review/quarantine-responses'
import { writeNewFindings } from '../review/write-findings'

export interface NewItem {
  stage: 'CHAIN' | 'INSTRUCTION' | 'RESPONSE'
  intent: 'HARMFUL' | 'BORDERLINE' | 'BENIGN'
  origin: 'GENERATED' | 'DEMO_MODEL' | 'WRITTEN'
  categoryId: string | null
  parentId: string | null
  parentRevisionId: string | null
  model: string | null
  content: ItemContent
  /** Left out: the first. */
  attempt?: number
}

/** Who made the text: a generation, or a person. */
export interface Author {
  kind: 'MODEL' | 'PERSON'
  id: string | null
}

export interface CreatedItem {
  itemId: string
  revisionId: string
}

/** Draws numbers for new items, in a statement of its own: the first of `n`. One that is drawn and not used leaves a gap. */
export async function allocateNumbers({ db }: Pick<Ctx, 'db'>, projectId: string, n: number): Promise<number> {
  if (n === 0) return 0
  const { lastNumber } = await db.project.update({
    where: { id: projectId },
    data: { lastNumber: { increment: n } },
    select: { lastNumber: true },
  })
  return lastNumber - n + 1
}

/** Items with their first revisions, linted, in the order given, numbered from `firstNumber`: a few statements, however many. */
export async function createItems(
  tx: Tx,
  projectId: string,
  author: Author,
  items: readonly NewItem[],
  firstNumber: number,
): Promise<CreatedItem[]> {
  const rows = items.map((item, index) => ({
    ...{ item, number: firstNumber + index, itemId: newId(), revisionId: newId() },
  }))
  await tx.item.createMany({
    data: rows.map(({ itemId, revisionId, number, item: { content, parentRevisionId: _, ...item } }) => ({
      ...{ id: itemId, projectId, number, currentRevisionId: revisionId, ...item, ...summarize(content) },
    })),
  })
  await tx.revision.createMany({
    data: rows.map(({ itemId, revisionId, item: { content, parentRevisionId, attempt = 1 } }) => ({
      ...{ id: revisionId, projectId, itemId, number: 1, parentRevisionId, attempt, ...authored(author, content) },
    })),
  })
  const children = rows.filter(({ item }) => item.parentId).map(({ itemId }) => itemId)
  if (children.length > 0) await markByParent(tx, children, true)
  const linted = rows.map(({ itemId, revisionId, item }) => ({
    ...{ id: revisionId, projectId, itemId, content: item.content },
  }))
  await writeNewFindings(tx, projectId, linted)
  const responses = rows.filter(({ item }) => item.stage === 'RESPONSE').map(({ itemId }) => itemId)
  if (responses.length > 0) await quarantineResponses(tx, responses)
  return rows.map(({ itemId, revisionId }) => ({ itemId, revisionId }))
}

const authored = (author: Author, content: ItemContent) => ({
  content: content as Prisma.InputJsonValue,
  contentHash: contentHash(content),
  authorKind: author.kind,
  authorId: author.id,
})

export interface NewRevision {
  projectId: string
  itemId: string
  author: Author
  content: ItemContent
  parentRevisionId: string | null
  basedOnId?: string
  attempt?: number
  control?: boolean
}

/** Makes a text its item's current one. For an item that exists, call it under the item's lock. */
export async function addRevision(tx: Tx, { author, content, ...revision }: NewRevision): Promise<string> {
  const last = await tx.revision.aggregate({ where: { itemId: revision.itemId }, _max: { number: true } })
  const id = newId()
  await tx.revision.create({
    data: {
      ...{ id, ...revision, number: (last._max.number ?? 0) + 1 },
      ...authored(author, content),
    },
    select: { id: true },
  })
  await applyRevision(tx, id)
  return id
}
