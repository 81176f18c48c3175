import type { ItemStage } from '@/lib/core/item/lists'
import { projectSettingsSchema } from '@/lib/core/policy/settings'
import { restOfDay } from '@/lib/core/run/automatic'
import { runInputSchema } from '@/lib/core/run/input'
import type { RunTask } from '@/lib/core/run/targets'
import type { Db, Tx } from '@/lib/data/client'
import { type AutomaticProject, findAutomaticUse, listDueForRegeneration } from '@/lib/data/queries/automatic'
import { type Ctx, inTransaction } from '../context'
import { ServiceError } from '../errors'
import { cancelRun } from './cancel-run'
import { createRun } from './create-run'

/** Items of one run; the rest is the next one's. */
const BATCH = 500
const TIMEOUT = 120_000

/**
 * What the clock does for projects that regenerate by themselves: a run of the failed items that are due, one run at a time
 * a project, within what is left of the day. Any number of workers may do it at the same time: the project's lock makes
 * it one. Returns the runs that were started.
 */
export async function regenerateFailed(ctx: Ctx): Promise<string[]> {
  const projects = await ctx.db.project.findMany({
    where: { archivedAt: null, settings: { path: ['automatic', 'on'], equals: true } },
    select: { id: true, settings: true },
  })
  const runIds: string[] = []
  for (const { id, settings } of projects) {
    const { automatic } = projectSettingsSchema.parse(settings)
    const runId = await unlessRefused(
      () => regenerateIn(ctx, { id, automatic }),
      (error) => noteTrouble(ctx.db, id, wordsOf(error)),
    )
    if (runId) runIds.push(runId)
  }
  return runIds
}

/** A refusal (no such model any more, nothing left to do) is the project's own, and is said on its page; others go on. */
async function unlessRefused<T>(
  act: () => Promise<T>,
  refused: (error: ServiceError) => Promise<void> = async () => {},
): Promise<T | null> {
  try {
    return await act()
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error
    await refused(error)
    return null
  }
}

const wordsOf = ({ message, fieldErrors }: ServiceError) =>
  [message, ...Object.values(fieldErrors ?? {}).flatMap((words) => words.map((one) => `${one}.`))].join(' ')

/** Written when it changes, so that it keeps the time at which it began. */
const noteTrouble = async (db: Db, projectId: string, trouble: string | null): Promise<void> =>
  void (await db.$executeRaw`
    update projects set automatic_trouble = ${trouble},
      automatic_trouble_at = case when ${trouble}::text is not null then now() end
    where id = ${projectId}::uuid and automatic_trouble is distinct from ${trouble}`)

async function regenerateIn(ctx: Ctx, project: AutomaticProject): Promise<string | null> {
  const { outlived } = await findAutomaticUse(ctx.db, project)
  // What an earlier day's budget did not reach is free again, for this day's run.
  if (outlived) await unlessRefused(() => cancelRun(ctx, { runId: outlived }))
  return inTransaction(
    ctx,
    async (tx) => {
      if (!(await takeTurn(tx, project.id))) return null
      const { used, going } = await findAutomaticUse(tx, project)
      const rest = going ? null : restOfDay(project.automatic, used)
      const runId = rest && (await startRun(ctx, tx, project, rest))
      await noteTrouble(tx, project.id, null)
      return runId
    },
    TIMEOUT,
  )
}

async function takeTurn(tx: Tx, projectId: string): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ mine: boolean }[]>`
    select pg_try_advisory_xact_lock(hashtextextended(${`automatic ${projectId}`}, 0)) as mine`
  return row?.mine ?? false
}

const TASKS = {
  CHAIN: 'regenerate-chain',
  INSTRUCTION: 'regenerate-instruction',
  RESPONSE: 'regenerate-response',
} as const satisfies Record<ItemStage, RunTask>

async function startRun(
  ctx: Ctx,
  tx: Tx,
  project: AutomaticProject,
  rest: NonNullable<ReturnType<typeof restOfDay>>,
): Promise<string | null> {
  const { providerId, model, controlShare } = project.automatic
  const due = await listDueForRegeneration(tx, project, Math.min(BATCH, rest.budgetCalls ?? BATCH))
  const [first] = due
  if (!first || !providerId || !model) return null
  const itemIds = due.filter(({ stage }) => stage === first.stage).map(({ itemId }) => itemId)
  const input = runInputSchema.parse({
    ...{ projectId: project.id, task: TASKS[first.stage], targets: { kind: 'ITEMS', itemIds } },
    ...{ providerId, model, controlShare, ...rest },
    // Which of them are controls is drawn anew each time.
    seed: await tx.generationRun.count({ where: { projectId: project.id } }),
  })
  const { runId } = await createRun(ctx, input, { automatic: true, within: tx })
  return runId
}
