import { FULL_OVERLAP_SHARE } from '@/lib/core/review/overlap'
import { Prisma } from '@/lib/data/client'
import { questionsOnly } from './questions-only'

/** What stands written of an entry's counted judgments (alias e), by decision. */
export const entryCounts = Prisma.sql`jsonb_build_object('accepts', e.accepts, 'rejects', e.rejects, 'edits', e.edits,
  'abstains', e.abstains, 'ambiguous', e.ambiguous)`

/** By which rule an entry is judged (aliases: e entry, q its queue): a VerdictRule of core/review/verdict.ts. A closed queue asks for no extra judgments. */
export const entryRule = Prisma.sql`jsonb_build_object('kind', q.rule, 'slots', q.slots, 'firstTo', q.first_to,
  'editCountsAs', q.edit_counts_as, 'ambiguousCountsAs', q.ambiguous_counts_as,
  'startAt', case when not e.full_overlap then q.start_at end,
  'extraSlots', case when q.status = 'CLOSED' then 0 else q.extra_slots end, 'questionsOnly', ${questionsOnly('q.id')})`

/** An entry's votes of one side, as its queue reads edits and ambiguous answers (aliases: counts has the counts, q the queue). */
export function votesOf(side: 'ACCEPT' | 'REJECT', counts: 'e' | 'g' = 'e'): Prisma.Sql {
  const own = side === 'ACCEPT' ? 'accepts' : 'rejects'
  return Prisma.raw(`(${counts}.${own} + case when q.edit_counts_as = '${side}' then ${counts}.edits else 0 end
    + case when q.ambiguous_counts_as = '${side}' then ${counts}.ambiguous else 0 end)`)
}

/**
 * Whether a new entry (alias q: its queue) always gets all its slots. Where the queue may stop early a share of them does,
 * drawn by a hash of queue and text: it can be told again, and nobody chooses it.
 */
export const getsAllSlots = (revisionId: Prisma.Sql) => Prisma.sql`case
  when q.rule = 'FIRST_TO' then false
  when q.start_at is null then true
  else ('x' || left(md5(q.id::text || ' ' || ${revisionId}::text), 8))::bit(32)::bigint < ${FULL_OVERLAP_SHARE}::float8 * 4294967296
  end`
