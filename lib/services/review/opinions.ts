import { agreementOf } from '@/lib/core/compliance/confusion'
import type { ProjectFacts } from '@/lib/core/policy/facts'
import { canSeeReviewerNames } from '@/lib/core/policy/policies'
import { BLIND_BELOW } from '@/lib/core/review/rates'
import type { Agreement, OpinionsInput, OpinionsOutput } from '@/lib/core/review/wire'
import { type LabelPair, listLabelPairs } from '@/lib/data/queries/label-pairs'
import { findDetected, listJudged, listOthers } from '@/lib/data/queries/opinions'
import { writeAudit } from '../audit'
import { type Ctx, inTransaction } from '../context'
import { notFound } from '../errors'
import { requireUser } from '../require-user'
import { requireOpenVotes } from './require-open-votes'

/**
 * What the detector, judge models and other people say of a response that the reader has judged, with how often each
 * agreed with people so far. From here on the reader's own answer stands (whyItStands reads the event).
 */
export async function opinions(ctx: Ctx, input: OpinionsInput): Promise<OpinionsOutput> {
  const reviewer = requireUser(ctx)
  const { entry, facts, entryFacts } = await requireOpenVotes(ctx, reviewer, input.entryId)
  if (entry.stage !== 'RESPONSE') throw notFound('response')
  const [detector, judges, others, pairs] = await Promise.all([
    findDetected(ctx.db, entry.revisionId),
    listJudged(ctx.db, entry.revisionId),
    listOthers(ctx.db, entry.id, reviewer.userId),
    listLabelPairs(ctx.db, entry.projectId),
  ])
  await inTransaction(ctx, (tx) =>
    writeAudit(tx, ctx, { action: 'votes.read', projectId: entry.projectId, target: { kind: 'entry', id: entry.id } }),
  )
  const named = canSeeReviewerNames(facts, entryFacts)
  return {
    detector: detector && { ...detector, agreement: agreement(pairs, facts, ({ by }) => by === 'DETECTOR') },
    judges: judges.map(({ promptVersionId, ...judge }) => ({
      ...judge,
      agreement: agreement(
        pairs,
        facts,
        (pair) => pair.by === 'JUDGE' && pair.model === judge.model && pair.promptVersionId === promptVersionId,
      ),
    })),
    people: others.judgments.map(({ name, ...judgment }) => ({
      ...judgment,
      reviewer: named ? name : 'Another person',
    })),
    others: others.asked,
  }
}

/** Withheld from those who judge while it is over so few responses that it tells single votes. */
function agreement(
  pairs: readonly LabelPair[],
  facts: ProjectFacts,
  of: (pair: LabelPair) => boolean,
): Agreement | null {
  const counted = agreementOf(pairs.filter(of))
  return facts.reviews && counted.of < BLIND_BELOW ? null : counted
}
