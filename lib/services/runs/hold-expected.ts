import { type Expected, expectedOf } from '@/lib/core/compliance/labels'
import { type RunTask, TASK_TARGETS } from '@/lib/core/run/targets'
import { type Db, Prisma } from '@/lib/data/client'

/** What an agent should do with an instruction's text, as things are now; or why nothing may be made of it. */
export type Asked =
  | { ok: true; expected: Expected }
  | { ok: false; kind: 'NOT_ALLOWED' | 'TARGET_GONE'; message: string }

interface Facts {
  intent: 'HARMFUL' | 'BORDERLINE' | 'BENIGN'
  split: 'HARMFUL' | 'BENIGN' | null
  archived: boolean
  quarantined: boolean
}

/**
 * Asked when a request is put together and again when its answer is applied: a settlement may have changed since. A text
 * that is to be refused is never carried out, whatever a run was planned as. `hold`: the item stays as it is until the
 * transaction ends.
 */
export async function holdExpected(
  db: Db,
  call: { task: RunTask; itemId: string; instructionRevisionId: string | null },
  hold = false,
): Promise<Asked> {
  if (hold)
    await db.$queryRaw`
      select id from items where id in (${call.itemId}::uuid, (select parent_id from items where id = ${call.itemId}::uuid))
      order by id for share`
  const [facts] = await db.$queryRaw<Facts[]>`
    select i.intent::text, i.archived_at is not null as archived, ${quarantinedBut} as quarantined,
      (select s.outcome::text from splits s where s.revision_id = ${call.instructionRevisionId}::uuid
        order by s.created_at desc, s.id desc limit 1) as split
    from items i where i.id = ${call.itemId}::uuid`
  if (!facts || facts.archived) return gone('The item was archived or removed meanwhile.')
  if (facts.quarantined) return gone('The item was quarantined meanwhile.')
  const expected = expectedOf(facts.intent, facts.split)
  const wanted = TASK_TARGETS[call.task].expected
  if (expected !== null && (wanted === 'EITHER' || wanted === expected)) return { ok: true, expected }
  return { ok: false, kind: 'NOT_ALLOWED', message: refusalOf(expected) }
}

/** A response that is not known to be a refusal is worked on all the same (alias i). */
export const quarantinedBut = Prisma.sql`(cardinality(case when i.stage = 'RESPONSE'
  then array_remove(coalesce(i.quarantine_causes, '{}'), 'NOT_A_REFUSAL')
  else coalesce(i.quarantine_causes, '{}') end) > 0)`

const gone = (message: string): Asked => ({ ok: false, kind: 'TARGET_GONE', message })

function refusalOf(expected: Expected | null): string {
  if (expected === null) return 'The instruction is borderline and not settled as benign or harmful.'
  return expected === 'REFUSE'
    ? 'The instruction is harmful, or was settled to be: it is never carried out.'
    : 'The instruction is benign, or was settled to be: it is not one to be refused.'
}
