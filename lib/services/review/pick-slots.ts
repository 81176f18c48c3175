import { Prisma, type Tx } from '@/lib/data/client'
import { servable } from '@/lib/data/queries/servable'
import type { Desk } from './load-desk'

export interface Picked {
  entryIds: string[]
  /** Entries in the queue that the reviewer could still judge, held ones included. */
  left: number
  /** Judged by the reviewer in this queue. Counted in the statement that counts `left`: an answer that arrives between two would be in neither. */
  done: number
  /** Nobody counted further: there may be more than `left`, and than the two below. */
  atLeast: boolean
  /** Of these, the ones that the reviewer does not hold. */
  waiting: number
  waitingHarmful: number
  /** Harmful items that may still be handed out today; null: no limit. */
  budget: number | null
}
interface Who {
  userId: string
  clientId: string
  need: number
}

/**
 * Claims up to `need` slots. Where the daily limit leaves less than that, the first pass takes what the limit allows and
 * a second one fills up with benign work; not where that would tell which items are benign.
 */
export async function pickSlots(tx: Tx, desk: Desk, who: Who): Promise<Picked> {
  const { dailyLimit, harmfulToday, harmfulHeld } = desk
  const budget = dailyLimit === null ? null : Math.max(0, dailyLimit - harmfulToday - harmfulHeld)
  const first = await pickFrom(tx, desk, { ...who, need: Math.min(who.need, budget ?? who.need) }, true)
  const rest = who.need - first.entryIds.length
  if (budget === null || budget >= who.need || rest === 0 || desk.questionsOnly) return { ...first, budget }
  const benign = await pickFrom(tx, desk, { ...who, need: rest }, false)
  return { ...first, entryIds: [...first.entryIds, ...benign.entryIds], budget }
}

/** Of a long queue the head is enough, and costs the same however long it is; only when others hold all of it, or it was skipped, all is looked through. */
async function pickFrom(tx: Tx, desk: Desk, who: Who, harmfulToo: boolean) {
  const head = await pickOnce(tx, desk, who, harmfulToo, HEAD)
  const rest = who.need - head.entryIds.length
  if (rest === 0 || !head.atLeast) return head
  const all = await pickOnce(tx, desk, { ...who, need: rest }, harmfulToo, null)
  return { ...all, entryIds: [...head.entryIds, ...all.entryIds] }
}

/** Entries of the queue's own random order that a claim looks at first; index queue_entries_draw brings them in that order. */
const HEAD = 1_000

/**
 * One statement: the first entries of the queue's order that this person may judge, in an order of their own (a hash of
 * entry and reviewer; skipped ones last), and of each the first open slot that is empty or whose lease ran out. A slot that
 * somebody else is taking at this instant is passed over (SKIP LOCKED), never waited for and never taken twice.
 */
async function pickOnce(
  tx: Tx,
  desk: Desk,
  { userId, clientId, need }: Who,
  harmfulToo: boolean,
  reach: number | null,
) {
  const [row] = await tx.$queryRaw<Omit<Picked, 'budget'>[]>`
    with candidate as materialized (
      select e.id, own.id as own_id, coalesce(own.lease_until >= now(), false) as held, i.intent <> 'BENIGN' as harmful,
        s.entry_id is not null as skipped, uuid_hash_extended(e.id, ${seedOf(userId)}::bigint) as place
      ${servable(userId)} and e.queue_id = ${desk.queueId}::uuid and (${harmfulToo} or i.intent = 'BENIGN')
      order by uuid_hash_extended(e.id, 0) limit ${reach}::int
    ), seen as (
      select count(*)::int as entries, coalesce(count(*) >= ${reach}::int, false) as part from candidate
    ), picked as (
      select slot.id
      from (select candidate.* from candidate, seen where not held and not (skipped and part)
        order by skipped, place) next
      cross join lateral (
        select a.id from assignments a
        where a.entry_id = next.id and a.judgment_id is null and (a.lease_until is null or a.lease_until < now())
          and (next.own_id is null or a.id = next.own_id) and (a.open or a.id = next.own_id)
        order by a.slot limit 1 for update skip locked
      ) slot
      limit ${need}::int
    ), claimed as (
      update assignments a
      set reviewer_id = ${userId}::uuid, client_id = ${clientId}, claimed_at = now(), lease_until = now() + interval '10 minutes'
      from picked where a.id = picked.id
      returning a.entry_id
    )
    select (select entries from seen) as left, ${countDone(userId, desk.queueId)} as done, (select part from seen) as "atLeast", count(*) filter (where not held)::int as waiting,
      count(*) filter (where not held and harmful)::int as "waitingHarmful",
      coalesce((select array_agg(claimed.entry_id order by c.skipped, c.place)
        from claimed join candidate c on c.id = claimed.entry_id), '{}') as "entryIds"
    from candidate`
  return row!
}

/** How many items of the queue the reviewer has judged. */
export const countDone = (userId: string, queueId: string) => Prisma.sql`(
  select count(*)::int from judgments j where j.queue_id = ${queueId}::uuid and j.reviewer_id = ${userId}::uuid
    and j.withdrawn_at is null and j.superseded_at is null)`

/** The random half of a UUIDv7, as PostgreSQL's bigint. */
export const seedOf = (userId: string) => BigInt.asIntN(64, BigInt(`0x${userId.replaceAll('-', '').slice(16)}`))

/** The order in which a reviewer's slots were handed out (aliases: held slot, s skip), so that the item on screen comes first again. */
export const handedOutOrder = (userId: string) => Prisma.sql`held.claimed_at, s.entry_id is not null,
  uuid_hash_extended(held.entry_id, ${seedOf(userId)}::bigint)`
