import type { Gap } from '@/lib/core/balance/gaps'
import type { IntentCount } from '@/lib/core/balance/mix'
import type { BalanceTargets } from '@/lib/core/balance/targets'
import type { ItemStage } from '@/lib/core/item/lists'
import { canRead } from '@/lib/core/policy/policies'
import { Prisma } from '@/lib/data/client'
import { type Ctx, factsFor } from '@/lib/services/context'
import { type BalanceScope, countedItems, excludedCounts, intentColumns } from './balance-items'
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
  const [[found], used, categories, [excluded]] = await Promise.all([
    ctx.db.$queryRaw<Pick<Balance, 'cells' | 'chains' | 'gaps'>[]>(makeUp(scope, floors.instructionsPerChain)),
    ctx.db.$queryRaw<(Use & { kind: 'TOOL' | 'CAPABILITY' })[]>(uses(scope)),
    ctx.db.$queryRaw<BalanceCategory[]>`
      select c.id, c.title, c.parent_id as "parentId" from categories c left join categories above on above.id = c.parent_id
      where c.project_id = ${projectId}::uuid and c.archived_at is null and above.archived_at is null
        and c.id <> all(${[...scope.optedOut]}::uuid[])
      order by coalesce(above.position, c.position), coalesce(above.title, c.title), coalesce(above.id, c.id),
        c.parent_id nulls first, c.position, c.title, c.id`,
    ctx.db.$queryRaw<Balance['excluded'][]>(excludedCounts(scope)),
  ])
  const usesOf = (wanted: string) => used.filter(({ kind }) => kind === wanted).map(({ kind: _, ...use }) => use)
  return {
    ...found!,
    tools: usesOf('TOOL'),
    capabilities: usesOf('CAPABILITY'),
    categories,
    excluded: excluded!,
    optedOut: scope.optedOut.size,
  }
}

/** Of a chain or an instruction: how many of what was made from it are accepted, or wait. */
const madeFrom = (stage: 'INSTRUCTION' | 'RESPONSE', by: Prisma.Sql) => Prisma.sql`
  select parent_id, ${by}, count(*) filter (where accepted)::int as accepted, count(*) filter (where waiting)::int as waiting
  from counted where stage = ${stage}::"Stage" group by 1, 2`

/**
 * Benign and borderline instructions are made once a step sequence (lib/services/runs/plan-calls.ts): of chains with the
 * same steps the one with the lowest number stands for all, and what any of them has counts.
 */
const makeUp = (scope: BalanceScope, floor: number) => Prisma.sql`
  with ${countedItems(scope, intentColumns(scope))},
  instructed as (${madeFrom('INSTRUCTION', Prisma.sql`intent`)}),
  answered as (${madeFrom('RESPONSE', Prisma.sql`null::text as none`)}),
  chains as (select id, number, category_id, step_key, row_number() over (partition by step_key order by number) as nth
    from counted where stage = 'CHAIN' and accepted),
  responses_of as (select instruction.parent_id as chain_id, sum(answered.accepted)::int as n
    from answered join counted instruction on instruction.id = answered.parent_id group by 1),
  instructions_of as (select parent_id as chain_id, sum(accepted)::int as n from instructed group by 1),
  wanted as (
    select wanted.intent, c.category_id, c.number, coalesce(made.accepted, 0) as accepted,
      coalesce(made.waiting, 0) as waiting
    from chains c cross join (select 'HARMFUL'::"Intent" as intent) wanted
    left join instructed made on made.parent_id = c.id and made.intent = wanted.intent
    union all
    select wanted.intent, min(c.category_id::text) filter (where c.nth = 1)::uuid, min(c.number),
      coalesce(sum(made.accepted), 0)::int, coalesce(sum(made.waiting), 0)::int
    from chains c cross join (values ('BORDERLINE'::"Intent"), ('BENIGN')) wanted (intent)
    left join instructed made on made.parent_id = c.id and made.intent = wanted.intent
    group by wanted.intent, c.step_key),
  lacks as (
    select 'INSTRUCTIONS' as kind, category_id, intent, number, accepted < ${floor}::int as missing,
      accepted < ${floor}::int and accepted + waiting >= ${floor}::int as waiting
    from wanted
    union all
    select 'RESPONSES', i.category_id, coalesce(i.settled, i.intent), i.number, coalesce(made.accepted, 0) = 0,
      coalesce(made.accepted, 0) = 0 and coalesce(made.waiting, 0) > 0
    from counted i left join answered made on made.parent_id = i.id
    where i.stage = 'INSTRUCTION' and i.accepted and (i.intent <> 'BORDERLINE' or i.settled is not null))
  select
    coalesce((select jsonb_agg(cell) from (
      select stage, intent, settled, category_id as "categoryId", step_count as steps,
        count(*) filter (where accepted)::int as accepted, count(*) filter (where waiting)::int as waiting,
        count(*)::int as current
      from counted group by 1, 2, 3, 4, 5) cell), '[]') as cells,
    coalesce((select jsonb_agg(one) from (
      select coalesce(instructions.n, 0) as instructions, coalesce(responses.n, 0) as responses, count(*)::int as chains
      from chains c left join instructions_of instructions on instructions.chain_id = c.id
      left join responses_of responses on responses.chain_id = c.id group by 1, 2) one), '[]') as chains,
    coalesce((select jsonb_agg(gap) from (
      select kind, category_id as "categoryId", intent, count(*)::int as of,
        count(*) filter (where missing)::int as missing, count(*) filter (where waiting)::int as waiting,
        coalesce((array_agg(number order by number) filter (where missing and not waiting))[1:${MOST_NUMBERS}::int], '{}')
          as numbers
      from lacks group by 1, 2, 3 having bool_or(missing)) gap), '[]') as gaps`

/** Every tool and capability that the catalogue or an accepted item names. Of responses the tools that they call. */
const uses = (scope: BalanceScope) => Prisma.sql`
  with ${countedItems(scope, Prisma.sql`i.step_key, i.tool_names`, 'ACCEPTED')},
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
