import { projectSettingsSchema } from '@/lib/core/policy/settings'
import type { Tx } from '@/lib/data/client'

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

/** Whose day a call counts in. `settings`: the project's; `installationLimit`: the operator's, in USD. */
export function spendSubjects(
  call: { projectId: string; by: string | null; day: string; settings: unknown },
  installationLimit: number | null,
): SpendSubject[] {
  const { dailySpendLimit, dailySpendLimitPerPerson } = projectSettingsSchema.parse(call.settings)
  const [all, project, person] = spendKeys(call, call.day)
  return [
    { key: all!, limit: toMicros(installationLimit), whose: 'this installation' },
    { key: project!, limit: toMicros(dailySpendLimit), whose: 'this project' },
    ...(person
      ? [{ key: person, limit: toMicros(dailySpendLimitPerPerson), whose: 'the person who started the run' }]
      : []),
  ]
}

/** Keys but for the day that ends them. */
export const spendPrefixes = ({ projectId, by }: { projectId: string; by: string | null }): string[] => [
  'spend:all:',
  `spend:project:${projectId}:`,
  ...(by ? [`spend:person:${projectId}:${by}:`] : []),
]

export const spendKeys = (of: { projectId: string; by: string | null }, day: string): string[] =>
  spendPrefixes(of).map((prefix) => `${prefix}${day}`)

/** What a call cost beside what was reserved for it: `delta` is added to every subject's day, in the order of the keys. */
export async function settleSpend(tx: Tx, keys: readonly string[], delta: bigint): Promise<void> {
  if (delta === 0n) return
  await tx.$executeRaw`
    update rate_limits l set spent_micros = l.spent_micros + ${delta}
    from (select key from rate_limits where key = any(${[...keys]}::text[]) order by key for update) mine
    where l.key = mine.key`
}
