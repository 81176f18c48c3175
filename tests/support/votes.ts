import type { PrismaClient } from '@/lib/data/client'
import { newId } from '@/lib/data/id'

interface VotesInput {
  project: { id: string }
  queue: { id: string; purpose: string }
  categoryId?: string | null
  /** As many reviewers as the largest pattern has judgments. */
  reviewers: readonly { id: string }[]
  /** Closed items that voted alike. */
  patterns: readonly { accepts: number; rejects: number; abstains?: number; items: number }[]
  origin?: 'IMPORTED' | 'GENERATED' | 'DEMO_MODEL' | 'WRITTEN'
  author?: 'IMPORT' | 'PERSON' | 'MODEL'
  attempt?: number
  /** The generation that made them, with author MODEL. */
  authorId?: string
  /** Put before reviewers again unchanged. */
  control?: boolean
  /** Left out: closed. An open entry has its judgments too. */
  status?: 'CLOSED' | 'OPEN'
}

/** Items whose judgments are in, written in bulk past the verbs: what figures are computed from, never how votes come about. */
export async function makeVotes(
  db: PrismaClient,
  input: VotesInput,
): Promise<{ entryIds: string[]; itemIds: string[] }> {
  const { project, queue, categoryId = null, reviewers, origin = 'IMPORTED', author = 'IMPORT', attempt = 1 } = input
  const status = input.status ?? 'CLOSED'
  const rows = input.patterns.flatMap(({ accepts, rejects, abstains = 0, items }) =>
    Array.from({ length: items }, () => ({
      id: newId(),
      revisionId: newId(),
      entryId: newId(),
      accepts,
      rejects,
      abstains,
    })),
  )
  const { lastNumber } = await db.project.update({
    where: { id: project.id },
    data: { lastNumber: { increment: rows.length } },
    select: { lastNumber: true },
  })
  const content = { steps: ['Files.read_file'], explanation: 'A chain that was judged.' }
  await db.item.createMany({
    data: rows.map(({ id, revisionId, accepts, rejects }, index) => ({
      id,
      projectId: project.id,
      number: lastNumber - rows.length + index + 1,
      stage: 'CHAIN',
      intent: 'HARMFUL',
      origin,
      categoryId,
      currentRevisionId: revisionId,
      attempt,
      verdict: status === 'OPEN' ? 'OPEN' : verdictOf(accepts, rejects),
      settledBy: status === 'OPEN' ? null : settled(accepts, rejects).settledBy,
      stepKey: 'Files.read_file',
      stepCount: 1,
    })),
  })
  await db.revision.createMany({
    data: rows.map(({ id, revisionId }) => ({
      id: revisionId,
      projectId: project.id,
      itemId: id,
      number: 1,
      content,
      contentHash: 'x',
      authorKind: author,
      authorId: input.authorId ?? null,
      control: input.control ?? false,
      attempt,
    })),
  })
  await db.queueEntry.createMany({
    data: rows.map(({ id, revisionId, entryId, accepts, rejects, abstains }) => ({
      id: entryId,
      projectId: project.id,
      queueId: queue.id,
      itemId: id,
      revisionId,
      curation: queue.purpose === 'CURATION',
      status,
      verdict: status === 'OPEN' ? 'OPEN' : verdictOf(accepts, rejects),
      closedAt: status === 'OPEN' ? null : new Date(),
      ...(status === 'OPEN' ? {} : { accepts, rejects, abstains, ...settled(accepts, rejects) }),
    })),
  })
  await db.judgment.createMany({
    data: rows.flatMap(({ id, revisionId, entryId, accepts, rejects, abstains }) =>
      decisions(accepts, rejects, abstains).map((decision, place) => ({
        id: newId(),
        projectId: project.id,
        queueId: queue.id,
        entryId,
        itemId: id,
        revisionId,
        reviewerId: reviewers[place]!.id,
        decision,
      })),
    ),
  })
  return { entryIds: rows.map(({ entryId }) => entryId), itemIds: rows.map(({ id }) => id) }
}

const verdictOf = (accepts: number, rejects: number) =>
  accepts > rejects ? 'PASSED' : accepts < rejects ? 'FAILED' : 'CONTESTED'

/** As settling writes them; the accepts come first. */
const settled = (accepts: number, rejects: number) => ({
  firstAccepts: accepts + rejects < 2 ? null : Math.min(2, accepts),
  settledBy: accepts === rejects ? null : accepts > 0 && rejects > 0 ? ('MAJORITY' as const) : ('UNANIMOUS' as const),
})

const decisions = (accepts: number, rejects: number, abstains: number) => [
  ...Array<'ACCEPT'>(accepts).fill('ACCEPT'),
  ...Array<'REJECT'>(rejects).fill('REJECT'),
  ...Array<'ABSTAIN'>(abstains).fill('ABSTAIN'),
]

/** AgentAlign's human evaluation, reconstructed from its published figures (arXiv 2505.23020, §5): 100 items, 3 raters. */
export const PAPER_VOTES = [
  { accepts: 3, rejects: 0, items: 88 },
  { accepts: 2, rejects: 1, items: 5 },
  { accepts: 1, rejects: 2, items: 1 },
  { accepts: 0, rejects: 3, items: 6 },
]
