import type pg from 'pg'
import { newId } from '@/lib/data/id'
import { ServiceError } from '../errors'
import type { Catalogue, CategoryEntry } from './catalogue'
import { mergeInstructions } from './merge-instructions'
import { mergeResponses } from './merge-responses'

export interface MergeInput {
  projectId: string
  batchId: string
  /** The person in whose name the rows are imported; null for the operator. */
  userId: string | null
  catalogue: Catalogue
  severities: Readonly<Record<string, number>>
}

export interface Merged {
  chains: number
  instructions: number
  responses: number
  categories: number
  capabilities: number
  tools: number
}

/** Moves the staged rows into place: one statement each, in the caller's transaction. */
export async function mergeStaging(client: pg.Client, input: MergeInput): Promise<Merged> {
  const project = await client.query<{ last_number: number }>(
    'select last_number from projects where id = $1 for update',
    [input.projectId],
  )
  const lastNumber = project.rows[0]?.last_number
  if (lastNumber === undefined)
    throw new ServiceError('gone', 'The project was removed meanwhile. Nothing was imported.')
  const categories = await mergeCategories(client, input)
  const capabilities = await mergeCapabilities(client, input)
  const tools = await mergeTools(client, input)
  const chains = await mergeChains(client, input, lastNumber)
  await mergeFindings(client, input)
  const instructions = await mergeInstructions(client, input, lastNumber + chains)
  const responses = await mergeResponses(client, input, lastNumber + chains + instructions)
  const items = chains + instructions + responses
  if (items > 0)
    await client.query('update projects set last_number = last_number + $2 where id = $1', [input.projectId, items])
  return { chains, instructions, responses, categories, capabilities, tools }
}

const named = (entry: { files: Set<number> }) => entry.files.size > 0

async function mergeCategories(client: pg.Client, { projectId, catalogue, severities }: MergeInput): Promise<number> {
  const all = [...catalogue.categories.values()]
  const fresh = all.filter((entry) => !entry.existing && named(entry))
  const severityOf = (entry: CategoryEntry) =>
    entry.severity ?? (entry.parent ? null : (severities[entry.slug] ?? null))
  const { rowCount } = await client.query(
    `insert into categories (id, project_id, parent_id, slug, title, severity, position)
     select id, $1, parent_id, slug, title, severity, first.position + ordinality::int
     from unnest($2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::int[])
       with ordinality as fresh(id, parent_id, slug, title, severity, ordinality),
       (select coalesce(max(position), -1) as position from categories where project_id = $1) as first
     on conflict do nothing`,
    [
      projectId,
      fresh.map((entry) => entry.id),
      fresh.map((entry) => entry.parent?.id ?? null),
      fresh.map((entry) => entry.slug),
      fresh.map((entry) => entry.title),
      fresh.map(severityOf),
    ],
  )
  if (rowCount !== fresh.length)
    throw new ServiceError(
      'conflict',
      'Somebody added the same categories while this import was read. Nothing was imported; try again.',
    )
  const rated = all.filter((entry) => entry.existing && entry.severity === null && severityOf(entry) !== null)
  const rating = await client.query(
    `update categories set severity = rated.severity
     from unnest($2::uuid[], $3::int[]) as rated(id, severity)
     where categories.id = rated.id and categories.project_id = $1 and categories.severity is null`,
    [projectId, rated.map((entry) => entry.id), rated.map(severityOf)],
  )
  return fresh.length + (rating.rowCount ?? 0)
}

async function mergeCapabilities(client: pg.Client, { projectId, catalogue }: MergeInput): Promise<number> {
  const entries = [...catalogue.capabilities.values()].filter(named)
  const { rowCount } = await client.query(
    `insert into capabilities as old (id, project_id, name, title, description, gives, listed)
     select id, $1, name, title, description, gives, listed
     from unnest($2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::boolean[])
       as fresh(id, name, title, description, gives, listed)
     on conflict (project_id, name) do update set listed = true where excluded.listed and not old.listed`,
    [
      projectId,
      entries.map(() => newId()),
      entries.map((entry) => entry.name),
      entries.map((entry) => entry.title),
      entries.map((entry) => entry.description),
      entries.map((entry) => entry.gives),
      entries.map((entry) => entry.listed),
    ],
  )
  return rowCount ?? 0
}

