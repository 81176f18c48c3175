import { findBalance } from '@/lib/data/queries/balance'
import type { Ctx } from '@/lib/services/context'
import { makeCategory, makeMember, makeProject, makeQueue, makeUser, userActor } from '../support/factories'
import { type BenchDatabase, withBenchDatabase } from './database'
import { type BenchResult, median } from './report'

const ITEMS = { CHAIN: 20_000, INSTRUCTION: 30_000, RESPONSE: 50_000 } as const
const ALL = ITEMS.CHAIN + ITEMS.INSTRUCTION + ITEMS.RESPONSE
const CATEGORIES = { top: 8, each: 8 }
const ROUNDS = 7

type Stage = keyof typeof ITEMS

/**
 * Items of one stage in the shape of a project that has come far: seven in ten passed, an intent each, those below the
 * chains made from one of the stage above, a fifth of the responses to borderline instructions, half of which are settled.
 */
async function fillStage({ db }: BenchDatabase, projectId: string, queueId: string, stage: Stage): Promise<void> {
  const [count, above] = {
    CHAIN: [ITEMS.CHAIN, 0],
    INSTRUCTION: [ITEMS.INSTRUCTION, 0],
    RESPONSE: [ITEMS.RESPONSE, 1],
  }[stage] as [number, number]
  const first = stage === 'CHAIN' ? 0 : stage === 'INSTRUCTION' ? ITEMS.CHAIN : ITEMS.CHAIN + ITEMS.INSTRUCTION
  const parents = above === 1 ? ITEMS.INSTRUCTION : ITEMS.CHAIN
  const parentFrom = above === 1 ? ITEMS.CHAIN : 0
  await db.$executeRaw`
    with made as materialized (
      select n, ${first}::int + n as number, make_uuid_v7() as id, make_uuid_v7() as revision_id,
        (array['HARMFUL', 'BENIGN', 'BENIGN', 'HARMFUL', 'BORDERLINE'])[1 + n % 5]::"Intent" as intent,
        (array['PASSED', 'PASSED', 'FAILED', 'PASSED', 'OPEN', 'PASSED', 'PASSED', 'PASSED', 'CONTESTED', 'PASSED'])[1 + abs(hashint4(n)) % 10]::"Verdict" as verdict,
        abs(hashint4(n + 77)) as luck
      from generate_series(1, ${count}::int) n
    ), parent as (select id, number, category_id, current_revision_id from items
      where project_id = ${projectId}::uuid and number > ${parentFrom}::int and number <= ${parentFrom + parents}::int
        and ${stage} <> 'CHAIN'
    ), leaf as (select id, row_number() over (order by id) as nth from categories
      where project_id = ${projectId}::uuid and parent_id is not null
    ), item as (
      insert into items (id, project_id, number, stage, intent, origin, category_id, parent_id, current_revision_id,
        accepted_revision_id, verdict, verdict_at, step_count, step_key, tool_names, search_text, split, outcome)
      select made.id, ${projectId}::uuid, made.number, ${stage}::"Stage", made.intent,
        case when luck % 50 = 0 then 'DEMO_MODEL' else 'GENERATED' end::"Origin",
        coalesce(parent.category_id, leaf.id), parent.id, made.revision_id,
        case when verdict = 'PASSED' then made.revision_id end, verdict, case when verdict <> 'OPEN' then now() end,
        2 + luck % 3, (select string_agg(format('Area%s.do_%s', k % 9, (luck / (k + 1)) % 43), ' > ') from generate_series(0, 1 + luck % 3) k),
        case when ${stage} = 'CHAIN' then '{}' else array[format('tool_%s', luck % 86), format('tool_%s', luck / 86 % 86)] end,
        'Some words', case when ${stage} = 'INSTRUCTION' and made.intent = 'BORDERLINE' and luck % 2 = 0 then 'BENIGN' end::"Intent",
        case when ${stage} = 'RESPONSE' then 'FINISHED' end
      from made
      left join parent on parent.number = ${parentFrom}::int + 1 + made.n % ${parents}::int
      left join leaf on leaf.nth = 1 + made.n % ${CATEGORIES.top * CATEGORIES.each}::int
    ), text as (
      insert into revisions (id, project_id, item_id, number, content, content_hash, author_kind, parent_revision_id)
      select made.revision_id, ${projectId}::uuid, made.id, 1, '{}', md5(made.n::text), 'MODEL', parent.current_revision_id
      from made left join parent on parent.number = ${parentFrom}::int + 1 + made.n % ${parents}::int
    )
    insert into queue_entries (id, project_id, queue_id, item_id, revision_id, curation, status, verdict, closed_at)
    select make_uuid_v7(), ${projectId}::uuid, ${queueId}::uuid, made.id, made.revision_id, true,
      case when verdict = 'OPEN' then 'OPEN' else 'CLOSED' end::"EntryStatus", verdict, case when verdict <> 'OPEN' then now() end
    from made`
  if (stage !== 'INSTRUCTION') return
  await db.$executeRaw`
    insert into splits (id, project_id, item_id, revision_id, user_id, outcome, reason)
    select make_uuid_v7(), project_id, id, current_revision_id, (select user_id from memberships where project_id = ${projectId}::uuid limit 1),
      'BENIGN', 'As it reads.' from items where project_id = ${projectId}::uuid and split is not null`
}

async function fill(bench: BenchDatabase) {
  const project = await makeProject(bench.db)
  const [curator, reviewer] = [await makeUser(bench.db), await makeUser(bench.db)]
  await makeMember(bench.db, project, curator, 'CURATOR')
  await makeMember(bench.db, project, reviewer, 'REVIEWER')
  for (let top = 0; top < CATEGORIES.top; top++) {
    const { id: parentId } = await makeCategory(bench.db, project)
    for (let n = 0; n < CATEGORIES.each; n++) await makeCategory(bench.db, project, { parentId })
  }
  const { queue } = await makeQueue(bench.db, project)
  for (const stage of ['CHAIN', 'INSTRUCTION', 'RESPONSE'] as const) {
    await fillStage(bench, project.id, queue.id, stage)
    await bench.db.$executeRawUnsafe('vacuum analyze items, revisions, queue_entries, splits')
  }
  const as = async (user: { id: string }) => bench.ctx(await userActor(bench.db, user))
  return { projectId: project.id, curator: await as(curator), reviewer: await as(reviewer) }
}

async function time(ctx: Ctx, projectId: string): Promise<number> {
  const times: number[] = []
  for (let round = 0; round <= ROUNDS; round++) {
    const began = performance.now()
    await findBalance(ctx, projectId, { instructionsPerChain: 1 })
    times.push(performance.now() - began)
  }
  return median(times.slice(1))
}

/** The balance page's queries, for somebody who sees every verdict and for somebody who judges. */
export const run = (): Promise<BenchResult> =>
  withBenchDatabase(async (bench) => {
    const { projectId, curator, reviewer } = await fill(bench)
    return {
      name: `Balance of ${ALL.toLocaleString('en')} items`,
      rows: [
        {
          label: 'findBalance, for a curator',
          value: await time(curator, projectId),
          unit: 'ms',
          goal: { atMost: 300 },
        },
        {
          label: 'findBalance, for a reviewer',
          value: await time(reviewer, projectId),
          unit: 'ms',
          goal: { atMost: 300 },
        },
      ],
      notes: [`Medians of ${ROUNDS} rounds after one to warm up.`],
    }
  })
