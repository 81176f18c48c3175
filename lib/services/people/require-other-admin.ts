import type { Tx } from '@/lib/data/client'
import { ServiceError } from '../errors'

/** Somebody always runs the installation. Locks every admin first, so that two who demote each other do not both succeed. */
export async function requireOtherAdmin(tx: Tx, userId: string): Promise<void> {
  const admins = await tx.$queryRaw<{ id: string }[]>`
    select id from users where admin and disabled_at is null order by id for update`
  if (admins.some(({ id }) => id !== userId)) return
  throw new ServiceError('conflict', 'This is the last admin. Nothing was changed; make somebody else an admin first.')
}
