import { canReadQuarantined } from '@/lib/core/policy/policies'
import type { RevealInput, RevealOutput } from '@/lib/core/review/wire'
import { findWorkBody, readDraft } from '@/lib/data/queries/work-items'
import { writeAudit } from '../audit'
import { type Ctx, factsFor, inTransaction } from '../context'
import { notFound, ServiceError } from '../errors'
import { requireUser } from '../require-user'
import { requireReviewerEntry } from './require-reviewer-entry'

/** The text of a masked item, asked for by its own key: to whoever holds the item or has judged it, on record. */
export async function reveal(ctx: Ctx, input: RevealInput): Promise<RevealOutput> {
  const reviewer = requireUser(ctx)
  const entry = await requireReviewerEntry(ctx, reviewer, input.entryId)
  if (!entry.holds && !entry.judgedAt) {
    throw new ServiceError(
      'gone',
      'This item is no longer yours, so its text stays masked. What you wrote is kept; go on to the next.',
    )
  }
  if (entry.quarantined && !canReadQuarantined(factsFor(reviewer, entry.projectId))) {
    throw new ServiceError('forbidden', 'This text is quarantined. Only curators may read it.')
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
    return findWorkBody({ actor: reviewer, db: tx }, entry.revisionId)
  })
  if (!body) throw notFound('text')
  return { body, proposal: readDraft(draft?.content, false)?.proposal ?? null }
}
