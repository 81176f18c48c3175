import { isMasked, projectSettingsSchema } from '@/lib/core/policy/settings'
import type { RunTask } from '@/lib/core/run/targets'
import { TASK_TARGETS, type TaskTarget } from '@/lib/core/run/targets'
import { Prisma, type Tx } from '@/lib/data/client'
import { type ItemScope, loadItemScope } from '@/lib/data/queries/item-scope'
import { whereBase } from '@/lib/data/queries/item-where'
import { stands } from '@/lib/data/queries/speaking-entry'
import type { Actor } from '../context'
import { type PlannedCall, planCalls } from '../runs/plan-calls'

export interface TrialCall extends PlannedCall {
  /** Whether the actor may be shown what the prompt carries of it: nothing masked, nothing opted out of. */
  readable: boolean
}

/** Items looked at, newest first, for those that a run would take. */
const LOOKED_AT = 60

/**
 * Up to `n` calls that a run of the task would make right now, spread over what there is; those that the actor may read
 * come first. Items whose judgments can still be taken back are left alone.
 */
export async function pickTrialCalls(
  tx: Tx,
  actor: Actor,
  { projectId, task }: { projectId: string; task: RunTask },
  n: number,
): Promise<TrialCall[]> {
  const { on, ...target } = TASK_TARGETS[task]
  const scope = await loadItemScope({ actor, db: tx }, { projectId, stage: on === 'CATEGORY' ? 'CHAIN' : on })
  const { settings } = await tx.project.findUniqueOrThrow({ where: { id: projectId }, select: { settings: true } })
  const limits = projectSettingsSchema.parse(settings)
  const open = scope.categories.filter(({ id }) => !scope.optedOut.has(id))
  const unmasked = open.filter(({ severity }) => !isMasked({ intent: 'HARMFUL', severity }, limits)).map(({ id }) => id)
  const plan = async (targets: Parameters<typeof planCalls>[2]['targets']) =>
    (await planCalls(tx, actor, { projectId, task, targets, samples: 1, seed: 1, controlShare: 0 })).calls
  const planReadable = async (readable: boolean): Promise<PlannedCall[]> => {
    if (on === 'CATEGORY') {
      const ids = open.map(({ id }) => id).filter((id) => unmasked.includes(id) === readable)
      return ids.length === 0 ? [] : plan({ kind: 'CATEGORIES', categoryIds: ids })
    }
    const itemIds = await listItemIds(tx, scope, target, { unmasked, readable })
    return itemIds.length === 0 ? [] : plan({ kind: 'ITEMS', itemIds })
  }
  const picked: TrialCall[] = []
  for (const readable of [true, false]) {
    const calls = spread(await planReadable(readable), n - picked.length)
    picked.push(...calls.map((call) => ({ ...call, readable })))
  }
  return picked
}

async function listItemIds(
  tx: Tx,
  scope: ItemScope,
  { text, intents }: Pick<TaskTarget, 'text' | 'intents'>,
  { unmasked, readable }: { unmasked: string[]; readable: boolean },
): Promise<string[]> {
  const optedOut = [...scope.optedOut]
  // What answers a request that is not plainly benign is masked whatever its severity (isMasked).
  const mild =
    scope.stage === 'RESPONSE'
      ? Prisma.sql`false`
      : Prisma.sql`coalesce(i.category_id = any(${unmasked}::uuid[]), false)`
  const shown = Prisma.sql`coalesce(i.category_id <> all(${optedOut}::uuid[]), true) and (i.intent = 'BENIGN' or ${mild})`
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select i.id from items i
    where ${whereBase(scope)} and not i.quarantined and not i.flagged and ${stands('i')} and ${textOf(text)}
      and ${text === 'CURRENT' && intents ? Prisma.sql`i.intent::text = any(${[...intents]}::text[])` : Prisma.sql`true`}
      and ${readable ? shown : Prisma.sql`not (${shown})`}
    order by i.number desc limit ${LOOKED_AT}`
  return rows.map(({ id }) => id)
}

const textOf = (text: TaskTarget['text']) =>
  text === 'ACCEPTED'
    ? Prisma.sql`i.accepted_revision_id is not null`
    : text === 'REJECTED'
      ? Prisma.sql`(i.verdict = 'FAILED' or i.stale) and not i.rejudged`
      : Prisma.sql`i.current_revision_id is not null`

/** The first, the last and evenly between. */
const spread = <T>(all: readonly T[], n: number): T[] =>
  all.length <= n ? [...all] : Array.from({ length: n }, (_, index) => all[Math.floor((index * all.length) / n)]!)
