import { sweepUploads } from '@/lib/services/import/sweep-uploads'
import type { JobData } from '../definitions'
import type { Handler } from '../run-jobs'

/** How long things are kept (days). Throttling looks back hours, an outbox retries for days, a draft is picked up again. */
const KEEP_DAYS = {
  loginAttempts: 30,
  idempotencyKeys: 7,
  drafts: 60,
  sessions: 30,
  evaluationImports: 30,
  deliveries: 30,
}

/** Rows that have served their time. Safe to run at any time and twice. */
export const housekeeping: Handler<JobData<'housekeeping'>> = async (_data, { db }) => {
  await db.$executeRaw`delete from login_attempts where at < now() - make_interval(days => ${KEEP_DAYS.loginAttempts}::int)`
  await db.$executeRaw`delete from idempotency_keys where created_at < now() - make_interval(days => ${KEEP_DAYS.idempotencyKeys}::int)`
  await db.$executeRaw`delete from drafts where updated_at < now() - make_interval(days => ${KEEP_DAYS.drafts}::int)`
  await db.$executeRaw`delete from sessions where coalesce(revoked_at, expires_at) < now() - make_interval(days => ${KEEP_DAYS.sessions}::int)`
  await db.$executeRaw`delete from evaluation_imports where ended_at < now() - make_interval(days => ${KEEP_DAYS.evaluationImports}::int)`
  await db.$executeRaw`delete from webhook_deliveries where state <> 'WAITING'
    and coalesce(last_at, created_at) < now() - make_interval(days => ${KEEP_DAYS.deliveries}::int)`
  await sweepUploads(db)
}
