import { Prisma } from '@/lib/data/client'

/**
 * Which of the curation entries on one text speaks for it, as a condition on alias e. VERDICT: the one closed last; an
 * open one says nothing yet. FIGURES: the open one, since its text is being judged again, else the one closed last; of
 * that the database keeps a mark (queue_entries.spoken_over), since figures read every entry.
 */
export function speaks(of: 'VERDICT' | 'FIGURES'): Prisma.Sql {
  if (of === 'FIGURES') return Prisma.sql`e.curation and e.status <> 'VOID' and not e.spoken_over`
  return Prisma.sql`e.curation and e.status = 'CLOSED' and not exists (select from queue_entries later
    where later.revision_id = e.revision_id and later.project_id = e.project_id
      and later.curation and later.status = 'CLOSED' and (later.closed_at, later.id) > (e.closed_at, e.id))`
}

/** The demo model wrote the text: of items it made every text counts so, whoever wrote it (lib/core/review/rates.ts). */
export function byDemoModel(alias: 'r' | 'accepted' | 'rejected' = 'r'): Prisma.Sql {
  const text = Prisma.raw(alias)
  return Prisma.sql`(${text}.attempt > 1 and ${text}.author_kind = 'MODEL' and exists (
    select from generations g join provider_keys p on p.id = g.provider_id and p.preset = 'demo'
    where g.id = case when ${text}.control then (select b.author_id from revisions b where b.id = ${text}.based_on_id)
      else ${text}.author_id end))`
}

/**
 * Whether a closed entry's judgments stand (alias e), or those behind an item's verdict (alias i): none of them can be
 * taken back any more (lib/core/review/undo.ts), so that people who judge may read them.
 */
export const stands = (alias: 'e' | 'i') => Prisma.sql`coalesce(${Prisma.raw(alias)}.stands_at <= now(), true)`
