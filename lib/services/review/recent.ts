import { canRead } from '@/lib/core/policy/policies'
import { projectSettingsSchema } from '@/lib/core/policy/settings'
import { UNDO_DEPTH } from '@/lib/core/review/undo'
import type { RecentInput, RecentOutput } from '@/lib/core/review/wire'
import { listUndoFacts } from '@/lib/data/queries/undo-facts'
import { listWorkItems, readDraft } from '@/lib/data/queries/work-items'
import { type Ctx, factsFor } from '../context'
import { notFound } from '../errors'
import { requireUser } from '../require-user'
import { stateOf } from './submit-judgment'
import { whyItStands } from './why-it-stands'

/** What this person answered last in a queue, for going back: their own answers, and of each whether it can still be taken back. */
export async function recent(ctx: Ctx, input: RecentInput): Promise<RecentOutput> {
  const reviewer = requireUser(ctx)
  const { userId } = reviewer
  const queue = await ctx.db.reviewQueue.findUnique({
    where: { id: input.queueId },
    select: { projectId: true, project: { select: { settings: true } } },
  })
  if (!queue || !canRead(factsFor(reviewer, queue.projectId))) throw notFound('queue')
  const judgments = await ctx.db.judgment.findMany({
    where: { queueId: input.queueId, reviewerId: userId, withdrawnAt: null, supersededAt: null },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: UNDO_DEPTH,
  })
  const proposals = await ctx.db.proposal.findMany({
    where: { judgmentId: { in: judgments.map(({ id }) => id) } },
    select: { judgmentId: true, revisionId: true },
  })
  const texts = await ctx.db.revision.findMany({
    where: { id: { in: proposals.map(({ revisionId }) => revisionId) } },
    select: { id: true, content: true },
  })
  const facts = await listUndoFacts(
    ctx.db,
    userId,
    judgments.map(({ id }) => id),
  )
  const settings = projectSettingsSchema.parse(queue.project.settings)
  const items = await listWorkItems(
    { actor: reviewer, db: ctx.db },
    { entryIds: judgments.map(({ entryId }) => entryId), settings },
  )
  return {
    judgments: judgments.flatMap((judgment, index) => {
      const item = items.find(({ entryId }) => entryId === judgment.entryId)
      if (!item) return []
      const revisionId = proposals.find(({ judgmentId }) => judgmentId === judgment.id)?.revisionId
      const proposal = texts.find(({ id }) => id === revisionId)?.content ?? null
      return {
        judgmentId: judgment.id,
        state: stateOf(judgment),
        savedAt: judgment.createdAt.toISOString(),
        answer: readDraft({ ...judgment, proposal }, item.masked)!,
        standsBecause: whyItStands(facts[index]!),
        item,
      } as const
    }),
  }
}
