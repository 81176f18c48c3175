import type pg from 'pg'
import type { TakeOutStage } from '@/lib/core/export/formats'
import type { ItemContent } from '@/lib/core/item/content'
import { normalise, promptOf } from '@/lib/core/snapshot/normalise'
import { type Db, Prisma } from '@/lib/data/client'
import { sha256 } from '@/lib/data/hash'

const BATCH = 2_000

/** Hash lists in force for a project, its own and everywhere's, as far as they hold anything. */
export const hasHashLists = async (db: Db, projectId: string): Promise<boolean> =>
  (await db.hashList.count({ where: { removedAt: null, OR: [{ projectId }, { projectId: null }] } })) > 0

/** As much of a content as promptOf reads: a response may have 4 MB. */
const ASKED: Record<TakeOutStage, Prisma.Sql> = {
  CHAIN: Prisma.sql`jsonb_build_object('explanation', r.content -> 'explanation')`,
  INSTRUCTION: Prisma.sql`jsonb_build_object('text', r.content -> 'text')`,
  RESPONSE: Prisma.sql`jsonb_build_object('messages', jsonb_path_query_array(r.content, '$.messages[*] ? (@.role == "user")'))`,
}

interface ListedInput {
  projectId: string
  stage: TakeOutStage
  /** Items whose accepted text is looked at (alias i). */
  where: Prisma.Sql
}

/**
 * Items whose accepted text asks what a prompt on a hash list asks: equal once normalised, as snapshots compare. Needs a
 * transaction, for its cursor and so that it is of the same moment as what is read beside it.
 */
export async function findListed(client: pg.Client, { projectId, stage, where }: ListedInput): Promise<string[]> {
  const { rows: lists } = await client.query<{ hash: string }>(
    `select distinct e.hash from hash_list_entries e join hash_lists l on l.id = e.list_id
     where l.removed_at is null and (l.project_id = $1 or l.project_id is null)`,
    [projectId],
  )
  if (lists.length === 0) return []
  const hashes = new Set(lists.map(({ hash }) => hash))
  const query = Prisma.sql`declare asked no scroll cursor for select i.id,
      (select ${ASKED[stage]} from revisions r where r.id = i.accepted_revision_id) as content
    from items i where ${where}`
  await client.query(query.text, query.values)
  const listed: string[] = []
  for (;;) {
    const { rows } = await client.query<{ id: string; content: ItemContent }>(`fetch ${BATCH} from asked`)
    for (const { id, content } of rows) {
      const prompt = normalise(promptOf(content))
      if (prompt !== '' && hashes.has(sha256(prompt))) listed.push(id)
    }
    if (rows.length < BATCH) break
  }
  await client.query('close asked')
  return listed
}
