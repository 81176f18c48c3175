import type pg from 'pg'
import type { Expected } from '@/lib/core/compliance/labels'
import { SOURCE_SCORE } from '@/lib/core/compliance/opinion'
import { responseFindings } from '@/lib/core/compliance/response-findings'
import { summarize } from '@/lib/core/item/stages'
import type { ResponseContent } from '@/lib/core/trajectory/content'
import { Prisma } from '@/lib/data/client'
import { newId } from '@/lib/data/id'
import { expectedOutcome } from '@/lib/data/queries/response-facts'
import { checkForeignArguments } from '@/lib/environment/check-foreign-arguments'
import { quarantineStatement } from '../review/quarantine-responses'
import { hashContent } from './keys'
import type { MergeInput } from './merge'

type Input = Pick<MergeInput, 'projectId' | 'batchId' | 'userId'>

/** Puts the fresh responses into place, each below the instruction that it answers where the project has that. */
export async function mergeResponses(client: pg.Client, input: Input, lastNumber: number): Promise<number> {
  const { rows } = await client.query<{ fresh: number }>('select count(*)::int as fresh from stage_fresh_responses')
  if (rows[0]?.fresh === 0) return 0
  // Below, responses are taken a few at a time.
  await client.query('create index on stage_responses (ord)')
  await client.query('create index on stage_fresh_responses (seq)')
  await findParents(client, input)
  const retooled = await takeTools(client, rows[0]!.fresh)
  const items = await client.query(
    `insert into items (id, project_id, number, stage, intent, origin, category_id, import_key, current_revision_id,
       step_count, step_key, search_text, tool_names, language, model, outcome, source, source_id, licence, parent_id,
       quarantine_causes, quarantined)
     select item_id, $1, $2 + seq, 'RESPONSE', coalesce(p.intent, s.intent), 'IMPORTED',
       coalesce(p.category_id, s.category_id), import_key, revision_id, step_count, step_key, search_text, tool_names,
       language, model, outcome, origin_source, origin_id, origin_licence, p.parent_id, case when failed then array['PARENT_FAILED'] else '{}' end, coalesce(failed, false)
     from stage_fresh_responses join stage_responses s using (ord) left join stage_asked p using (ord) order by seq`,
    [input.projectId, lastNumber],
  )
  await client.query(
    `insert into revisions (id, project_id, item_id, number, content, content_hash, author_kind, author_id,
       import_batch_id, parent_revision_id, raw)
     select revision_id, $1, item_id, 1, content, content_hash, 'IMPORT', $2, $3, parent_revision_id, raw
     from stage_fresh_responses join stage_responses using (ord) left join stage_asked using (ord) order by seq`,
    [input.projectId, input.userId, input.batchId],
  )
  // Of rows that this very transaction wrote the planner knows nothing, and takes them for a handful.
  await client.query('analyze items (id, stage, intent, parent_id, current_revision_id, accepted_revision_id)')
  await client.query('analyze revisions (id, item_id, parent_revision_id)')
  await writeFindings(client, input.projectId, retooled)
  await client.query('analyze findings (revision_id, code, source)')
  const fresh = Prisma.sql`i.id in (select item_id from stage_fresh_responses join stage_responses using (ord))`
  const statement = quarantineStatement(fresh)
  await client.query(statement.text, statement.values)
  return items.rowCount ?? 0
}

/**
 * The instruction that has the response's id in the same files, else the one of the same text: of several that of the
 * same category, then one that is accepted, then the first. Pinned is the text that is accepted, else the current one.
 */
async function findParents(client: pg.Client, { projectId }: Input): Promise<void> {
  await client.query('drop table if exists stage_asked')
  await client.query(
    `create temp table stage_asked on commit drop as
     with named as (
       select s.ord, i.id from stage_fresh_responses join stage_responses s using (ord)
       join items i on i.project_id = $1 and i.import_key = s.instruction_key
       where i.archived_at is null and i.stage = 'INSTRUCTION'
     ), same as (
       select distinct on (s.ord) s.ord, i.id from stage_fresh_responses join stage_responses s using (ord)
       join items i on i.project_id = $1 and i.stage = 'INSTRUCTION' and i.archived_at is null
         and i.search_text = left(s.request, 2000)
       join revisions r on r.id = coalesce(i.accepted_revision_id, i.current_revision_id)
         and r.content ->> 'text' = s.request
       where s.ord not in (select ord from named)
       order by s.ord, i.category_id is not distinct from s.category_id desc, i.accepted_revision_id is null, i.number
     )
     select ord, i.id as parent_id, i.intent, i.category_id,
       coalesce(i.accepted_revision_id, i.current_revision_id) as parent_revision_id,
       i.accepted_revision_id is null and exists (select from queue_entries e where e.item_id = i.id and e.curation
         and e.status = 'CLOSED' and e.verdict = 'FAILED') as failed
     from (select * from named union all select * from same) as asked join items i using (id)`,
    [projectId],
  )
}

