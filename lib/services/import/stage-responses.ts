import type pg from 'pg'
import type { Origin } from '@/lib/core/import/origin'
import { summarize } from '@/lib/core/item/stages'
import type { ResponseContent } from '@/lib/core/trajectory/content'
import { CopyWriter } from '@/lib/data/copy-writer'
import { newId } from '@/lib/data/id'
import { hashContent, responseImportKey } from './keys'

export interface StagedResponse {
  file: number
  line: number
  categoryId: string | null
  intent: 'HARMFUL' | 'BORDERLINE' | 'BENIGN'
  content: ResponseContent
  /** The user's text. */
  request: string
  sourceId: string | null
  /** Import key of the instruction that has the same id in these files. */
  instructionKey: string | null
  /** Neither the record nor an instruction of these files says what tools were offered. */
  withoutTools: boolean
  model: string | null
  origin: Origin
  /** Its item's number in the project that wrote it out, where one did. */
  writtenAs: number | null
  raw: string
}

/** Of staged rows: whose they are. */
export const ORIGIN_COLUMNS = ['origin_source', 'origin_id', 'origin_licence'] as const
export const ORIGIN_TABLE = ORIGIN_COLUMNS.map((name) => `${name} text`).join(', ')
export const originRow = ({ source, id, licence }: Origin) => [source, id, licence]

const COLUMNS = [
  ...['ord', 'file', 'item_id', 'revision_id', 'category_id', 'intent', 'content', 'content_hash', 'import_key'],
  ...['step_count', 'step_key', 'search_text', 'tool_names', 'language', 'model', 'outcome', 'raw'],
  ...['request', 'source_id', 'instruction_key', 'without_tools', 'written_as', ...ORIGIN_COLUMNS],
]

export const createResponseStage = (client: pg.Client) =>
  client.query(`
    create temp table stage_responses (
      ord int, file int, item_id uuid, revision_id uuid, category_id uuid, intent "Intent", content jsonb,
      content_hash text, import_key text, step_count int, step_key text, search_text text, tool_names text[],
      language text, model text, outcome text, raw text, request text, source_id text, instruction_key text, without_tools boolean,
      written_as int, ${ORIGIN_TABLE}
    )`)

export const responseWriter = (client: pg.Client) => new CopyWriter(client, 'stage_responses', COLUMNS)

export function responseRow(ord: number, response: StagedResponse): (string | number | null)[] {
  const { file, categoryId, intent, content, model, raw, request, sourceId, instructionKey, withoutTools, writtenAs } =
    response
  const { text, hash } = hashContent(content)
  const { stepCount, stepKey, searchText, toolNames, language, outcome } = summarize(content)
  return [
    ...[ord, file, newId(), newId(), categoryId, intent, text, hash, responseImportKey(content)],
    ...[stepCount, stepKey, searchText, arrayText(toolNames), language, model, outcome, raw],
    ...[request, sourceId, instructionKey, withoutTools ? 't' : 'f', writtenAs, ...originRow(response.origin)],
  ]
}

/** Of the rows of a file that have one id the last: runs that were taken up again append what they made anew. */
export const keepLastOfEachId = (client: pg.Client) =>
  client.query(
    `delete from stage_responses earlier using stage_responses later
     where earlier.file = later.file and earlier.source_id = later.source_id and earlier.ord < later.ord`,
  )

/** A text[] as PostgreSQL writes it. */
export const arrayText = (values: readonly string[]) =>
  `{${values.map((value) => `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`).join(',')}}`
