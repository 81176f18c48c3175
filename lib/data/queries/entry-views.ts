import type { ResponseLabel } from '@/lib/core/compliance/labels'
import type { ItemContent } from '@/lib/core/item/content'
import type { ItemOpinion } from '@/lib/core/item/detail'
import { readContent } from '@/lib/core/item/stages'
import { canComment, canReadQuarantined, canSeeReviewerNames } from '@/lib/core/policy/policies'
import type { DecisionName } from '@/lib/core/review/wire'
import { type Ctx, factsFor } from '@/lib/services/context'
import { listEarlier } from './earlier'
import { isItemOpen, listOpinions } from './item-detail'
import { isBlind } from './item-scope'

/** What stands around a closed entry while it is settled. */
export interface EntryViews {
  /** Of the detector and judge models, newest first. */
  opinions: ItemOpinion[]
  /** Texts before this one, newest first; none while the text is masked, or kept from the reader. */
  earlier: { number: number; content: ItemContent; at: Date }[]
  /** On those texts, oldest first. */
  said: {
    revision: number
    decision: DecisionName
    label: ResponseLabel | null
    reasons: string[]
    note: string
    reviewer: string
  }[]
  discussion: Discussion
}

export interface Discussion {
  /** Everybody has voted and nobody can take an answer back, so that words change no vote. */
  open: boolean
  /** When it opens, where that is known. */
  opensAt: Date | null
  /** The reader may take part. */
  may: boolean
  comments: { id: string; by: string; text: string; at: Date }[]
}

export interface ViewedEntry {
  id: string
  projectId: string
  itemId: string
  revisionId: string
  status: string
  curation: boolean
  standsAt: Date | null
}

/** For a reader who may see the entry's votes. Where they may still judge another text of the item, nothing. */
export async function findEntryViews(ctx: Ctx, entry: ViewedEntry, readable: boolean): Promise<EntryViews> {
  const facts = factsFor(ctx.actor, entry.projectId)
  const discussion = await findDiscussion(ctx, entry)
  if (isBlind(ctx.actor, entry.projectId) && (await isItemOpenElsewhere(ctx, entry))) {
    return { opinions: [], earlier: [], said: [], discussion }
  }
  const [revision, opinions] = await Promise.all([
    ctx.db.revision.findUniqueOrThrow({
      where: { id: entry.revisionId },
      select: { number: true, item: { select: { stage: true, intent: true } } },
    }),
    listOpinions(ctx, entry.revisionId, readable),
  ])
  const { revisions, judgments } = await listEarlier(ctx.db, {
    ...{ ...entry, revisionNumber: revision.number },
    // Gold texts are no curation, and go to nobody to settle.
    gold: false,
  })
  const kept = revision.item.stage === 'RESPONSE' && revision.item.intent !== 'BENIGN' && !canReadQuarantined(facts)
  const named = canSeeReviewerNames(facts, { ...SETTLED, given: false, barred: false })
  return {
    opinions,
    earlier: (readable && !kept ? revisions : []).map(({ number, content, createdAt, item }) => ({
      ...{ number, content: readContent(item.stage, content), at: createdAt },
    })),
    said: judgments
      .filter((judgment) => judgment.revision < revision.number)
      .map(({ reviewerId: _, createdAt: __, name, ...judgment }) => ({
        ...judgment,
        note: readable ? judgment.note : '',
        reviewer: named ? name : 'a reviewer',
      })),
    discussion,
  }
}

const SETTLED = { closed: true, contested: false, judgedAt: null }

/** Another entry of the item is open, or can be opened again by an undo. */
const isItemOpenElsewhere = (ctx: Ctx, entry: ViewedEntry) => isItemOpen(ctx, entry.itemId, entry.id)

/** The discussion of an entry; closed, and empty, to whoever may still judge its item. */
export async function findDiscussion(ctx: Ctx, entry: ViewedEntry): Promise<Discussion> {
  const voted = entry.curation && entry.status === 'CLOSED'
  const stands = voted && (entry.standsAt === null || entry.standsAt <= ctx.now)
  const blind = isBlind(ctx.actor, entry.projectId) && (await isItemOpen(ctx, entry.itemId))
  const open = stands && !blind
  const rows = open
    ? await ctx.db.comment.findMany({
        where: { entryId: entry.id },
        orderBy: [{ at: 'asc' }, { id: 'asc' }],
        take: 500,
      })
    : []
  const people = await ctx.db.user.findMany({
    where: { id: { in: rows.map(({ userId }) => userId) } },
    select: { id: true, name: true },
  })
  return {
    open,
    opensAt: voted && !stands ? entry.standsAt : null,
    may: open && canComment(factsFor(ctx.actor, entry.projectId)),
    comments: rows.map(({ id, userId, text, at }) => ({
      ...{ id, text, at, by: people.find((person) => person.id === userId)?.name ?? 'somebody' },
    })),
  }
}