async function mergeTools(client: pg.Client, { projectId, catalogue }: MergeInput): Promise<number> {
  const entries = [...catalogue.tools.values()].filter(named)
  const { rowCount } = await client.query(
    `insert into tools as old (id, project_id, name, capability_id, schema)
     select fresh.id, $1, fresh.name, capabilities.id, fresh.schema
     from unnest($2::uuid[], $3::text[], $4::text[], $5::jsonb[]) as fresh(id, name, capability, schema)
     left join capabilities on capabilities.project_id = $1 and capabilities.name = fresh.capability
     on conflict (project_id, name) do update
       set capability_id = coalesce(excluded.capability_id, old.capability_id), schema = coalesce(excluded.schema, old.schema)
       where coalesce(excluded.capability_id, old.capability_id) is distinct from old.capability_id
          or coalesce(excluded.schema, old.schema) is distinct from old.schema`,
    [
      projectId,
      entries.map(() => newId()),
      entries.map((entry) => entry.name),
      entries.map((entry) => entry.capability),
      entries.map((entry) => (entry.schema === null ? null : JSON.stringify(entry.schema))),
    ],
  )
  return rowCount ?? 0
}

async function mergeChains(client: pg.Client, input: MergeInput, lastNumber: number): Promise<number> {
  const items = await client.query(
    `insert into items (id, project_id, number, stage, intent, origin, category_id, import_key, current_revision_id,
                        step_count, step_key, search_text)
     select item_id, $1, $2 + seq, 'CHAIN', intent, 'IMPORTED', category_id, import_key, revision_id,
            step_count, step_key, search_text
     from stage_fresh join stage_chains using (ord) order by seq`,
    [input.projectId, lastNumber],
  )
  await client.query(
    `insert into revisions (id, project_id, item_id, number, content, content_hash, author_kind, author_id, import_batch_id, raw)
     select revision_id, $1, item_id, 1, content, content_hash, 'IMPORT', $2, $3, raw
     from stage_fresh join stage_chains using (ord) order by seq`,
    [input.projectId, input.userId, input.batchId],
  )
  return items.rowCount ?? 0
}

/** Findings of single chains as staged, and, worded as core's repeatedSequence does, of sequences that several chains of the project share. */
async function mergeFindings(client: pg.Client, input: MergeInput): Promise<void> {
  await client.query(
    `insert into findings (id, project_id, revision_id, code, severity, source, evidence)
     select (finding ->> 'id')::uuid, $1, revision_id, finding ->> 'code', (finding ->> 'severity')::"FindingSeverity",
            'RULE', finding -> 'evidence'
     from stage_fresh join stage_chains using (ord), jsonb_array_elements(findings) as finding
     where findings is not null`,
    [input.projectId],
  )
  await mergeRepeats(client, input)
}

/**
 * Chains of the project that share their steps. In two statements with statistics between them: of rows that this very
 * transaction wrote the planner knows nothing, and takes them for a handful.
 */
async function mergeRepeats(client: pg.Client, { projectId }: MergeInput): Promise<void> {
  await client.query('analyze items (project_id, stage, step_key, category_id)')
  await client.query(
    `create temp table stage_spread on commit drop as
     select step_key, category_id, count(*)::int as here, sum(count(*)) over (partition by step_key)::int as everywhere
     from items
     where project_id = $1 and stage = 'CHAIN' and archived_at is null and step_key <> ''
       and step_key in (select step_key from stage_fresh join stage_chains using (ord))
     group by step_key, category_id`,
    [projectId],
  )
  await client.query('analyze stage_spread')
  await client.query(
    `insert into findings (id, project_id, revision_id, code, severity, source, evidence)
     select make_uuid_v7(), $1, stage_chains.revision_id, 'repeated_sequence', 'INFO', 'RULE',
            jsonb_build_object('message', 'Same steps as ' || concat_ws(' and ',
                case when here > 1 then format('%s other chain%s of this subcategory',
                  here - 1, case when here > 2 then 's' else '' end) end,
                case when everywhere > here then format('%s chain%s of other subcategories',
                  everywhere - here, case when everywhere - here > 1 then 's' else '' end) end),
              'steps', '[]'::jsonb, 'within', here - 1, 'across', everywhere - here)
     from stage_fresh join stage_chains using (ord)
     join stage_spread on stage_spread.step_key = stage_chains.step_key
       and coalesce(stage_spread.category_id, $2::uuid) = coalesce(stage_chains.category_id, $2::uuid)
     where everywhere > 1`,
    [projectId, NO_CATEGORY],
  )
}

/** Stands for "none" where equal must find equal by hashing. */
const NO_CATEGORY = '00000000-0000-0000-0000-000000000000'
