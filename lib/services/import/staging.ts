import type pg from 'pg'
import type { ChainContent } from '@/lib/core/chain/content'
import { chainSearchText, stepKey } from '@/lib/core/chain/content'
import { CopyWriter } from '@/lib/data/copy-writer'
import { newId } from '@/lib/data/id'
import { chainImportKey, hashContent } from './keys'

export interface StagedFinding {
  code: string
  severity: 'INFO' | 'WARNING' | 'ERROR'
  evidence: { message: string } & Record<string, unknown>
}

export interface StagedChain {
  file: number
  line: number
  categoryId: string | null
  /** Slugs down to the subcategory. */
  categoryPath: readonly string[]
  intent: 'HARMFUL' | 'BORDERLINE' | 'BENIGN'
  content: ChainContent
  raw: string
  findings: StagedFinding[]
}

const COLUMNS = [
  'ord',
  'file',
  'line',
  'item_id',
  'revision_id',
  'category_id',
  'category_path',
  'intent',
  'content',
  'content_hash',
  'import_key',
  'step_count',
  'step_key',
  'search_text',
  'raw',
  'findings',
] as const

/**
 * Temporary tables of one session: never logged, never visible to others, gone with the connection. So an import that is
 * killed while it reads has written nothing.
 */
export async function createStaging(client: pg.Client): Promise<void> {
  await client.query(`set temp_buffers = '64MB'`)
  // A server whose client was killed would work on for minutes, holding the project's lock. Not every system can look.
  await client.query(`set client_connection_check_interval = '2s'`).catch(() => {})
  await client.query(`
    create temp table stage_chains (
      ord int, file int, line int, item_id uuid, revision_id uuid,
      category_id uuid, category_path text, intent "Intent", content jsonb, content_hash text, import_key text,
      step_count int, step_key text, search_text text, raw text, findings jsonb
    )`)
}

export class ChainStage {
  private readonly writer: CopyWriter
  private ord = 0

  constructor(client: pg.Client) {
    this.writer = new CopyWriter(client, 'stage_chains', COLUMNS)
  }

  get count(): number {
    return this.ord
  }

  /** Resolves at once unless the database is behind. */
  add(chain: StagedChain): Promise<void> | undefined {
    const { content, categoryPath } = chain
    const { text, hash } = hashContent(content)
    this.ord += 1
    return this.writer.row([
      this.ord,
      chain.file,
      chain.line,
      newId(),
      newId(),
      chain.categoryId,
      categoryPath.join('/'),
      chain.intent,
      text,
      hash,
      chainImportKey(categoryPath, text),
      content.steps.length,
      stepKey(content.steps),
      chainSearchText(content),
      chain.raw,
      chain.findings.length === 0 ? null : JSON.stringify(chain.findings.map((f) => ({ id: newId(), ...f }))),
    ])
  }

  async end(): Promise<void> {
    await this.writer.end()
  }

  async abort(): Promise<void> {
    await this.writer.abort()
  }
}

/** Drops what unreadable files left behind, and marks which rows are new: the first of each import key not yet in the project. */
export async function compareStaging(client: pg.Client, projectId: string, brokenFiles: number[]): Promise<void> {
  if (brokenFiles.length > 0) await client.query('delete from stage_chains where file = any($1)', [brokenFiles])
  await client.query('analyze stage_chains')
  await client.query('drop table if exists stage_fresh')
  await client.query(
    `create temp table stage_fresh as
     select first.ord, (row_number() over (order by first.ord))::int as seq
     from (select min(ord) as ord, import_key from stage_chains group by import_key) as first
     where not exists (
       select 1 from items where items.project_id = $1 and items.import_key = first.import_key
     )`,
    [projectId],
  )
  await client.query('analyze stage_fresh')
}
