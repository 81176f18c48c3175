import type { Gap } from '@/lib/core/balance/gaps'
import type { IntentCount } from '@/lib/core/balance/mix'
import type { BalanceTargets } from '@/lib/core/balance/targets'
import type { ItemStage } from '@/lib/core/item/lists'
import { canRead } from '@/lib/core/policy/policies'
import { Prisma } from '@/lib/data/client'
import { type Ctx, factsFor } from '@/lib/services/context'
import { acceptedNames, type BalanceScope, itemsOf } from './balance-items'
import { loadItemScope } from './item-scope'

/** Items of one kind in one category, with so many steps. */
export interface BalanceCell extends IntentCount {
  stage: ItemStage
  categoryId: string | null
  steps: number
  /** No verdict yet. */
  waiting: number
}

/** Accepted chains that have so many accepted instructions and responses. */
export interface ChainCount {
  instructions: number
  responses: number
  chains: number
}

/** How many accepted items of each stage name a tool or a capability. */
export interface Use {
  name: string
  chains: number
  instructions: number
  responses: number
}

export interface BalanceCategory {
  id: string
  title: string
  parentId: string | null
}

export interface Balance {
  cells: BalanceCell[]
  chains: ChainCount[]
  /** Instructions that chains lack, responses that instructions lack; missing chains follow from the cells. */
  gaps: Gap[]
  tools: Use[]
  capabilities: Use[]
  /** In taxonomy order, those put away and those the reader opted out of left out. */
  categories: BalanceCategory[]
  /** In the project's lists, and in no count here. */
  excluded: { quarantined: number; demoModel: number }
  optedOut: number
}

type Fate = 'QUARANTINED' | 'DEMO_MODEL'
interface Found extends Pick<Balance, 'chains' | 'gaps'> {
  cells: (BalanceCell & { fate: Fate | null })[]
}

/** Numbers of items that one gap names, at most: what an address holds. The count beside them is of all. */
export const MOST_NUMBERS = 500

/**
 * What the accepted items of a project are made up of, and what is missing: counts alone, no text is read. Verdicts,
 * splits and quarantine as the reader may read them. Null to those who may not read the project.
 */
export async function findBalance(
  ctx: Ctx,
  projectId: string,
  floors: Pick<BalanceTargets, 'instructionsPerChain'>,
): Promise<Balance | null> {
  if (!canRead(factsFor(ctx.actor, projectId))) return null
  const scope = await loadItemScope(ctx, { projectId, stage: 'CHAIN' })
  const [[found], used, categories] = await Promise.all([
    ctx.db.$queryRaw<Found[]>(makeUp(scope, floors.instructionsPerChain)),
    ctx.db.$queryRaw<(Use & { kind: 'TOOL' | 'CAPABILITY' })[]>(uses(scope)),
    ctx.db.$queryRaw<BalanceCategory[]>`
      select c.id, c.title, c.parent_id as "parentId" from categories c left join categories above on above.id = c.parent_id
      where c.project_id = ${projectId}::uuid and c.archived_at is null and above.archived_at is null
        and c.id <> all(${[...scope.optedOut]}::uuid[])
      order by coalesce(above.position, c.position), coalesce(above.title, c.title), coalesce(above.id, c.id),
        c.parent_id nulls first, c.position, c.title, c.id`,
  ])
  const usesOf = (wanted: string) => used.filter(({ kind }) => kind === wanted).map(({ kind: _, ...use }) => use)
  const { cells, chains, gaps } = found!
  const excludedFor = (why: Fate) => cells.reduce((sum, { fate, current }) => sum + (fate === why ? current : 0), 0)
  return {
    cells: cells.flatMap(({ fate, ...cell }) => (fate === null ? cell : [])),
    ...{ chains, gaps },
    tools: usesOf('TOOL'),
    capabilities: usesOf('CAPABILITY'),
    categories,
    excluded: { quarantined: excludedFor('QUARANTINED'), demoModel: excludedFor('DEMO_MODEL') },
    optedOut: scope.optedOut.size,
  }
}

/**
 * Benign and borderline instructions are made once a step sequence (lib/services/runs/plan-calls.ts): of chains with the
 * same steps the one with the lowest number stands for all, and what any of them has counts. Each stage is gone through
 * once, and what is made from an item is added up before it is joined to it.
 */
