import type { ReleaseInput, ReleaseOutput } from '@/lib/core/review/wire'
import { type Ctx, inTransaction } from '../context'
import { requireUser } from '../require-user'

/** Gives back what this tab holds and has not judged (the page was left), so that others need not wait for the lease to run out. */
export function release(ctx: Ctx, input: ReleaseInput): Promise<ReleaseOutput> {
  const { userId } = requireUser(ctx)
  return inTransaction(ctx, async (tx) => {
    const rows = await tx.$queryRaw<{ entryId: string }[]>`
      update assignments set reviewer_id = null, client_id = null, claimed_at = null, lease_until = null
      where entry_id = any(${input.entryIds}::uuid[]) and reviewer_id = ${userId}::uuid
        and client_id = ${input.clientId} and judgment_id is null
      returning entry_id as "entryId"`
    return { released: rows.map(({ entryId }) => entryId) }
  })
}
