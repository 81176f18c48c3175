import { canAdjudicate, canCurate, canJudge, canReadQuarantined } from '@/lib/core/policy/policies'
import type { RevealInput, RevealOutput } from '@/lib/core/review/wire'
import { waitsForAdjudication } from '@/lib/data/queries/adjudication'
import { bareBody, findWorkBody, readDraft } from '@/lib/data/queries/work-items'
import { writeAudit } from '../audit'
import { type Ctx, factsFor, inTransaction } from '../context'
import { notFound, ServiceError } from '../errors'
import { requireUser } from '../require-user'
import { requireVisibleEntry } from './require-reviewer-entry'

/** The text of a masked item, asked for by its own key: to whoever holds the item, has judged it, settles it or curates; on record. */
export async function reveal(ctx: Ctx, input: RevealInput): Promise<RevealOutput> {
  const reviewer = requireUser(ctx)
  const entry = await requireVisibleEntry(ctx, reviewer, input.entryId)
  const facts = factsFor(reviewer, entry.projectId)
  const judges = canJudge(facts, entry) && (entry.holds || entry.judgedAt)
  const settles = entry.status === 'CLOSED' && canAdjudicate(facts, { judgedAt: null })
  if (!judges && !settles && !canCurate(facts)) {
    throw new ServiceError(
      'gone',
      'This item is no longer yours, so its text stays masked. What you wrote is kept; go on to the next.',
    )
  }
  // Judging what is no refusal is the job of the queue's reviewers until the verdict stands, and of who settles it until then.
  const job = !entry.kept && (judges ? !entry.stands : await waitsForAdjudication(ctx.db, entry.id))
  // Where it would answer the questions which texts are quarantined, all of them stay masked once the answers stand.
  if ((entry.quarantined || entry.questionsOnly) && !job && !canReadQuarantined(facts)) {
    throw new ServiceError(
      'forbidden',
      entry.questionsOnly
        ? 'The answers on this text stand, so it stays masked.'
        : 'This text is quarantined. Only curators may read it.',
    )
  }
  const draft = await ctx.db.draft.findUnique({
    where: { userId_entryId: { userId: reviewer.userId, entryId: entry.id } },
  })
  const body = await inTransaction(ctx, async (tx) => {
    await tx.$executeRaw`
      insert into exposures (project_id, user_id, revision_id, day, harmful, severity, revealed)
      values (${entry.projectId}::uuid, ${reviewer.userId}::uuid, ${entry.revisionId}::uuid,
        (now() at time zone 'utc')::date, ${entry.intent !== 'BENIGN'}, ${entry.severity}::int, true)
      on conflict (user_id, project_id, day, revision_id) do update set revealed = true`
    await writeAudit(tx, ctx, {
      action: 'revision.reveal',
      projectId: entry.projectId,
      target: { kind: 'revision', id: entry.revisionId },
      data: { entryId: entry.id },
    })
    return findWorkBody({ db: tx }, entry.revisionId)
  })
  if (!body) throw notFound('text')
  return {
    body: entry.questionsOnly ? bareBody(body) : body,
    proposal: readDraft(draft?.content, false)?.proposal ?? null,
  }
}
