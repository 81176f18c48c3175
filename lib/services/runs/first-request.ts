import { canSpend } from '@/lib/core/policy/policies'
import { isMasked, projectSettingsSchema } from '@/lib/core/policy/settings'
import type { PromptMessage } from '@/lib/core/prompt/render'
import { plainMessages } from '@/lib/core/run/conversation'
import type { RunInput } from '@/lib/core/run/input'
import { promptTaskOf, stageMade } from '@/lib/core/run/targets'
import type { Tx } from '@/lib/data/client'
import { isBlind, loadItemScope } from '@/lib/data/queries/item-scope'
import { stands } from '@/lib/data/queries/speaking-entry'
import { type Ctx, factsFor } from '../context'
import { notFound, ServiceError } from '../errors'
import { requirePromptVersion } from '../prompts/require-prompt-version'
import { buildRequest } from './build-request'
import { type PlannedCall, planCalls } from './plan-calls'

/** What the first call of a run would say, and how its texts are to be handled. */
export interface FirstRequest {
  item: { id: string; number: number } | null
  category: { path: string[]; severity: number | null }
  revisionId: string | null
  masked: boolean
  messages: PromptMessage[]
}

/**
 * The first call that the asking person may read: not about a category that they opted out of, nor about an item that they
 * may still judge. Null when the plan has none.
 */
export async function firstRequest(ctx: Ctx, tx: Tx, input: RunInput): Promise<FirstRequest | null> {
  const { projectId, task } = input
  if (!canSpend(factsFor(ctx.actor, projectId))) throw notFound('project')
  const prompt = await requirePromptVersion(tx, { projectId, task: promptTaskOf(task), version: input.prompt })
  const { calls } = await planCalls(tx, ctx.actor, input)
  const { optedOut } = await loadItemScope({ actor: ctx.actor, db: tx }, { projectId, stage: 'CHAIN' })
  const readable = calls.filter(
    ({ categoryId, params }) => !params.control && (categoryId === null || !optedOut.has(categoryId)),
  )
  const call = isBlind(ctx.actor, projectId) ? await firstDecided(tx, readable) : readable[0]
  if (!call) return null
  const built = await buildRequest(tx, { ...call, projectId, task, template: prompt.text, seed: input.seed })
  if (!built.ok) throw new ServiceError('conflict', built.message)
  return {
    ...(await loadCare(tx, input, call)),
    revisionId: call.revisionId,
    messages: plainMessages(built.messages),
  }
}

/** Calls looked at for one whose item nobody judges. */
const LOOKED_AT = 1_000

async function firstDecided(tx: Tx, calls: readonly PlannedCall[]): Promise<PlannedCall | undefined> {
  const some = calls.slice(0, LOOKED_AT)
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select distinct e.item_id as id from queue_entries e
    where e.item_id = any(${some.flatMap(({ itemId }) => itemId ?? [])}::uuid[])
      and (e.status in ('OPEN', 'HELD') or e.curation and e.status = 'CLOSED' and not ${stands('e')})`
  const open = new Set(rows.map(({ id }) => id))
  return some.find(({ itemId }) => itemId === null || !open.has(itemId))
}

type About = Pick<RunInput, 'projectId' | 'task'>

async function loadCare(tx: Tx, { projectId, task }: About, { itemId, categoryId, params }: PlannedCall) {
  const project = await tx.project.findUniqueOrThrow({ where: { id: projectId }, select: { settings: true } })
  const item = itemId
    ? await tx.item.findUnique({
        where: { id: itemId },
        select: { id: true, number: true, stage: true, intent: true, quarantined: true },
      })
    : null
  const category = categoryId
    ? await tx.category.findUnique({ where: { id: categoryId }, include: { parent: true } })
    : null
  const settings = projectSettingsSchema.parse(project.settings)
  const severity = category?.severity ?? category?.parent?.severity ?? null
  const made = { stage: stageMade(task) ?? undefined, intent: params.intent ?? ('BENIGN' as const) }
  const shown = item ?? { intent: 'HARMFUL' as const }
  return {
    item: item && { id: item.id, number: item.number },
    category: {
      path: [category?.parent?.title, category?.title].filter((title) => title !== undefined),
      severity,
    },
    masked: [shown, made].some((text) => isMasked({ ...text, severity }, settings)),
  }
}
