import type { ItemStage } from '@/lib/core/item/lists'
import { type Automatic, stopsCategory, type UsedToday, VERDICT_WAITS_SECONDS } from '@/lib/core/run/automatic'
import { type Db, Prisma } from '@/lib/data/client'
import { expectedOutcome, keptFromReview } from './response-facts'
import { speaks, stands } from './speaking-entry'

/** What the rule that regenerates failed items reads. For the clock, and for the page of those who may spend. */

export interface AutomaticProject {
  id: string
  automatic: Automatic
}

export interface AutomaticUse {
  used: UsedToday
  /** Its run that is not over: the next one waits for it. */
  going: { id: string; number: number; paused: boolean } | null
  /** That run, where it stopped at the budget of an earlier day, or of settings that were changed since. */
  outlived: string | null
}

interface AutomaticRun {
  id: string
  number: number
  live: boolean
  paused: boolean
  today: boolean
  outlived: boolean
  micros: number
  calls: number
}

/** What automatic runs that began today (UTC) used, and the one that is not over. */
export async function findAutomaticUse(db: Db, { id, automatic }: AutomaticProject): Promise<AutomaticUse> {
  const rows = await db.$queryRaw<AutomaticRun[]>`
    with runs as (
      select r.*, r.status in ('RUNNING', 'PAUSED') as live,
        r.created_at >= date_trunc('day', now() at time zone 'utc') at time zone 'utc' as today
      from generation_runs r
      where r.project_id = ${id}::uuid and r.options->>'automatic' = 'true'
    )
    select id, number, live, status = 'PAUSED' as paused, today, calls,
      (spent_micros + reserved_micros)::float8 as micros,
      coalesce(pause_cause = 'BUDGET', false)
        and (not today or coalesce(created_at < ${automatic.since}::timestamptz, false)) as outlived
    from runs where today or live order by number`
  const going = rows.find(({ live }) => live)
  const begun = rows.filter(({ today }) => today)
  const sum = (of: 'micros' | 'calls') => begun.reduce((total, row) => total + row[of], 0)
  return {
    used: { micros: sum('micros'), calls: sum('calls') },
    going: going ? { id: going.id, number: going.number, paused: going.paused } : null,
    outlived: going?.outlived ? going.id : null,
  }
}

/** Why the rule could not start its run when it last tried, and since when; null: it could. */
export async function findAutomaticTrouble(db: Db, projectId: string): Promise<{ message: string; at: Date } | null> {
  const project = await db.project.findUnique({
    where: { id: projectId },
    select: { automaticTrouble: true, automaticTroubleAt: true },
  })
  const { automaticTrouble: message, automaticTroubleAt: at } = project ?? {}
  return message && at ? { message, at } : null
}

export interface CategoryRecord {
  stage: ItemStage
  /** Null for items without one. */
  categoryId: string | null
  category: string
  judged: number
  passed: number
}

/** Of each category that has so many: its last regenerated texts whose verdict stands, since the settings were made. */
export async function listStoppedCategories(db: Db, { id, automatic }: AutomaticProject): Promise<CategoryRecord[]> {
  if (automatic.stopAfter === null) return []
  const rows = await db.$queryRaw<CategoryRecord[]>`
    with judged as (
      select i.stage, i.category_id, e.verdict,
        row_number() over (partition by i.stage, i.category_id order by e.closed_at desc, e.id desc) as place
      from queue_entries e
      join items i on i.id = e.item_id
      join revisions r on r.id = e.revision_id and r.author_kind = 'MODEL' and r.attempt > 1 and not r.control
      where e.project_id = ${id}::uuid and ${speaks('VERDICT')} and ${stands('e')}
        and e.closed_at >= coalesce(${automatic.since}::timestamptz, '-infinity')
    )
    select j.stage::text, j.category_id as "categoryId", coalesce(c.title, 'No category') as category,
      count(*)::int as judged, (count(*) filter (where j.verdict = 'PASSED'))::int as passed
    from judged j left join categories c on c.id = j.category_id
    where j.place <= ${automatic.stopAfter}::int group by 1, 2, 3 order by 3, 1`
  return rows.filter((row) => stopsCategory(automatic, row))
}

