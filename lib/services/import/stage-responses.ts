import type pg from 'pg'
import { expectedOf } from '@/lib/core/compliance/labels'
import { responseFindings } from '@/lib/core/compliance/response-findings'
import type { Origin } from '@/lib/core/import/origin'
import { lintInstruction } from '@/lib/core/instruction/lint'
import { summarize } from '@/lib/core/item/stages'
import type { ResponseContent } from '@/lib/core/trajectory/content'
import { CopyWriter } from '@/lib/data/copy-writer'
import { sha256 } from '@/lib/data/hash'
import { newId } from '@/lib/data/id'
import { checkForeignArguments } from '@/lib/environment/check-foreign-arguments'
import { type CanonicalResponse, canonicalAsked, instructionImportKey } from './keys'

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
  /** Of a row of conversations: the instruction that is made with it; null: none is. */
  asks: { pattern: string[]; categoryPath: readonly string[] } | null
  importKey: string
  written: CanonicalResponse
  /** Its place in the draw of a sample; null: none is drawn. */
  sampleKey: number | null
  /** What its source scored it, in words. */
  score: string | null
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
  ...['asked_hash', 'asked_pattern', 'asked_language', 'sketch', 'asked_findings'],
  ...['sample_key', 'score', 'expected', 'findings'],
]

export const createResponseStage = (client: pg.Client) =>
  client.query(`
    create temp table stage_responses (
      ord int, file int, item_id uuid, revision_id uuid, category_id uuid, intent "Intent", content jsonb,
      content_hash text, import_key text, step_count int, step_key text, search_text text, tool_names text[],
      language text, model text, outcome text, raw text, request text, source_id text, instruction_key text, without_tools boolean,
      written_as int, ${ORIGIN_TABLE}, asked_hash text, asked_pattern text[], asked_language text, sketch int[],
      asked_findings jsonb, sample_key bigint, score text, expected text, findings jsonb
    )`)

export const responseWriter = (client: pg.Client) => new CopyWriter(client, 'stage_responses', COLUMNS)

export function responseRow(
  ord: number,
  response: StagedResponse,
  language: string | null,
): (string | number | null)[] {
  const { file, categoryId, intent, content, model, raw, request, sourceId, withoutTools, writtenAs } = response
  const { text } = response.written
  const hash = sha256(text)
  const summary = summarize(content)
  const asked = response.asks ? askedRow(response, response.asks, language) : null
  const expected = expectedOf(intent, null)
  const findings = responseFindings(content, expected, checkForeignArguments).map(
    ({ code, severity, ...evidence }) => ({
      ...{ id: newId(), code, severity, evidence },
    }),
  )
  return [
    ...[ord, file, newId(), newId(), categoryId, intent, text, hash, response.importKey],
    ...[summary.stepCount, summary.stepKey, summary.searchText, arrayText(summary.toolNames), summary.language],
    ...[model, summary.outcome, raw, request, sourceId, asked?.key ?? response.instructionKey],
    ...[withoutTools ? 't' : 'f', writtenAs, ...originRow(response.origin)],
    ...(asked?.row ?? [null, null, null, null, null]),
    ...[response.sampleKey, response.score, expected, findings.length > 0 ? JSON.stringify(findings) : null],
  ]
}

/** Of the instruction that a row answers what takes more than SQL to say; the rest is in the row itself. */
function askedRow(
  { request, content, written }: StagedResponse,
  { pattern, categoryPath }: NonNullable<StagedResponse['asks']>,
  language: string | null,
) {
  const asked = { text: request, pattern, tools: content.tools }
  const text = canonicalAsked(request, pattern, written)
  const hash = sha256(text)
  const summary = summarize(asked)
  const findings = lintInstruction(asked, language).map(({ code, severity, ...evidence }) => ({
    ...{ id: newId(), code, severity, evidence },
  }))
  return {
    key: instructionImportKey(categoryPath, text),
    row: [
      ...[hash, arrayText(pattern), summary.language, `{${summary.sketch.join(',')}}`],
      findings.length > 0 ? JSON.stringify(findings) : null,
    ],
  }
}

/** Rows that were staged before smaller keys came, and are no part of their file's sample any more. */
export async function dropUndrawn(client: pg.Client, limits: ReadonlyMap<number, number>): Promise<void> {
  if (limits.size === 0) return
  await client.query(
    `delete from stage_responses s using unnest($1::int[], $2::bigint[]) as drawn(file, most)
     where s.file = drawn.file and s.sample_key > drawn.most`,
    [[...limits.keys()], [...limits.values()]],
  )
}

/**
 * The instructions that the staged rows answer. Where the project has the very text already, whoever wrote it, the
 * response is joined with that one.
 */
export const stageAsked = (client: pg.Client, projectId: string) =>
  client.query(
    `insert into stage_instructions (ord, file, item_id, revision_id, category_id, intent, content, content_hash, import_key,
       step_count, step_key, search_text, tool_names, language, sketch, findings, origin_source, origin_id, origin_licence)
     select ord, file, make_uuid_v7(), make_uuid_v7(), category_id, intent,
       jsonb_build_object('text', request, 'pattern', to_jsonb(asked_pattern), 'tools', content -> 'tools'), asked_hash,
       instruction_key, cardinality(asked_pattern), array_to_string(asked_pattern, ' > '), left(request, 2000), tool_names,
       asked_language, sketch, asked_findings, origin_source, origin_id, origin_licence
     from stage_responses s
     where asked_hash is not null and not exists (
       select from items i join revisions r on r.id = coalesce(i.accepted_revision_id, i.current_revision_id)
       where i.project_id = $1 and i.stage = 'INSTRUCTION' and i.archived_at is null
         and i.search_text = left(s.request, 2000) and r.content ->> 'text' = s.request
         and i.import_key is distinct from s.instruction_key)`,
    [projectId],
  )

/** Of the rows of a file that have one id the last: runs that were taken up again append what they made anew. */
export const keepLastOfEachId = (client: pg.Client) =>
  client.query(
    `delete from stage_responses earlier using stage_responses later
     where earlier.file = later.file and earlier.source_id = later.source_id and earlier.ord < later.ord`,
  )

/** A text[] as PostgreSQL writes it. */
export const arrayText = (values: readonly string[]) =>
  `{${values.map((value) => `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`).join(',')}}`