/** Responses of which nothing in the files says what tools were offered take those of the instruction that they answer. */
async function takeTools(client: pg.Client, fresh: number): Promise<number[]> {
  const { rows: some } = await client.query<{ n: number }>(
    'select count(*)::int as n from stage_fresh_responses join stage_responses using (ord) where without_tools',
  )
  if (some[0]!.n === 0) return []
  const retooled: number[] = []
  for (let from = 1; from <= fresh; from += BATCH) {
    const { rows } = await client.query<{ ord: number; content: ResponseContent; tools: ResponseContent['tools'] }>(
      `select s.ord, s.content, asked.content -> 'tools' as tools
       from stage_fresh_responses fresh join stage_responses s using (ord) join stage_asked p using (ord)
       join revisions asked on asked.id = p.parent_revision_id
       where s.without_tools and fresh.seq between $1 and $2 and asked.content -> 'tools' <> '[]'`,
      [from, from + BATCH - 1],
    )
    if (rows.length === 0) continue
    const told = rows.map(({ ord, content, tools }) => ({ ord, content: { ...content, tools } }))
    retooled.push(...told.map(({ ord }) => ord))
    await client.query(
      `update stage_responses s set content = told.content, content_hash = told.hash,
         tool_names = array(select jsonb_array_elements_text(told.names))
       from unnest($1::int[], $2::jsonb[], $3::text[], $4::jsonb[]) as told(ord, content, hash, names) where s.ord = told.ord`,
      [
        told.map(({ ord }) => ord),
        told.map(({ content }) => JSON.stringify(content)),
        told.map(({ content }) => hashContent(content).hash),
        told.map(({ content }) => JSON.stringify(summarize(content).toolNames)),
      ],
    )
  }
  return retooled
}

/** Contents held in memory at a time; one may have four megabytes. */
const BATCH = 50

/**
 * What the rules found while the rows were read, where it still holds: what an agent should have done, and which tools it
 * had, may follow from an instruction that the project has. Those of which it does not are looked at again.
 */
async function writeFindings(client: pg.Client, projectId: string, retooled: readonly number[]): Promise<void> {
  await client.query('drop table if exists stage_anew')
  await client.query(
    `create temp table stage_anew on commit drop as
     select fresh.ord, row_number() over (order by fresh.seq)::int as seq, (${expectedOutcome.sql})::text as expected
     from stage_fresh_responses fresh join stage_responses s using (ord)
     join items i on i.id = s.item_id join revisions r on r.id = i.current_revision_id
     where s.ord = any($1::int[]) or (${expectedOutcome.sql})::text is distinct from s.expected`,
    [retooled],
  )
  await client.query(
    `insert into findings (id, project_id, revision_id, code, severity, source, evidence)
     select (finding ->> 'id')::uuid, $1, revision_id, finding ->> 'code', (finding ->> 'severity')::"FindingSeverity",
       'RULE', finding -> 'evidence'
     from stage_fresh_responses join stage_responses s using (ord), jsonb_array_elements(findings) as finding
     where findings is not null and s.ord not in (select ord from stage_anew)`,
    [projectId],
  )
  await client.query(
    `insert into findings (id, project_id, revision_id, code, severity, source, evidence)
     select make_uuid_v7(), $1, revision_id, $2, 'INFO', 'RULE', jsonb_build_object('message', score, 'steps', '[]'::jsonb)
     from stage_fresh_responses join stage_responses using (ord) where score is not null`,
    [projectId, SOURCE_SCORE],
  )
  await writeAnew(client, projectId)
}

async function writeAnew(client: pg.Client, projectId: string): Promise<void> {
  for (let from = 1; ; from += BATCH) {
    const { rows } = await client.query<{ id: string; content: ResponseContent; expected: Expected | null }>(
      `select r.id, r.content, anew.expected
       from stage_anew anew join stage_responses s using (ord)
       join items i on i.id = s.item_id join revisions r on r.id = i.current_revision_id
       where anew.seq between $1 and $2 order by anew.seq`,
      [from, from + BATCH - 1],
    )
    if (rows.length === 0) return
    const found = rows.flatMap(({ id, content, expected }) =>
      responseFindings(content, expected, checkForeignArguments).map(({ code, severity, ...evidence }) => ({
        ...{ revisionId: id, code, severity, evidence },
      })),
    )
    await client.query(
      `insert into findings (id, project_id, revision_id, code, severity, source, evidence)
       select id, $1, revision_id, code, severity::"FindingSeverity", 'RULE', evidence
       from unnest($2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::jsonb[])
         as found(id, revision_id, code, severity, evidence)`,
      [
        projectId,
        found.map(() => newId()),
        found.map(({ revisionId }) => revisionId),
        found.map(({ code }) => code),
        found.map(({ severity }) => severity),
        found.map(({ evidence }) => JSON.stringify(evidence)),
      ],
    )
  }
}