export interface DueItem {
  itemId: string
  stage: ItemStage
}

/** Failed items that may be written again now, the longest failed first. */
export async function listDueForRegeneration(db: Db, project: AutomaticProject, limit: number): Promise<DueItem[]> {
  const stopped = (await listStoppedCategories(db, project)).map(categoryKey)
  return db.$queryRaw<DueItem[]>`
    select i.id as "itemId", i.stage::text from items i
    where ${failedForGood(project)} and i.attempt < ${project.automatic.attempts}::int
      and i.verdict_at <= now() - make_interval(secs => ${VERDICT_WAITS_SECONDS}::int) and ${stands('i')}
      and not i.stage || ' ' || coalesce(i.category_id::text, '') = any(${stopped}::text[])
    order by i.verdict_at, i.number limit ${limit}::int`
}

const categoryKey = ({ stage, categoryId }: Pick<CategoryRecord, 'stage' | 'categoryId'>) =>
  `${stage} ${categoryId ?? ''}`

/**
 * Failed, nothing said that it is to be left alone, nothing of it waits for a person, and no run has been about this very
 * text: one that failed, or whose answer was of no use, is for a person to look at, and never called for twice. That a
 * response is no refusal is why it is written again, not why it is left alone; one of which it is not settled what an
 * agent should have done waits for that.
 */
const failedForGood = ({ id }: AutomaticProject) => Prisma.sql`
  i.project_id = ${id}::uuid and i.archived_at is null and i.verdict = 'FAILED'
  and not i.rejudged and not i.flagged and not ${keptFromReview}
  and (i.stage <> 'RESPONSE' or exists (select from revisions r
    where r.id = i.current_revision_id and ${expectedOutcome} is not null))
  and not exists (select from queue_entries e where e.revision_id = i.current_revision_id and e.curation
    and (e.status in ('OPEN', 'HELD') or exists (select from proposals p where p.entry_id = e.id and p.status = 'PENDING')))
  and not exists (select from generations g join generation_runs r on r.id = g.run_id
    where g.item_id = i.id and g.revision_id = i.current_revision_id and g.task like 'regenerate-%'
      and g.state <> 'CANCELLED' and not r.try_out)`

export interface AutomaticBacklog {
  /** Failed items that nothing but time, the day's budget or a stop rule keeps from another attempt. */
  failed: number
  /** Of these: whose verdict can still be taken back. */
  young: number
  /** Of these: in a category that has stopped. */
  stopped: number
  /** Failed items that have had all their attempts. */
  spent: number
}

/** How many failed items wait for the rule, and how many it leaves alone and why. */
export async function countAutomaticBacklog(
  db: Db,
  project: AutomaticProject,
  stopped: readonly CategoryRecord[],
): Promise<AutomaticBacklog> {
  const { attempts } = project.automatic
  const [row] = await db.$queryRaw<AutomaticBacklog[]>`
    with failed as (
      select i.attempt >= ${attempts}::int as spent,
        i.verdict_at > now() - make_interval(secs => ${VERDICT_WAITS_SECONDS}::int) or not ${stands('i')} as young,
        i.stage || ' ' || coalesce(i.category_id::text, '') = any(${stopped.map(categoryKey)}::text[]) as stopped
      from items i where ${failedForGood(project)}
    )
    select (count(*) filter (where not spent))::int as failed, (count(*) filter (where not spent and young))::int as young,
      (count(*) filter (where not spent and not young and stopped))::int as stopped,
      (count(*) filter (where spent))::int as spent
    from failed`
  return row ?? { failed: 0, young: 0, stopped: 0, spent: 0 }
}
