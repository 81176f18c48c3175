import type { PrismaClient } from '@/lib/data/client'
import { newId } from '@/lib/data/id'
import { ServiceError } from '../errors'

/** Failures since the last success after which the next try has to wait: 2 s, 4 s … up to a minute. */
const FREE_FAILURES = 5
const LONGEST_WAIT = 60
const WINDOW_MINUTES = 60
/** At most this many tries reach the hash function within the window. */
const PER_ACCOUNT = 60
const PER_ADDRESS = 300

interface Tries {
  failures: number
  byAccount: number
  byAddress: number
  sinceLast: number
}

/**
 * Books a try before its password is looked at, or refuses it because it comes too soon. Booked under a lock of the
 * account, so that a thousand at once count as a thousand, in whatever process; kept in the database, so that a restart
 * forgets nothing. Nobody is locked out for good: the wait ends by itself. Returns the try, for `markSuccess`.
 */
export function requireAttempt(db: PrismaClient, email: string, ip: string): Promise<string> {
  return db.$transaction(async (tx) => {
    // Always the account first, then the address: two tries can wait for each other, but not in a circle.
    await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended('plumbline.sign-in.' || ${email}, 0))`
    if (ip) await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended('plumbline.sign-in-from.' || ${ip}, 0))`
    const [tries] = await tx.$queryRaw<Tries[]>`
      with recent as (
        select * from login_attempts
        where at > now() - make_interval(mins => ${WINDOW_MINUTES}::int) and (email = ${email} or (ip = ${ip} and ip <> ''))
      ), account as (select * from recent where email = ${email})
      select (select count(*)::int from account) as "byAccount",
        (select count(*)::int from account
          where not ok and at > coalesce((select max(at) from account where ok), '-infinity')) as failures,
        (select count(*)::int from recent where ip = ${ip} and ip <> '' and not ok) as "byAddress",
        coalesce((select extract(epoch from clock_timestamp() - max(at)) from account), 1e9)::float as "sinceLast"`
    const seconds = waitFor(tries!)
    if (seconds > 0) {
      throw new ServiceError('limited', `Too many tries. Nothing is lost; try again in ${seconds} s.`)
    }
    const id = newId()
    await tx.$executeRaw`
      insert into login_attempts (id, email, ip, ok, at) values (${id}::uuid, ${email}, ${ip}, false, clock_timestamp())`
    return id
  })
}

function waitFor({ failures, byAccount, byAddress, sinceLast }: Tries): number {
  if (byAccount >= PER_ACCOUNT || byAddress >= PER_ADDRESS) return 600
  if (failures < FREE_FAILURES) return 0
  return Math.max(0, Math.ceil(Math.min(LONGEST_WAIT, 2 ** (failures - FREE_FAILURES + 1)) - sinceLast))
}

/** The password was right: earlier failures of the account no longer count. */
export async function markSuccess(db: PrismaClient, attemptId: string): Promise<void> {
  await db.loginAttempt.update({ where: { id: attemptId }, data: { ok: true }, select: { id: true } })
}
