import type pg from 'pg'
import { nearDuplicates } from '@/lib/core/instruction/lint'
import { projectSettingsSchema } from '@/lib/core/policy/settings'
import { newId } from '@/lib/data/id'
import type { MergeInput } from './merge'

type Input = Pick<MergeInput, 'projectId' | 'batchId' | 'userId'>

/** Puts the fresh instructions into place, each below the chain that it was made from where the project has that. */
export async function mergeInstructions(client: pg.Client, input: Input, lastNumber: number): Promise<number> {
  const { rows } = await client.query<{ fresh: number }>('select count(*)::int as fresh from stage_fresh_instructions')
  if (rows[0]?.fresh === 0) return 0
  await findParents(client, input)
  const items = await client.query(
    `insert into items (id, project_id, number, stage, intent, origin, category_id, import_key, current_revision_id,
       step_count, step_key, search_text, tool_names, language, sketch, model, source, source_id, licence, parent_id,
       quarantine_causes, quarantined)
     select item_id, $1, $2 + seq, 'INSTRUCTION', intent, 'IMPORTED', category_id, import_key, revision_id,
       step_count, step_key, search_text, tool_names, language, sketch, model, origin_source, origin_id, origin_licence, parent_id,
       case when failed then array['PARENT_FAILED'] else '{}' end, coalesce(failed, false)
     from stage_fresh_instructions join stage_instructions using (ord) left join stage_parents using (ord) order by seq`,
    [input.projectId, lastNumber],
  )
  await client.query(
    `insert into revisions (id, project_id, item_id, number, content, content_hash, author_kind, author_id,
       import_batch_id, parent_revision_id, raw)
     select revision_id, $1, item_id, 1, content, content_hash, 'IMPORT', $2, $3, parent_revision_id, raw
     from stage_fresh_instructions join stage_instructions using (ord) left join stage_parents using (ord) order by seq`,
    [input.projectId, input.userId, input.batchId],
  )
  await client.query(
    `insert into findings (id, project_id, revision_id, code, severity, source, evidence)
     select (finding ->> 'id')::uuid, $1, revision_id, finding ->> 'code', (finding ->> 'severity')::"FindingSeverity",
       'RULE', finding -> 'evidence'
     from stage_fresh_instructions join stage_instructions using (ord), jsonb_array_elements(findings) as finding
     where findings is not null`,
    [input.projectId],
  )
  await findNearDuplicates(client, input.projectId)
  return items.rowCount ?? 0
}

/**
 * The chain of the same category and the same steps; of several that whose explanation the file names, then the first.
 * Pinned is the text that is accepted, or the current one where none is.
 */
async function findParents(client: pg.Client, { projectId }: Input): Promise<void> {
  await client.query('drop table if exists stage_parents')
  await client.query(
    `create temp table stage_parents on commit drop as
     select distinct on (s.ord) s.ord, c.id as parent_id, coalesce(c.accepted_revision_id, c.current_revision_id) as parent_revision_id,
       c.accepted_revision_id is null and exists (select from queue_entries e where e.item_id = c.id and e.curation
         and e.status = 'CLOSED' and e.verdict = 'FAILED') as failed
     from stage_fresh_instructions join stage_instructions s using (ord)
     join items c on c.project_id = $1 and c.stage = 'CHAIN' and c.archived_at is null
       and c.category_id = s.category_id and c.step_key = s.step_key and s.step_key <> ''
     left join revisions r on r.id = c.current_revision_id
     order by s.ord, (r.content ->> 'explanation') is not distinct from s.explanation desc, c.number`,
    [projectId],
  )
}

/** A number of a sketch that more texts than this share is a turn of phrase and tells nothing of them. */
const COMMON = 60

/**
 * Of the fresh ones those that are nearly an earlier one, by the same measure as findNearDuplicates has for one at a time.
 * In sets: only texts that share a number of their sketches are compared.
 */
async function findNearDuplicates(client: pg.Client, projectId: string): Promise<void> {
  const { rows: projects } = await client.query<{ settings: unknown }>('select settings from projects where id = $1', [
    projectId,
  ])
  const { nearDuplicateFrom } = projectSettingsSchema.parse(projects[0]?.settings ?? {})
  if (nearDuplicateFrom === null) return
  await client.query(
    `create temp table stage_shared on commit drop as
     select id, number, token from items, unnest(sketch) as token
     where project_id = $1 and stage = 'INSTRUCTION' and archived_at is null`,
    [projectId],
  )
  await client.query(`delete from stage_shared where token in
    (select token from stage_shared group by token having count(*) = 1 or count(*) > ${COMMON})`)
  await client.query('analyze stage_shared')
  const { rows } = await client.query<{ revision_id: string; others: { number: number; similarity: number }[] }>(
    `select revision_id, jsonb_agg(jsonb_build_object('number', number, 'similarity', similarity) order by place) as others
     from (
       select s.revision_id, near.number, near.similarity,
         row_number() over (partition by s.revision_id order by near.similarity desc, near.number) as place
       from (
         select distinct own.id, other.id as other_id from stage_shared own join stage_shared other using (token)
         where other.number < own.number and own.id in
           (select item_id from stage_fresh_instructions join stage_instructions using (ord))
       ) pair
       join stage_instructions s on s.item_id = pair.id
       join items other on other.id = pair.other_id
       cross join lateral (select other.number, similarity(other.search_text, s.search_text)::float8 as similarity) near
       where near.similarity >= $1
     ) ranked
     where place <= 3 group by revision_id`,
    [nearDuplicateFrom],
  )
  const findings = rows.map(({ revision_id, others }) => ({ revision_id, ...nearDuplicates(others)! }))
  await client.query(
    `insert into findings (id, project_id, revision_id, code, severity, source, evidence)
     select id, $1, revision_id, 'near_duplicate', 'WARNING', 'RULE', evidence
     from unnest($2::uuid[], $3::uuid[], $4::jsonb[]) as found(id, revision_id, evidence)`,
    [
      projectId,
      findings.map(() => newId()),
      findings.map(({ revision_id }) => revision_id),
      findings.map(({ message, steps, details }) => JSON.stringify({ message, steps, details })),
    ],
  )
}
