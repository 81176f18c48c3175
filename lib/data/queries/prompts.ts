import { canCurate } from '@/lib/core/policy/policies'
import { PROMPT_TASKS, type PromptTask, promptTaskSchema } from '@/lib/core/prompt/tasks'
import { loadPromptFiles } from '@/lib/data/prompt-files'
import { type Ctx, factsFor } from '@/lib/services/context'

export interface PromptVersionRow {
  /** Null for a file that nothing was made with yet. */
  id: string | null
  task: PromptTask
  label: string
  source: 'FILE' | 'BROWSER'
  note: string
  /** What a run uses when nobody chooses. */
  current: boolean
  author: string | null
  createdAt: Date | null
  runs: number
  calls: number
}

/** Every version of every prompt, newest first within a task: files, and what was written here. Null to those who may not curate. */
export async function listPromptVersions(ctx: Ctx, projectId: string): Promise<PromptVersionRow[] | null> {
  if (!canCurate(factsFor(ctx.actor, projectId))) return null
  const [files, rows] = await Promise.all([
    loadPromptFiles(),
    ctx.db.$queryRaw<(Omit<PromptVersionRow, 'current' | 'id'> & { id: string })[]>`
      select p.id, p.task, p.label, p.source::text, p.note, u.name as author, p.created_at as "createdAt",
        coalesce(used.runs, 0) as runs, coalesce(used.calls, 0) as calls
      from prompt_versions p
      left join users u on u.id = p.created_by_id
      left join lateral (select count(distinct g.run_id)::int as runs, count(*)::int as calls
        from generations g where g.prompt_version_id = p.id) used on true
      where p.project_id = ${projectId}::uuid`,
  ])
  const currentOf = new Map(files.filter(({ current }) => current).map(({ task, label }) => [task, label]))
  const unused = files.filter((file) => !rows.some(({ task, label }) => task === file.task && label === file.label))
  const all = [
    ...rows.map((row) => ({ ...row, current: currentOf.get(row.task) === row.label })),
    ...unused.map(({ task, label, note, current }) => ({
      ...{ id: null, task, label, source: 'FILE' as const, note, current, author: null, createdAt: null },
      ...{ runs: 0, calls: 0 },
    })),
  ]
  return all.filter(({ task }) => PROMPT_TASKS.includes(task)).sort(byTaskThenNewest)
}

const byTaskThenNewest = (a: PromptVersionRow, b: PromptVersionRow) =>
  PROMPT_TASKS.indexOf(a.task) - PROMPT_TASKS.indexOf(b.task) || rank(b.label) - rank(a.label)

/** Files first by number, then what was written here by number: "001", "002", "p1", "p2". */
const rank = (label: string) => (label.startsWith('p') ? 1_000_000 : 0) + Number(label.replace(/\D/g, ''))

export interface PromptVersionText {
  id: string | null
  task: PromptTask
  label: string
  text: string
  sha256: string
}

/** The text of one version by its task and label; null when there is none, or when it is not theirs to see. */
export async function findPromptText(
  ctx: Ctx,
  projectId: string,
  asked: { task: string; label: string },
): Promise<PromptVersionText | null> {
  const task = promptTaskSchema.safeParse(asked.task)
  if (!task.success || !canCurate(factsFor(ctx.actor, projectId))) return null
  const row = await ctx.db.promptVersion.findUnique({
    where: { projectId_task_label: { projectId, task: task.data, label: asked.label } },
    select: { id: true, label: true, text: true, sha256: true },
  })
  if (row) return { ...row, task: task.data }
  const file = (await loadPromptFiles()).find((one) => one.task === task.data && one.label === asked.label)
  return file ? { id: null, task: task.data, label: file.label, text: file.text, sha256: file.sha256 } : null
}

export interface PromptUse {
  runId: string
  number: number
  /** The run's own task; a judge prompt is used by runs of other tasks. */
  task: string
  model: string
  status: string
  tryOut: boolean
  calls: number
  produced: number
  createdAt: Date
}

const SHOWN = 50

/** The newest runs that called with a version, and how many there are. */
export async function listPromptUse(
  ctx: Ctx,
  projectId: string,
  promptVersionId: string,
): Promise<{ total: number; runs: PromptUse[] }> {
  if (!canCurate(factsFor(ctx.actor, projectId))) return { total: 0, runs: [] }
  const rows = await ctx.db.$queryRaw<(PromptUse & { total: number })[]>`
    with used as (
      select g.run_id, count(*)::int as calls, sum(g.produced)::int as produced
      from generations g where g.prompt_version_id = ${promptVersionId}::uuid and g.project_id = ${projectId}::uuid
      group by g.run_id
    )
    select r.id as "runId", r.number, r.task, r.model, r.status::text, r.try_out as "tryOut", used.calls, used.produced,
      r.created_at as "createdAt", (count(*) over ())::int as total
    from used join generation_runs r on r.id = used.run_id
    order by r.created_at desc, r.id desc limit ${SHOWN}`
  return { total: rows[0]?.total ?? 0, runs: rows.map(({ total: _, ...run }) => run) }
}
