import { canJudge } from '@/lib/core/policy/policies'
import type { Tx } from '@/lib/data/client'
import { ServiceError } from '../errors'

/** A queue is given only to members whose role judges. */
export async function requireReviewers(tx: Tx, projectId: string, userIds: readonly string[]): Promise<void> {
  const members = await tx.membership.findMany({ where: { projectId, userId: { in: [...userIds] } } })
  const able = members.filter(({ roles }) =>
    canJudge({ admin: false, roles, reviews: true }, { given: true, barred: false }),
  )
  const missing = new Set(userIds).size - able.length
  if (missing === 0) return
  throw new ServiceError(
    'invalid',
    `${missing} of these people cannot judge in this project: they are no members, or their role does not judge. Nothing was changed.`,
  )
}
