import type { ToolSchema } from '@/lib/core/instruction/content'
import { type ResponseContent, responseContentSchema } from '@/lib/core/trajectory/content'
import type { PrismaClient } from '@/lib/data/client'
import { newId } from '@/lib/data/id'
import { findTool, schemaOf } from '@/lib/environment/tools'
import { makeInstruction } from './factories'

/** Tools of the simulated environment, as an instruction has them. */
export const toolsOf = (...names: string[]): ToolSchema[] => names.map((name) => schemaOf(findTool(name)!))

interface AskedData {
  intent?: 'HARMFUL' | 'BORDERLINE' | 'BENIGN'
  split?: 'HARMFUL' | 'BENIGN'
  text?: string
  tools?: ToolSchema[]
  categoryId?: string | null
  /** False: nobody judged it yet. */
  accepted?: boolean
}

/** An instruction that passed, settled if it is told how. */
export async function makeAsked(
  db: PrismaClient,
  project: { id: string },
  {
    intent = 'BENIGN',
    split,
    text = 'Look up the tide times and mail them to sam@example.com.',
    tools = toolsOf('search_google', 'send_gmail'),
    categoryId = null,
    accepted = true,
  }: AskedData = {},
) {
  const content = { text, pattern: [], tools }
  const { item, revision } = await makeInstruction(db, project, { intent, content, categoryId })
  if (accepted)
    await db.item.update({ where: { id: item.id }, data: { verdict: 'PASSED', acceptedRevisionId: revision.id } })
  if (split) await settle(db, { item, revision }, split)
  return { item, revision }
}

/** What somebody settled a borderline instruction as, without the verb's ceremony. */
export async function settle(
  db: PrismaClient,
  { item, revision }: { item: { id: string; projectId: string }; revision: { id: string } },
  outcome: 'HARMFUL' | 'BENIGN',
) {
  const user = await db.user.findFirstOrThrow()
  await db.split.create({
    data: {
      ...{ id: newId(), projectId: item.projectId, itemId: item.id, revisionId: revision.id },
      ...{ outcome, reason: 'As it reads.', userId: user.id },
    },
  })
  await db.item.update({ where: { id: item.id }, data: { split: outcome } })
}

/** The responses to an instruction, the first first. */
export async function responsesTo(db: PrismaClient, item: { id: string }) {
  const items = await db.item.findMany({
    where: { parentId: item.id, stage: 'RESPONSE' },
    orderBy: { number: 'asc' },
    include: { revisions: { orderBy: { number: 'asc' } } },
  })
  return items.map((one) => ({ ...one, content: contentOf(one.revisions.at(-1)!) }))
}

export const contentOf = ({ content }: { content: unknown }): ResponseContent => responseContentSchema.parse(content)
