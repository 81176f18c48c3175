import type { RunFormData } from '@/components/runs/run-form-data'
import { parseListState, type SearchParams } from '@/lib/core/item/list-state'
import { readPicked } from '@/lib/core/item/picked'
import { priceOf } from '@/lib/core/model/model'
import type { ProjectFacts } from '@/lib/core/policy/facts'
import { canAdminister } from '@/lib/core/policy/policies'
import { runTaskSchema, TASK_TARGETS } from '@/lib/core/run/targets'
import { listPickedIds } from '@/lib/data/queries/picked-items'
import { listPromptVersions } from '@/lib/data/queries/prompts'
import { listProviders } from '@/lib/data/queries/providers'
import { listQueues } from '@/lib/data/queries/review'
import { listRunCategories } from '@/lib/data/queries/run-choices'
import { listTopCategories } from '@/lib/data/queries/taxonomy'
import type { Ctx } from '@/lib/services/context'
import { readNumber } from '../run-params'

const one = (value: string | string[] | undefined) => (typeof value === 'string' ? value : undefined)

/** What the form offers, and how its address fills it in; null to those who may not spend. */
export async function loadRunForm(
  ctx: Ctx,
  project: { id: string; slug: string },
  facts: ProjectFacts,
  params: SearchParams,
): Promise<RunFormData | null> {
  const [providers, versions, queues, categories, tops] = await Promise.all([
    listProviders(ctx),
    listPromptVersions(ctx, project.id),
    listQueues(ctx, project.id),
    listRunCategories(ctx, project.id),
    listTopCategories(ctx, project.id),
  ])
  if (!versions || !queues) return null
  const shown = new Set(categories.map(({ above }) => above))
  return {
    project: { id: project.id, slug: project.slug },
    admin: canAdminister(facts),
    providers: providers.map(({ id, name, trouble, models }) => ({
      ...{ id, name, trouble },
      models: models.map((model) => ({ id: model.id, priced: priceOf(model) !== null })),
    })),
    versions: versions.map(({ task, label, current, note }) => ({ task, label, current, note })),
    queues: queues.filter(({ status }) => status !== 'CLOSED').map(({ id, name, stage }) => ({ id, name, stage })),
    categories,
    tops: tops.filter(({ title }) => shown.has(title)),
    start: await readStart(ctx, project.id, params),
  }
}

async function readStart(ctx: Ctx, projectId: string, params: SearchParams): Promise<RunFormData['start']> {
  const task = runTaskSchema.safeParse(one(params.task)).data ?? null
  const on = task ? TASK_TARGETS[task].on : 'CATEGORY'
  const { filter } = parseListState(params)
  const given = { provider: one(params.provider) ?? null, model: one(params.model) ?? null }
  const chosen = { prompt: one(params.prompt) ?? null, queue: one(params.queue) ?? null }
  const rest = { ...given, ...chosen, task, fromStep: readNumber(params.from) }
  if (on === 'CATEGORY') return { ...rest, categoryIds: filter.categoryIds ?? [], itemIds: null, filter: {} }
  if (params.pick === undefined) return { ...rest, categoryIds: [], itemIds: null, filter }
  // A selection that cannot be read chooses nothing: never everything instead.
  const numbers = readPicked(params.pick) ?? []
  return { ...rest, categoryIds: [], filter, itemIds: await listPickedIds(ctx, { projectId, stage: on, numbers }) }
}
