import { projectSettingsSchema } from '@/lib/core/policy/settings'
import type { Db, Tx } from '@/lib/data/client'

/** Whose money of a day (UTC) is counted: the installation's, the project's, and its person's in it. */
export interface SpendSubject {
  /** Of its row in rate_limits. */
  key: string
  /** Most a day, in micro-dollars; null: no limit. */
  limit: bigint | null
  /** Whose limit it is, for the message. */
  whose: string
}

const toMicros = (dollars: number | null) => (dollars === null ? null : BigInt(Math.round(dollars * 1e6)))
const spendKey = (whom: string, day: string) => `spend:${whom}:${day}`

/** Whose day a call of the run counts in. `installationLimit`: the operator's, in USD. */
export async function spendSubjects(
  db: Db,
  { projectId, runId }: { projectId: string; runId: string },
  installationLimit: number | null,
): Promise<SpendSubject[]> {
  const [row] = await db.$queryRaw<{ settings: unknown; by: string | null; day: string }[]>`
    select p.settings, r.created_by_id as by, to_char(now() at time zone 'utc', 'YYYY-MM-DD') as day
    from projects p join generation_runs r on r.id = ${runId}::uuid where p.id = ${projectId}::uuid`
  if (!row) return []
  const { dailySpendLimit, dailySpendLimitPerPerson } = projectSettingsSchema.parse(row.settings)
  const [all, project, person] = spendKeys({ projectId, by: row.by }, row.day)
  return [
    { key: all!, limit: toMicros(installationLimit), whose: 'this installation' },
    { key: project!, limit: toMicros(dailySpendLimit), whose: 'this project' },
    ...(person
      ? [{ key: person, limit: toMicros(dailySpendLimitPerPerson), whose: 'the person who started the run' }]
      : []),
  ]
}

export const spendKeys = ({ projectId, by }: { projectId: string; by: string | null }, day: string): string[] => [
  spendKey('all', day),
  spendKey(`project:${projectId}`, day),
  ...(by ? [spendKey(`person:${projectId}:${by}`, day)] : []),
]

/** What a call cost beside what was reserved for it: `delta` is added to every subject's day, in the order of the keys. */
export async function settleSpend(tx: Tx, keys: readonly string[], delta: bigint): Promise<void> {
  if (delta === 0n) return
  await tx.$executeRaw`
    update rate_limits l set spent_micros = l.spent_micros + ${delta}
    from (select key from rate_limits where key = any(${[...keys]}::text[]) order by key for update) mine
    where l.key = mine.key`
}
