import { makesItems, RUN_TASKS, type RunTask, TASK_TARGETS } from '@/lib/core/run/targets'
import type { PrismaClient } from '@/lib/data/client'
import { type Command, textOf, textsOf, UsageError } from '../command'
import { withDatabase } from '../database'
import { findPicked } from '../find-picked'
import { findProject } from '../find-project'
import { RUN_HELP, RUN_OPTIONS, startRun } from '../start-run'

const ASIDE = ['execution-check', 'judge-refusal', 'judge-false-compliance'] as const satisfies readonly RunTask[]
const TASKS = RUN_TASKS.filter((task) => makesItems(task) || ASIDE.some((one) => one === task))

export const command: Command = {
  usage: 'generate <task> [--category SLUG …] [--items N,N-N] [options] [--json]',
  help: `
Starts a run that makes new items: ${RUN_TASKS.filter(makesItems).join(', ')}.
Chains are made for subcategories, instructions from chains that passed, trajectories and refusals for instructions that
passed: trajectories for what is to be carried out, refusals for what is not. ${ASIDE[0]} makes findings of instructions,
${ASIDE.slice(1).join(' and ')} opinions of responses. A worker makes the calls: npm start, or npm run worker.

  --category SLUG   of these categories and subcategories only; may be repeated (default: all)
  --items N,N-N     of these items only, by number
  --samples N       calls a target (default 1); of judges, repeats
  --steps N         steps of a trajectory, at most; each is a call
  --turn-tokens N   tokens of all its answers, at most
  --second-try      ask once more where the answer is no refusal${RUN_HELP}`,
  options: { ...RUN_OPTIONS, category: { type: 'string', multiple: true }, items: { type: 'string' } },
  async run(invocation) {
    const [name, ...more] = invocation.positionals
    const task = TASKS.find((one) => one === name)
    if (!task || more.length > 0) throw new UsageError(`generate needs one of: ${TASKS.join(', ')}.`)
    return withDatabase(async (opened) => {
      const { id: projectId } = await findProject(opened.db, textOf(invocation.values, 'project'))
      const categoryIds = await findCategories(opened.db, projectId, textsOf(invocation.values, 'category'))
      const items = textOf(invocation.values, 'items')
      const { on } = TASK_TARGETS[task]
      if (on === 'CATEGORY') {
        if (items !== undefined) throw new UsageError('Chains are made for categories: use --category, not --items.')
        const all = categoryIds ?? (await listTops(opened.db, projectId))
        return startRun(opened, { projectId, task, targets: { kind: 'CATEGORIES', categoryIds: all } }, invocation)
      }
      const targets = await findPicked(opened.ctx, { projectId, stage: on, items, categoryIds })
      return startRun(opened, { projectId, task, targets }, invocation)
    })
  },
}

/** Null where none are named. */
export async function findCategories(db: PrismaClient, projectId: string, slugs: string[]): Promise<string[] | null> {
  if (slugs.length === 0) return null
  const where = { projectId, slug: { in: slugs }, archivedAt: null }
  const rows = await db.category.findMany({ where, select: { id: true, slug: true } })
  const missing = slugs.filter((slug) => !rows.some((row) => row.slug === slug))
  if (missing.length > 0) throw new UsageError(`There is no category ${missing.join(', ')} in this project.`)
  return rows.map(({ id }) => id)
}

async function listTops(db: PrismaClient, projectId: string): Promise<string[]> {
  const where = { projectId, parentId: null, archivedAt: null }
  return (await db.category.findMany({ where, select: { id: true } })).map(({ id }) => id)
}
