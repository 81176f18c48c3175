import type pg from 'pg'
import type { ChainContent } from '@/lib/core/chain/content'
import { chainSearchText, stepKey } from '@/lib/core/chain/content'
import type { Origin } from '@/lib/core/import/origin'
import type { InstructionContent } from '@/lib/core/instruction/content'
import { summarize } from '@/lib/core/item/stages'
import { CopyWriter } from '@/lib/data/copy-writer'
import { newId } from '@/lib/data/id'
import { chainImportKey, hashContent, instructionImportKey } from './keys'
import {
  arrayText,
  createResponseStage,
  keepLastOfEachId,
  ORIGIN_COLUMNS,
  ORIGIN_TABLE,
  originRow,
  responseRow,
  responseWriter,
  type StagedResponse,
  stageAsked,
} from './stage-responses'

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
  /** Its item's number in the project that wrote it out, where one did. */
  writtenAs: number | null
  raw: string
  findings: StagedFinding[]
}

export interface StagedInstruction extends Omit<StagedChain, 'content'> {
  content: InstructionContent
  /** Of the chain that it was made from. */
  explanation: string | null
  model: string | null
  origin: Origin
}

const INSTRUCTION_COLUMNS = [
  ...['ord', 'file', 'item_id', 'revision_id', 'category_id', 'intent', 'content', 'content_hash', 'import_key'],
  ...[
    'step_count',
    'step_key',
    'search_text',
    'tool_names',
    'language',
    'sketch',
    'explanation',
    'model',
    'raw',
    'findings',
    'written_as',
    ...ORIGIN_COLUMNS,
  ],
]

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
  'written_as',
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
      step_count int, step_key text, search_text text, raw text, findings jsonb, written_as int
    )`)
  await client.query(`
    create temp table stage_instructions (
      ord int, file int, item_id uuid, revision_id uuid, category_id uuid, intent "Intent", content jsonb,
      content_hash text, import_key text, step_count int, step_key text, search_text text, tool_names text[],
      language text, sketch int[], explanation text, model text, raw text, findings jsonb, written_as int, ${ORIGIN_TABLE}
    )`)
  await createResponseStage(client)
}

/** Files of chains are read before those of instructions, and these before those of responses, since a connection takes one COPY at a time. */
export class ItemStage {
  private chains: CopyWriter | null
  private instructions: CopyWriter | null = null
  private responses: CopyWriter | null = null
  private ord = 0

  constructor(
    private readonly client: pg.Client,
    /** Of the project's instructions, where one is set. */
    private readonly language: string | null,
  ) {
    this.chains = new CopyWriter(client, 'stage_chains', COLUMNS)
  }

  async addInstruction(instruction: StagedInstruction): Promise<void> {
    await this.endChains()
    this.instructions ??= new CopyWriter(this.client, 'stage_instructions', INSTRUCTION_COLUMNS)
    const { file, categoryId, categoryPath, intent, content, explanation, model, raw, findings, writtenAs } =
      instruction
    const { text, hash } = hashContent(content)
    const { stepCount, stepKey: steps, searchText, toolNames, language, sketch } = summarize(content)
    this.ord += 1
    await this.instructions.row([
      ...[this.ord, file, newId(), newId(), categoryId, intent, text, hash, instructionImportKey(categoryPath, text)],
      ...[
        stepCount,
        steps,
        searchText,
        arrayText(toolNames),
        language,
        `{${sketch.join(',')}}`,
        explanation,
        model,
        raw,
      ],
      findings.length === 0 ? null : JSON.stringify(findings.map((f) => ({ id: newId(), ...f }))),
      writtenAs,
      ...originRow(instruction.origin),
    ])
  }

  async addResponse(response: StagedResponse): Promise<void> {
    await this.endChains()
    await this.instructions?.end()
    this.instructions = null
    this.responses ??= responseWriter(this.client)
    this.ord += 1
    await this.responses.row(responseRow(this.ord, response, this.language))
  }

  private async endChains(): Promise<void> {
    await this.chains?.end()
    this.chains = null
  }

  /** Resolves at once unless the database is behind. */
  add(chain: StagedChain): Promise<void> | undefined {
    const { content, categoryPath } = chain
    const { text, hash } = hashContent(content)
    this.ord += 1
    return this.chains!.row([
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
      chain.writtenAs,
    ])
  }

  async end(): Promise<void> {
    await this.chains?.end()
    await this.instructions?.end()
    await this.responses?.end()
  }

  async abort(): Promise<void> {
    await (this.responses ?? this.instructions ?? this.chains)?.abort()
  }
}

/**
 * Drops what unreadable files left behind, and marks which rows are new: the first of each import key not yet in the
 * project. What this very project wrote out is not new either, whoever made it here: its item has a text that is the same
 * to the letter, at the same place of the taxonomy.
 */
export async function compareStaging(client: pg.Client, projectId: string, brokenFiles: number[]): Promise<void> {
  await compareTable(client, { projectId, brokenFiles, from: 'stage_chains', into: 'stage_fresh' })
  if (brokenFiles.length > 0) await client.query('delete from stage_responses where file = any($1)', [brokenFiles])
  await client.query('analyze stage_responses (file, source_id, ord, instruction_key, expected, without_tools)')
  await keepLastOfEachId(client)
  await stageAsked(client, projectId)
  await compareTable(client, { projectId, brokenFiles, from: 'stage_instructions', into: 'stage_fresh_instructions' })
  await compareTable(client, { projectId, brokenFiles, from: 'stage_responses', into: 'stage_fresh_responses' })
}

interface Comparison {
  projectId: string
  brokenFiles: number[]
  from: string
  into: string
}

/** Of the staged rows the planner is told what they are joined by; reading their texts for it would take far longer. */
async function compareTable(client: pg.Client, { projectId, brokenFiles, from, into }: Comparison): Promise<void> {
  if (brokenFiles.length > 0) await client.query(`delete from ${from} where file = any($1)`, [brokenFiles])
  await client.query(`analyze ${from} (ord, import_key, category_id, content_hash, step_key, written_as)`)
  await client.query(`drop table if exists ${into}`)
  await client.query(
    `create temp table ${into} as
     select first.ord, (row_number() over (order by first.ord))::int as seq
     from (select min(ord) as ord, import_key from ${from} group by import_key) as first
     where not exists (
       select 1 from items where items.project_id = $1 and items.import_key = first.import_key
     ) and not exists (
       select 1 from ${from} as line
       join items on items.project_id = $1 and items.number = line.written_as
         and items.category_id is not distinct from line.category_id
       join revisions on revisions.item_id = items.id and revisions.content_hash = line.content_hash
       where line.ord = first.ord and line.written_as is not null
     )`,
    [projectId],
  )
  await client.query(`analyze ${into}`)
}
