import type { ReleaseInput, ReleaseOutput } from '@/lib/core/review/wire'
import { type Ctx, inTransaction } from '../context'
import { requireUser } from '../require-user'

/**
 * Ends the leases of what this tab holds and has not judged (the page was left): anybody may have it at once. The tab's own
 * mark stays, so that a page that was only loaded anew has it back, as long as nobody took it.
 */
export function release(ctx: Ctx, input: ReleaseInput): Promise<ReleaseOutput> {
  const { userId } = requireUser(ctx)
  return inTransaction(ctx, async (tx) => {
    const rows = await tx.$queryRaw<{ entryId: string }[]>`
      update assignments set lease_until = now()
      where entry_id = any(${input.entryIds}::uuid[]) and reviewer_id = ${userId}::uuid
        and client_id = ${input.clientId} and judgment_id is null
      returning entry_id as "entryId"`
    return { released: rows.map(({ entryId }) => entryId) }
  })
}
