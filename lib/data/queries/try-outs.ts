import { itemNumber, STAGE_WORDS } from '@/lib/core/item/words'
import { canCurate } from '@/lib/core/policy/policies'
import { isMasked, projectSettingsSchema } from '@/lib/core/policy/settings'
import type { GenerationState, RunStatus } from '@/lib/core/run/words'
import { type Ctx, factsFor } from '@/lib/services/context'
import { isOpen } from './generations'
import { loadItemScope } from './item-scope'

export interface TryOutCall {
  id: string
  /** What it was about: "chain 0012", "Misinformation › Rumour spreading". */
  about: string
  state: GenerationState
  errorMessage: string | null
  severity: number | null
  /** The answer, read by the task's schema; null while there is none, and where it is withheld. */
  answer: unknown
  /** Why an answer that is there is not shown. */
  withheld: 'MASKED' | 'OPTED_OUT' | 'BEING_JUDGED' | null
}

export interface TryOut {
  runId: string
  number: number
  model: string
  demo: boolean
  status: RunStatus
  pauseMessage: string | null
  createdAt: Date
  calls: TryOutCall[]
}

const SHOWN = 3

type Read = { row: Row } & Pick<TryOutCall, 'severity' | 'withheld' | 'about'>

type Row = Omit<TryOut, 'calls'> &
  Omit<TryOutCall, 'answer' | 'withheld' | 'severity' | 'about'> & {
    categoryId: string | null
    intent: 'HARMFUL' | 'BORDERLINE' | 'BENIGN'
    itemIntent: 'HARMFUL' | 'BORDERLINE' | 'BENIGN'
    stage: 'CHAIN' | 'INSTRUCTION' | 'RESPONSE' | null
    itemNumber: number | null
    quarantined: boolean
    /** Its item is being judged, or was decided so lately that its judges can take their answers back. */
    open: boolean
  }

/**
 * The newest try-outs of a prompt version with their answers: texts that nobody has judged, so the care rules hold for
 * them as for items. What is masked from the reader, of a category that they opted out of, or an opinion on what they may
 * still judge, is not even read.
 */
export async function listTryOuts(ctx: Ctx, projectId: string, promptVersionId: string): Promise<TryOut[]> {
  if (!canCurate(factsFor(ctx.actor, projectId))) return []
  const rows = await listCalls(ctx, projectId, promptVersionId)
  const scope = await loadItemScope(ctx, { projectId, stage: 'CHAIN' })
  const project = await ctx.db.project.findUniqueOrThrow({ where: { id: projectId }, select: { settings: true } })
  const settings = projectSettingsSchema.parse(project.settings)
  const categories = new Map(scope.categories.map((category) => [category.id, category]))
  const calls = rows.map((row): Read => {
    const category = row.categoryId === null ? undefined : categories.get(row.categoryId)
    const severity = category?.severity ?? null
    const optedOut = category !== undefined && scope.optedOut.has(category.id)
    // What it makes, and what it is made from: the answer says something of both.
    const stage = row.stage ?? undefined
    const masked = [row.intent, row.itemIntent].some((intent) =>
      isMasked({ stage, intent, severity, quarantined: row.quarantined }, settings),
    )
    const judged = row.open && scope.blind
    const withheld = optedOut ? 'OPTED_OUT' : judged ? 'BEING_JUDGED' : masked ? 'MASKED' : null
    const above = category?.parentId ? categories.get(category.parentId)?.title : undefined
    const path = [above, category?.title].filter(Boolean).join(' › ') || 'a category that is gone'
    const named =
      row.itemNumber !== null && row.stage ? `${STAGE_WORDS[row.stage]} ${itemNumber(row.itemNumber)}` : path
    const about = optedOut ? 'a category that you opted out of' : named
    return { row, severity, withheld, about }
  })
  const answers = await readAnswers(
    ctx,
    calls.filter(({ withheld }) => withheld === null).map(({ row }) => row.id),
  )
  const runs = new Map<string, TryOut>()
  for (const { row, ...call } of calls) {
    const { runId, number, model, demo, status, pauseMessage, createdAt, id, state, errorMessage } = row
    const run = runs.get(runId) ?? { runId, number, model, demo, status, pauseMessage, createdAt, calls: [] }
    // What a provider says of a request may repeat it.
    const said = call.withheld === null ? errorMessage : null
    run.calls.push({ ...call, id, state, errorMessage: said, answer: answers.get(id) ?? null })
    runs.set(runId, run)
  }
  return [...runs.values()]
}

/** Newest run first, calls in their order; no payloads. */
const listCalls = (ctx: Ctx, projectId: string, promptVersionId: string) => ctx.db.$queryRaw<Row[]>`
  with newest as (
    select r.* from generation_runs r
    where r.project_id = ${projectId}::uuid and r.prompt_version_id = ${promptVersionId}::uuid and r.try_out
    order by r.created_at desc, r.id desc limit ${SHOWN}
  )
  select newest.id as "runId", newest.number, newest.model, p.preset = 'demo' as demo, newest.status::text,
    newest.pause_message as "pauseMessage", newest.created_at as "createdAt", g.id, g.state::text,
    g.error_message as "errorMessage", g.category_id as "categoryId", i.stage::text, i.number as "itemNumber",
    coalesce(g.params->>'intent', i.intent::text, 'HARMFUL') as intent, coalesce(i.intent::text, 'HARMFUL') as "itemIntent", coalesce(i.quarantined, false) as quarantined,
    i.id is not null and ${isOpen} as open
  from newest
  join provider_keys p on p.id = newest.provider_id
  join generations g on g.run_id = newest.id
  left join items i on i.id = g.item_id
  order by newest.created_at desc, newest.id desc, g.number`

async function readAnswers({ db }: Ctx, ids: string[]): Promise<Map<string, unknown>> {
  if (ids.length === 0) return new Map()
  const rows = await db.generation.findMany({ where: { id: { in: ids } }, select: { id: true, outcome: true } })
  return new Map(rows.map(({ id, outcome }) => [id, (outcome as { answer?: unknown } | null)?.answer ?? null]))
}
