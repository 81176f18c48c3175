import type { ItemStage } from '@/lib/core/item/lists'
import { Prisma, type Tx } from '@/lib/data/client'
import { madeFrom } from '@/lib/data/queries/purge-reach'

/** Shorter words stand everywhere; to look for them would take what is nobody’s copy. */
const LEAST = 20

interface Purged {
  projectId: string
  itemId: string
}

/** JSON in JSON has two layers of backslashes, and none of them tells texts apart: compared is what is left without. */
const bare = (text: string) => JSON.stringify(text).slice(1, -1).replaceAll('\\', '')

const holds = (haystack: Prisma.Sql, needles: readonly string[]) =>
  Prisma.sql`exists (select from unnest(${[...needles]}::text[]) needle where strpos(replace(${haystack}, '\\', ''), needle) > 0)`

/**
 * Takes away what repeats the texts word for word elsewhere in the project: requests that showed them to a model as an
 * example and answers that quote them, rows that imports keep aside, transcripts of evaluations. Before the texts go.
 */
export async function purgeCopies(tx: Tx, { projectId, itemId }: Purged): Promise<number> {
  const rows = await tx.$queryRaw<{ stage: ItemStage; words: string[] | null }[]>`
    ${madeFrom(itemId)}
    select i.stage::text as stage, case i.stage
      when 'CHAIN' then array[r.content ->> 'explanation']
      when 'INSTRUCTION' then array[r.content ->> 'text']
      else array(select m ->> 'text' from jsonb_array_elements(r.content -> 'messages') m) end as words
    from made join items i on i.id = made.id join revisions r on r.item_id = made.id where r.purged_at is null`
  const wordsOf = (wanted: typeof rows) => [
    ...new Set(wanted.flatMap(({ words }) => words ?? []).flatMap((text) => (text?.length >= LEAST ? bare(text) : []))),
  ]
  // Responses are shown to no model but about themselves; those calls go with the item.
  const asked = wordsOf(rows.filter(({ stage }) => stage !== 'RESPONSE'))
  const all = wordsOf(rows)
  if (all.length === 0) return 0
  const kept = await tx.$executeRaw`
    update quarantined_rows set raw = 'Purged. SHA-256 of what stood here: ' || encode(sha256(convert_to(raw, 'UTF8')), 'hex')
    where project_id = ${projectId}::uuid and ${holds(Prisma.sql`raw`, all)}`
  const samples = await tx.$executeRaw`
    update evaluation_samples s set content = null, problem = 'Purged.' from evaluation_runs r
    where r.id = s.run_id and r.project_id = ${projectId}::uuid and s.content is not null
      and ${holds(Prisma.sql`s.content::text`, all)}`
  return kept + samples + (await purgeCalls(tx, projectId, asked))
}

async function purgeCalls(tx: Tx, projectId: string, needles: readonly string[]): Promise<number> {
  if (needles.length === 0) return 0
  return tx.$executeRaw`
    update generations g set request = null, response = null,
      state = case when g.state in ('WAITING', 'QUEUED') then 'CANCELLED' else g.state end,
      ended_at = coalesce(g.ended_at, now())
    where g.project_id = ${projectId}::uuid and g.state not in ('CALLING', 'ANSWERED')
      and (${holds(Prisma.sql`coalesce(g.request::text, '')`, needles)} or ${holds(Prisma.sql`coalesce(g.response, '')`, needles)})`
}
