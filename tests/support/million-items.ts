import type pg from 'pg'
import { CopyWriter } from '@/lib/data/copy-writer'
import { newId } from '@/lib/data/id'

/** A project of many made-up items, the same at every run: words by Zipf, categories of very different sizes, few of what is rare. */
export interface ManyItems {
  projectId: string
  userId: string
  categoryIds: string[]
  /** Words by how often they stand: the first in most items, the last in a handful. */
  words: string[]
}

const SECOND = 1_000
const CATEGORIES = { top: 8, each: 8 }
const VERDICTS = ['PASSED', 'OPEN', 'FAILED', 'CONTESTED'] as const
const CAPABILITIES = Array.from({ length: 43 }, (_, n) => `Area${n % 9}.do_thing_${n}`)

/** mulberry32: small, seeded, good enough for made-up rows. */
function makeRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

/** As many different syllables as a language has in use, so that words share as few trigrams as real ones do. */
const ONSETS = 'b br c ch d dr f fl g gr h j k l m n p pl pr qu r s sh st str t th tr v w'.split(' ')
const RIMES = 'a ack al an ance ate e ed en ent er est i ic in ing ion ish ist ity o om on oss ous ug um ure y'.split(
  ' ',
)
const SYLLABLES = ONSETS.flatMap((onset) => RIMES.map((rime) => onset + rime))

function makeWords(count: number, random: () => number): string[] {
  const words = new Set<string>()
  while (words.size < count) {
    const length = 1 + Math.floor(random() * 3)
    words.add(Array.from({ length }, () => SYLLABLES[Math.floor(random() * SYLLABLES.length)]).join(''))
  }
  return [...words]
}

export async function makeManyItems(client: pg.Client, count: number): Promise<ManyItems> {
  const random = makeRandom(7)
  const words = makeWords(6_000, random)
  // Exponent 2.2: the first word in nearly every item, the middle ones in a few of a thousand.
  const pick = <T>(from: readonly T[], exponent: number): T => from[Math.floor(from.length * random() ** exponent)]!
  const [projectId, userId] = [newId(), newId()]
  await client.query(`insert into projects (id, slug, name, last_number) values ($1, 'many', 'Many', $2)`, [
    projectId,
    count,
  ])
  await client.query(
    `insert into users (id, email, name, password_hash) values ($1, 'many@example.org', 'Many', 'not-a-hash')`,
    [userId],
  )
  await client.query(`insert into memberships (project_id, user_id, roles) values ($1, $2, '{REVIEWER}')`, [
    projectId,
    userId,
  ])
  const categoryIds = await writeCategories(client, projectId)
  // Rows that are right by construction need no foreign-key check each, and big indexes are built in memory.
  await client.query(`set session_replication_role = replica; set maintenance_work_mem = '1GB'`)
  const rebuild = await dropIndexes(client, ['items', 'revisions', 'findings'])
  const started = Date.UTC(2026, 0, 1)
  const items = new CopyWriter(client, 'items', [
    ...['id', 'project_id', 'number', 'stage', 'intent', 'origin', 'category_id', 'import_key', 'current_revision_id'],
    ...['verdict', 'attempt', 'step_count', 'step_key', 'search_text', 'model', 'flagged', 'created_at', 'updated_at'],
  ])
  const found: [revisionId: string, itemId: string, code: string][] = []
  for (let number = 1; number <= count; number++) {
    const [id, revisionId, chance] = [newId(), newId(), random()]
    const steps = Array.from({ length: number % 5_000 === 0 ? 7 : 1 + Math.floor(random() * 5) }, () =>
      pick(CAPABILITIES, 2),
    )
    const text = Array.from({ length: 30 + Math.floor(random() * 40) }, () => pick(words, 2.2)).join(' ')
    const verdict =
      chance < 0.55 ? VERDICTS[0] : chance < 0.87 ? VERDICTS[1] : chance < 0.99 ? VERDICTS[2] : VERDICTS[3]
    const at = new Date(started + number * 20 * SECOND + Math.floor(random() * 30 * 86_400) * SECOND).toISOString()
    if (random() < 0.05) found.push([revisionId, id, 'repeated_sequence'])
    if (number % 3_000 === 0) found.push([revisionId, id, 'unknown_capability'])
    await items.row([
      ...[id, projectId, number, 'CHAIN', number % 1_000 === 0 ? 'BENIGN' : 'HARMFUL'],
      ...[random() < 0.5 ? 'IMPORTED' : 'GENERATED', pick(categoryIds, 2), `key-${number}`, revisionId],
      ...[verdict, random() < 0.1 ? 2 : 1, steps.length, steps.join(' > '), text, 'model-a', number % 7_000 === 0],
      ...[at, at],
    ])
  }
  await items.end()
  await writeFindings(client, projectId, found)
  for (const statement of rebuild) await client.query(statement)
  await client.query('vacuum analyze')
  return { projectId, userId, categoryIds, words }
}

async function writeCategories(client: pg.Client, projectId: string): Promise<string[]> {
  const ids: string[] = []
  for (let top = 0; top < CATEGORIES.top; top++) {
    const parentId = newId()
    await client.query(
      'insert into categories (id, project_id, slug, title, severity, position) values ($1, $2, $3, $3, $4, $5)',
      [parentId, projectId, `top_${top}`, top % 5, top],
    )
    for (let sub = 0; sub < CATEGORIES.each; sub++) {
      const id = newId()
      await client.query(
        'insert into categories (id, project_id, parent_id, slug, title, position) values ($1, $2, $3, $4, $4, $5)',
        [id, projectId, parentId, `sub_${sub}`, sub],
      )
      ids.push(id)
    }
  }
  return ids
}

async function writeFindings(client: pg.Client, projectId: string, found: [string, string, string][]): Promise<void> {
  const revisions = new CopyWriter(client, 'revisions', [
    ...['id', 'project_id', 'item_id', 'number', 'content', 'content_hash', 'author_kind'],
  ])
  const written = new Set<string>()
  for (const [revisionId, itemId] of found) {
    if (written.has(revisionId)) continue
    written.add(revisionId)
    await revisions.row([revisionId, projectId, itemId, 1, '{"steps":[],"explanation":""}', 'hash', 'IMPORT'])
  }
  await revisions.end()
  const findings = new CopyWriter(client, 'findings', [
    ...['id', 'project_id', 'revision_id', 'code', 'severity', 'evidence'],
  ])
  for (const [revisionId, , code] of found)
    await findings.row([newId(), projectId, revisionId, code, 'INFO', '{"message":""}'])
  await findings.end()
}

/** Rows go in faster without indexes; returns the statements that build them again, exactly as they were. */
async function dropIndexes(client: pg.Client, tables: string[]): Promise<string[]> {
  const { rows } = await client.query<{ name: string; definition: string }>(
    `select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition from pg_index
     where indrelid = any($1::text[]::regclass[]) and not indisprimary`,
    [tables],
  )
  for (const { name } of rows) await client.query(`drop index ${name}`)
  return rows.map(({ definition }) => definition)
}
