import type { Db } from '@/lib/data/client'
import { ServiceError } from '../errors'

/** Failures within the window after which an address, or a network address, has to wait. */
const FREE_FAILURES = 5
const WINDOW_MINUTES = 60
/** At most this many tries reach the hash function for one account in an hour. */
const PER_ACCOUNT = 60
const PER_ADDRESS = 300

/**
 * Refuses a try that comes too soon: after a few failures the wait grows, up to a minute, and starts again with each
 * failure. Nobody is locked out for good. In the database, so that it holds over restarts and across processes.
 */
export async function requireAttempt(db: Db, email: string, ip: string): Promise<void> {
  const [row] = await db.$queryRaw<{ failures: number; recent: number; byAddress: number; since: number }[]>`
    select count(*) filter (where email = ${email} and not ok and at > coalesce(
        (select max(at) from login_attempts l where l.email = ${email} and l.ok and l.at > now() - make_interval(mins => ${WINDOW_MINUTES}::int)),
        '-infinity'))::int as failures,
      count(*) filter (where email = ${email})::int as recent,
      count(*) filter (where ip = ${ip} and ip <> '' and not ok)::int as "byAddress",
      coalesce(extract(epoch from now() - max(at) filter (where email = ${email})), 3600)::float as since
    from login_attempts
    where at > now() - make_interval(mins => ${WINDOW_MINUTES}::int) and (email = ${email} or (ip = ${ip} and ip <> ''))`
  const { failures, recent, byAddress, since } = row!
  const wait = failures < FREE_FAILURES ? 0 : Math.min(60, 2 ** (failures - FREE_FAILURES + 1))
  if (since >= wait && recent < PER_ACCOUNT && byAddress < PER_ADDRESS) return
  const seconds = recent >= PER_ACCOUNT || byAddress >= PER_ADDRESS ? 600 : Math.ceil(wait - since)
  throw new ServiceError('limited', `Too many tries. Nothing is lost; try again in ${seconds} s.`)
}
