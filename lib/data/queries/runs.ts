import { canSpend } from '@/lib/core/policy/policies'
import { runOptionsSchema } from '@/lib/core/run/options'
import { runTaskSchema } from '@/lib/core/run/targets'
import type { FailureRow, RunDetail, RunProgress, RunRow, StateCounts } from '@/lib/core/run/views'
import { RATE_MINUTES } from '@/lib/core/run/views'
import { GENERATION_STATES, type GenerationState } from '@/lib/core/run/words'
import { type Db, Prisma } from '@/lib/data/client'
import { type Ctx, factsFor } from '@/lib/services/context'

type Reader = Pick<Ctx, 'actor' | 'db'>

export interface RunPage {
  rows: RunRow[]
  /** Number to go on after; null: these are the last. */
  after: number | null
}

const columns = Prisma.sql`r.id, r.number, r.task, r.model, p.name as provider, v.label as prompt, r.status::text,
  r.pause_cause::text as "pauseCause", r.try_out as "tryOut", coalesce((r.options->>'automatic')::boolean, false) as automatic,
  u.name as by, r.calls, r.spent_micros::float8 as "spentMicros", r.budget_micros::float8 as "budgetMicros",
  r.budget_calls as "budgetCalls", r.created_at as "createdAt", r.ended_at as "endedAt"`

const joins = Prisma.sql`join provider_keys p on p.id = r.provider_id
  join prompt_versions v on v.id = r.prompt_version_id
  left join users u on u.id = r.created_by_id`

/** The count of each state comes from the index on (run_id, state, number) alone. */
const countJoin = Prisma.sql`left join lateral (select jsonb_object_agg(state, n) as counts
    from (select g.state::text, count(*)::int as n from generations g where g.run_id = r.id group by g.state) each) counts on true`

type RawRow = Omit<RunRow, 'counts' | 'task'> & { task: string; counts: Partial<StateCounts> | null }

const toRow = (row: RawRow): RunRow => ({
  ...row,
  task: runTaskSchema.parse(row.task),
  counts: fillCounts(row.counts ?? {}),
})

const fillCounts = (counts: Partial<StateCounts>) =>
  Object.fromEntries(GENERATION_STATES.map((state) => [state, counts[state] ?? 0])) as StateCounts

/** Runs of a project, the newest first; null to those who may not spend. */
export async function listRuns(
  { actor, db }: Reader,
  { projectId, before, limit }: { projectId: string; before: number | null; limit: number },
): Promise<RunPage | null> {
  if (!canSpend(factsFor(actor, projectId))) return null
  const rows = await db.$queryRaw<RawRow[]>`
    select ${columns}, counts.counts from (
      select * from generation_runs where project_id = ${projectId}::uuid and number < ${before ?? 2_147_483_647}::int
      order by number desc limit ${limit + 1}::int
    ) r ${joins} ${countJoin} order by r.number desc`
  const page = rows.slice(0, limit).map(toRow)
  return { rows: page, after: rows.length > limit ? (page.at(-1)?.number ?? null) : null }
}

type RawDetail = Omit<RawRow, 'counts'> &
  Pick<RunDetail, 'projectId' | 'providerId' | 'promptVersionId' | 'temperature' | 'seed' | 'samples'> &
  Pick<RunDetail, 'maxOutputTokens' | 'estimateMicros' | 'priced' | 'queue'> & { options: unknown }

/** One run with what it was made of and how far it is; null when it is not there, or not theirs to see. */
export async function findRun(
  { actor, db }: Reader,
  { projectId, number }: { projectId: string; number: number },
): Promise<RunDetail | null> {
  if (!canSpend(factsFor(actor, projectId))) return null
  const [row] = await db.$queryRaw<RawDetail[]>`
    select ${columns}, r.project_id as "projectId", r.provider_id as "providerId", r.prompt_version_id as "promptVersionId",
      r.temperature, r.seed, r.samples, r.max_output_tokens as "maxOutputTokens", r.options,
      r.estimate_micros::float8 as "estimateMicros", r.input_price is not null and r.output_price is not null as priced,
      case when q.id is not null then jsonb_build_object('id', q.id, 'name', q.name) end as queue
    from generation_runs r ${joins} left join review_queues q on q.id = r.queue_id
    where r.project_id = ${projectId}::uuid and r.number = ${number}::int`
  if (!row) return null
  const progress = await loadProgress(db, row.id)
  if (!progress) return null
  const { options, ...rest } = row
  const { targets, judges, controlShare, limits, secondTry } = runOptionsSchema.parse(options)
  return {
    ...{ ...rest, task: runTaskSchema.parse(row.task), counts: progress.counts },
    ...{ chosenBy: targets.kind, judges: judges.map(({ task }) => task), controlShare, progress },
    ...{ limits, secondTry },
  }
}