const makeUp = (scope: BalanceScope, floor: number) => Prisma.sql`
  with response as materialized (${itemsOf(scope, 'RESPONSE')}),
  answered as (
    select parent_id, count(*) filter (where accepted)::int as accepted, count(*) filter (where waiting)::int as waiting
    from response where fate is null group by 1),
  instruction as materialized (
    select of.*, coalesce(made.accepted, 0) as responses, coalesce(made.waiting, 0) as waiting_responses
    from (${itemsOf(scope, 'INSTRUCTION')}) of left join answered made on made.parent_id = of.id),
  instructed as materialized (
    select parent_id, intent, count(*) filter (where accepted)::int as accepted,
      count(*) filter (where waiting)::int as waiting, sum(responses)::int as responses
    from instruction where fate is null group by 1, 2),
  chain as materialized (${itemsOf(scope, 'CHAIN')}),
  accepted_chain as materialized (
    select id, number, category_id, step_key, row_number() over (partition by step_key order by number) as nth
    from chain where accepted and fate is null),
  wanted as (
    select 'HARMFUL'::"Intent" as intent, c.category_id, c.number, coalesce(made.accepted, 0) as accepted,
      coalesce(made.waiting, 0) as waiting
    from accepted_chain c left join instructed made on made.parent_id = c.id and made.intent = 'HARMFUL'
    union all
    select wanted.intent, min(c.category_id::text) filter (where c.nth = 1)::uuid, min(c.number),
      coalesce(sum(made.accepted), 0)::int, coalesce(sum(made.waiting), 0)::int
    from accepted_chain c cross join (values ('BORDERLINE'::"Intent"), ('BENIGN')) wanted (intent)
    left join instructed made on made.parent_id = c.id and made.intent = wanted.intent
    group by wanted.intent, c.step_key),
  lacks as (
    select 'INSTRUCTIONS' as kind, category_id, intent, number, accepted < ${floor}::int as missing,
      accepted < ${floor}::int and accepted + waiting >= ${floor}::int as waiting
    from wanted
    union all
    select 'RESPONSES', category_id, coalesce(settled, intent), number, responses = 0,
      responses = 0 and waiting_responses > 0
    from instruction
    where accepted and fate is null and (intent <> 'BORDERLINE' or settled is not null)),
  gap as (
    select kind, category_id, intent, count(*)::int as of, count(*) filter (where missing)::int as missing,
      count(*) filter (where waiting)::int as waiting, array_agg(number) filter (where missing and not waiting) as numbers
    from lacks group by 1, 2, 3 having bool_or(missing))
  select
    coalesce((select json_agg(cell) from (
      ${Prisma.join(
        (['CHAIN', 'INSTRUCTION', 'RESPONSE'] as const).map((stage) => cellsOf(stage)),
        ' union all ',
      )}) cell), '[]') as cells,
    coalesce((select json_agg(one) from (
      select coalesce(made.instructions, 0) as instructions, coalesce(made.responses, 0) as responses,
        count(*)::int as chains
      from accepted_chain c left join (
        select parent_id, sum(accepted)::int as instructions, sum(responses)::int as responses
        from instructed group by 1) made on made.parent_id = c.id
      group by 1, 2) one), '[]') as chains,
    coalesce((select json_agg(json_build_object('kind', kind, 'categoryId', category_id, 'intent', intent, 'of', of,
      'missing', missing, 'waiting', waiting,
      'numbers', array(select n from unnest(numbers) n order by n limit ${MOST_NUMBERS}::int))) from gap), '[]') as gaps`

const cellsOf = (stage: ItemStage) => Prisma.sql`
  select ${stage} as stage, intent, settled, category_id as "categoryId", step_count as steps, fate,
    third_party as "thirdParty", count(*) filter (where accepted)::int as accepted, count(*) filter (where waiting)::int as waiting,
    count(*)::int as current
  from ${Prisma.raw(stage.toLowerCase())} group by 2, 3, 4, 5, 6, 7`

/** Every tool and capability that the catalogue or an accepted item names. Of responses the tools that they call. */
const uses = (scope: BalanceScope) => Prisma.sql`
  with counted as materialized (${acceptedNames(scope)}),
  sequences as (select stage, string_to_array(step_key, ' > ') as steps, count(*) as n from counted
    where step_key <> '' group by 1, step_key),
  toolings as (select tool_names, count(*) as n from counted where stage = 'INSTRUCTION' group by 1),
  named as (
    select 'TOOL' as kind, name, 'INSTRUCTION'::"Stage" as stage, n from toolings cross join unnest(tool_names) name
    union all
    select 'TOOL', name, stage, n from sequences cross join unnest(steps) name where stage = 'RESPONSE'
    union all
    select 'CAPABILITY', name, stage, n from sequences
      cross join lateral (select distinct step as name from unnest(steps) step) used where stage <> 'RESPONSE'
    union all
    select 'CAPABILITY', name, stage, n from sequences cross join lateral (
      select distinct c.name from tools t join capabilities c on c.id = t.capability_id
      where t.project_id = ${scope.projectId}::uuid and t.name = any(steps)) used where stage = 'RESPONSE'
    union all select 'TOOL', t.name, null, 0 from tools t where t.project_id = ${scope.projectId}::uuid
    union all select 'CAPABILITY', c.name, null, 0 from capabilities c where c.project_id = ${scope.projectId}::uuid)
  select kind, name, coalesce(sum(n) filter (where stage = 'CHAIN'), 0)::int as chains,
    coalesce(sum(n) filter (where stage = 'INSTRUCTION'), 0)::int as instructions,
    coalesce(sum(n) filter (where stage = 'RESPONSE'), 0)::int as responses
  from named group by 1, 2 order by 1, 2`
