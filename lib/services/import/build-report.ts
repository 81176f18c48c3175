import type pg from 'pg'
import { CHAIN_LENGTH } from '@/lib/core/chain/lint'
import type { ImportOptions } from '@/lib/core/import/batch'
import type { ImportReport } from '@/lib/core/import/report'
import { countTools, lintCategories, listedCapabilities, tallyCatalogue } from './report-catalogue'
import type { StagedImport } from './stage-import'

/**
 * The preview of what is staged (compareStaging went before). Counts over chains are SQL over the staging table and the
 * project's items together, so they cost no memory here.
 */
export async function buildReport(
  client: pg.Client,
  projectId: string,
  staged: StagedImport,
  options: ImportOptions,
): Promise<ImportReport> {
  await client.query(SEQUENCES, [projectId])
  const items = await client.query<{ read: number; fresh: number }>(
    `select (select count(*)::int from stage_chains) as read, (select count(*)::int from stage_fresh) as fresh
     union all
     select (select count(*)::int from stage_instructions), (select count(*)::int from stage_fresh_instructions)
     union all
     select (select count(*)::int from stage_responses), (select count(*)::int from stage_fresh_responses)`,
  )
  const [ofChains, ofInstructions, ofResponses] = items.rows.map(({ read, fresh }) => ({
    read,
    fresh,
    known: read - fresh,
  }))
  return {
    files: staged.files,
    kinds: { ...tallyCatalogue(staged), chains: ofChains!, instructions: ofInstructions!, responses: ofResponses! },
    lint: {
      ...(await countChains(client)),
      ...(await lintCapabilities(client, staged)),
      ...lintCategories(staged, options, await chainsByCategory(client, projectId)),
    },
    problems: staged.problems.result,
  }
}

/** Every step sequence of the project as it would be, with how many chains have it. */
const SEQUENCES = `
  create temp table stage_sequences as
  select step_key, sum(chains)::int as chains, max(step_count) as step_count, sum(empty)::int as empty
  from (
    select step_key, count(*) as chains, max(step_count) as step_count, count(findings.id) as empty
    from items
    left join findings on findings.revision_id = items.current_revision_id and findings.code = 'empty_explanation'
    where items.project_id = $1 and stage = 'CHAIN' and archived_at is null group by step_key
    union all
    select step_key, count(*), max(step_count),
           count(*) filter (where btrim(content ->> 'explanation', E' \\t\\r\\n') = '')
    from stage_fresh join stage_chains using (ord) group by step_key
  ) as both_sides
  group by step_key`

async function countChains(client: pg.Client) {
  const { rows } = await client.query<
    Record<'chains' | 'distinct' | 'repeated' | 'in_repeated' | 'out_of_range' | 'empty', number>
  >(
    `select coalesce(sum(chains), 0)::int as chains, count(*)::int as distinct,
            count(*) filter (where chains > 1)::int as repeated,
            coalesce(sum(chains) filter (where chains > 1), 0)::int as in_repeated,
            coalesce(sum(chains) filter (where step_count not between $1 and $2), 0)::int as out_of_range,
            coalesce(sum(empty), 0)::int as empty
     from stage_sequences`,
    [CHAIN_LENGTH.min, CHAIN_LENGTH.max],
  )
  const row = rows[0]!
  return {
    chains: row.chains,
    distinctSequences: row.distinct,
    repeatedSequences: row.repeated,
    chainsRepeated: row.in_repeated,
    chainsLengthOutOfRange: row.out_of_range,
    chainsEmptyExplanation: row.empty,
  }
}

async function lintCapabilities(client: pg.Client, staged: StagedImport) {
  const { capabilities } = staged.catalogue
  const listed = listedCapabilities(staged)
  const none = listed.length === 0
  const missing = none ? [] : await findMissing(client, listed)
  const chains = none ? 0 : await countMissing(client, listed)
  const unused = none ? [] : await findUnused(client, listed)
  return {
    capabilitiesListed: listed.length,
    tools: countTools(staged),
    chainsMissingCapability: chains,
    missingCapabilities: missing.map(({ step, chains: n }) => ({
      name: step,
      chains: n,
      known: capabilities.has(step),
    })),
    unusedCapabilities: unused,
  }
}

const MISSING_LISTED = 500
const STEPS = `string_to_table(step_key, ' > ')`

async function findMissing(client: pg.Client, listed: string[]) {
  const { rows } = await client.query<{ step: string; chains: number }>(
    `select step, sum(chains)::int as chains
     from (select distinct step_key, chains, ${STEPS} as step from stage_sequences) as steps
     where step <> '' and step <> all($1::text[]) group by step order by chains desc, step limit ${MISSING_LISTED}`,
    [listed],
  )
  return rows
}

async function countMissing(client: pg.Client, listed: string[]): Promise<number> {
  const { rows } = await client.query<{ chains: number }>(
    `select coalesce(sum(chains), 0)::int as chains from stage_sequences
     where step_key <> '' and not string_to_array(step_key, ' > ') <@ $1::text[]`,
    [listed],
  )
  return rows[0]!.chains
}

async function findUnused(client: pg.Client, listed: string[]): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select name from unnest($1::text[]) with ordinality as listed(name, position)
     where name not in (select ${STEPS} from stage_sequences) order by position`,
    [listed],
  )
  return rows.map(({ name }) => name)
}

async function chainsByCategory(client: pg.Client, projectId: string): Promise<ReadonlyMap<string, number>> {
  const { rows } = await client.query<{ category_id: string; chains: number }>(
    `select category_id, count(*)::int as chains from (
       select category_id from items
       where project_id = $1 and stage = 'CHAIN' and archived_at is null and category_id is not null
       union all
       select category_id from stage_fresh join stage_chains using (ord) where category_id is not null
     ) as both_sides group by category_id`,
    [projectId],
  )
  return new Map(rows.map((row) => [row.category_id, row.chains]))
}
