import type { Tx } from '@/lib/data/client'

/** Whose money of a day (UTC) is counted: the project's, its person's, the installation's. */
export interface SpendSubject {
  key: string
  /** Most a day, in micro-dollars; null: no limit. */
  limit: bigint | null
  /** Whose limit it is, for the message. */
  whose: string
}

export const spendKey = (whom: string, day: string) => `spend:${whom}:${day}`

/**
 * Takes `micros` from every subject's day, or from none: the first whose limit it would pass is returned. Rows are taken
 * in the order of their keys, so that two calls never wait for each other crosswise.
 */
export async function reserveSpend(
  tx: Tx,
  subjects: readonly SpendSubject[],
  micros: bigint,
): Promise<SpendSubject | null> {
  const keys = subjects.map(({ key }) => key).sort()
  const rows = await tx.$queryRaw<{ key: string; spent: bigint }[]>`
    insert into rate_limits (key, spent_micros) select key, ${micros} from unnest(${keys}::text[]) key order by key
    on conflict (key) do update set spent_micros = rate_limits.spent_micros + excluded.spent_micros
    returning key, spent_micros as spent`
  const spent = new Map(rows.map(({ key, spent }) => [key, spent]))
  const over = subjects.find(({ key, limit }) => limit !== null && (spent.get(key) ?? 0n) > limit)
  if (over) await settleSpend(tx, keys, -micros)
  return over ?? null
}

/** What a call cost beside what was reserved for it: `delta` is added to every subject's day. */
export async function settleSpend(tx: Tx, keys: readonly string[], delta: bigint): Promise<void> {
  if (delta === 0n) return
  await tx.$executeRaw`
    update rate_limits l set spent_micros = l.spent_micros + ${delta}
    from (select key from rate_limits where key = any(${[...keys]}::text[]) order by key for update) mine
    where l.key = mine.key`
}