/** How far a run is, by its id; null when it is not there, or not theirs to see. What its page asks for again and again. */
export async function findRunProgress({ actor, db }: Reader, runId: string): Promise<RunProgress | null> {
  const run = await db.generationRun.findUnique({ where: { id: runId }, select: { projectId: true } })
  if (!run || !canSpend(factsFor(actor, run.projectId))) return null
  return loadProgress(db, runId)
}

type RawProgress = Omit<RunProgress, 'counts' | 'total' | 'failures' | 'rate' | 'produced' | 'atOnce'> & {
  atOnceNow: number
  atOnceMost: number
}

async function loadProgress(db: Db, runId: string): Promise<RunProgress | null> {
  const [[run], groups, errors] = await Promise.all([
    findState(db, runId),
    loadGroups(db, runId),
    listErrors(db, runId),
  ])
  if (!run) return null
  const { atOnceNow, atOnceMost, ...rest } = run
  return {
    ...rest,
    counts: fillCounts(sumByState(groups)),
    total: groups.reduce((sum, { n }) => sum + n, 0),
    produced: groups.reduce((sum, { produced }) => sum + produced, 0),
    rate: Array.from({ length: RATE_MINUTES }, (_, index) =>
      groups.reduce((sum, { minute, n }) => sum + (minute === index + 1 ? n : 0), 0),
    ),
    atOnce: { now: atOnceNow ?? atOnceMost, most: atOnceMost },
    failures: toFailures(groups, errors),
  }
}

const findState = (db: Db, runId: string) => db.$queryRaw<RawProgress[]>`
    select r.status::text, r.pause_cause::text as "pauseCause", r.pause_message as "pauseMessage", r.calls,
      r.spent_micros::float8 as "spentMicros", r.reserved_micros::float8 as "reservedMicros",
      r.budget_micros::float8 as "budgetMicros", r.budget_calls as "budgetCalls", r.input_tokens::float8 as "inputTokens",
      r.output_tokens::float8 as "outputTokens", r.ended_at as "endedAt", now() as "asOf",
      least(l.allowed, p.max_concurrent) as "atOnceNow", p.max_concurrent as "atOnceMost",
      case when l.not_before > now() then l.not_before end as "heldUntil"
    from generation_runs r join provider_keys p on p.id = r.provider_id
    left join rate_limits l on l.key = 'provider:' || r.provider_id
    where r.id = ${runId}::uuid`

interface Group {
  state: GenerationState
  errorKind: string | null
  /** In which of the last minutes they were begun, from 1 for the oldest; 0: before; null: not begun. */
  minute: number | null
  n: number
  produced: number
}

/** One pass over the run's calls, none of them wide: requests and answers are kept out of line (TOAST), and are not read. */
const loadGroups = (db: Db, runId: string) => db.$queryRaw<Group[]>`
  select state::text, error_kind as "errorKind", width_bucket(started_at, (
      select array_agg(now() - make_interval(mins => ago) order by ago desc) from generate_series(0, ${RATE_MINUTES}::int) ago
    )) as minute, count(*)::int as n, coalesce(sum(produced), 0)::int as produced
  from generations where run_id = ${runId}::uuid group by state, error_kind, 3`

function sumByState(groups: readonly Group[]): Partial<StateCounts> {
  const sums: Partial<StateCounts> = {}
  for (const { state, n } of groups) sums[state] = (sums[state] ?? 0) + n
  return sums
}

interface ErrorCount {
  kind: string
  met: number
  times: number
  later: number
}

/** What went wrong at any call of the run's generations, also where a later one came through. */
const listErrors = (db: Db, runId: string) => db.$queryRaw<ErrorCount[]>`
  select e.key as kind, count(*)::int as met, sum(e.value::int)::int as times,
    (count(*) filter (where g.state = 'APPLIED'))::int as later
  from generations g cross join lateral jsonb_each_text(g.errors) e
  where g.run_id = ${runId}::uuid and g.errors <> '{}' group by 1 order by 2 desc, 1`

function toFailures(groups: readonly Group[], errors: readonly ErrorCount[]): FailureRow[] {
  const sum = (kind: string, such: (state: GenerationState) => boolean) =>
    groups.reduce((total, { state, errorKind, n }) => total + (errorKind === kind && such(state) ? n : 0), 0)
  const ended = ['FAILED', 'NEEDS_ATTENTION', 'CANCELLED']
  return errors.map(({ kind, ...count }) => ({
    ...{ kind, ...count },
    failed: sum(kind, (state) => state === 'FAILED'),
    attention: sum(kind, (state) => state === 'NEEDS_ATTENTION'),
    again: sum(kind, (state) => !ended.includes(state)),
  }))
}
