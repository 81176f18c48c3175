import type { ItemStage } from '@/lib/core/item/lists'
import { canSpend } from '@/lib/core/policy/policies'
import { isMasked, type ProjectSettings, projectSettingsSchema } from '@/lib/core/policy/settings'
import type { PromptMessage } from '@/lib/core/prompt/render'
import { promptTaskSchema } from '@/lib/core/prompt/tasks'
import { generationParamsSchema } from '@/lib/core/run/options'
import { type RunTask, runTaskSchema, stageMade } from '@/lib/core/run/targets'
import {
  type FoundGeneration,
  GENERATION_VIEWS,
  type GenerationDetail,
  type GenerationRow,
  type GenerationTexts,
  type GenerationView,
  type NamedItem,
} from '@/lib/core/run/views'
import type { GenerationState } from '@/lib/core/run/words'
import type { Message } from '@/lib/core/trajectory/content'
import { type Db, Prisma } from '@/lib/data/client'
import { type Ctx, factsFor } from '@/lib/services/context'
import { toCategory } from './item-category'
import { isBlind, loadItemScope } from './item-scope'
import { stands } from './speaking-entry'

type Reader = Pick<Ctx, 'actor' | 'db'>

export interface GenerationPage {
  rows: GenerationRow[]
  /** Number to go on after; null: these are the last. */
  after: number | null
}

export interface GenerationsAsked {
  projectId: string
  runNumber: number
  view: GenerationView
  /** Only those that stand with this kind of error; with `met`, those that met it at any of their calls. */
  kind: string | null
  met?: boolean
  before: number | null
  limit: number
}

/** What a reader may know of a project's generations, loaded anew for each request. */
interface Sight {
  projectId: string
  settings: ProjectSettings
  /** Verdicts, attempts and opinions of items that are being judged stay unsaid. */
  blind: boolean
  optedOut: string[]
}

async function loadSight({ actor, db }: Reader, projectId: string): Promise<Sight | null> {
  if (!canSpend(factsFor(actor, projectId))) return null
  const [project, scope] = await Promise.all([
    db.project.findUnique({ where: { id: projectId }, select: { settings: true } }),
    loadItemScope({ actor, db }, { projectId, stage: 'CHAIN' }),
  ])
  if (!project) return null
  return {
    projectId,
    settings: projectSettingsSchema.parse(project.settings),
    blind: isBlind(actor, projectId),
    optedOut: [...scope.optedOut],
  }
}

interface RawRow {
  id: string
  number: number
  task: string
  state: GenerationState
  tries: number
  stepsTaken: number
  itemId: string | null
  itemNumber: number | null
  itemStage: ItemStage | null
  itemIntent: 'HARMFUL' | 'BORDERLINE' | 'BENIGN' | null
  quarantined: boolean
  /** Being judged, or decided so lately that its judgments can be taken back. */
  open: boolean
  categoryTitle: string | null
  parentTitle: string | null
  severity: number | null
  params: unknown
  made: NamedItem[]
  /** A text that the request may show, or that came of the answer, is quarantined by now. */
  quarantinedNear: boolean
  produced: number
  errorKind: string | null
  costMicros: number
  ms: number | null
  startedAt: Date | null
  endedAt: Date | null
}

/** An item that is being judged, or was decided so lately that its judges can take their answers back (alias i). */
export const isOpen = Prisma.sql`exists (select from queue_entries e where e.item_id = i.id
  and (e.status in ('OPEN', 'HELD') or e.curation and e.status = 'CLOSED' and not ${stands('e')}))`

/** Of alias g; no payload among them. */
const columns = Prisma.sql`g.id, g.number, g.task, g.state::text, g.attempt as tries, g.steps_taken as "stepsTaken", g.item_id as "itemId",
  i.number as "itemNumber", i.stage::text as "itemStage", i.intent::text as "itemIntent",
  coalesce(i.quarantined, false) as quarantined, i.id is not null and ${isOpen} as open,
  c.title as "categoryTitle", above.title as "parentTitle", coalesce(c.severity, above.severity) as severity,
  g.params, g.produced, g.error_kind as "errorKind", g.cost_micros::float8 as "costMicros", g.ms,
  g.started_at as "startedAt", g.ended_at as "endedAt",
  coalesce((select jsonb_agg(jsonb_build_object('id', m.id, 'number', m.number, 'stage', m.stage) order by m.number)
    from items m where m.id in (select made.id::uuid from jsonb_array_elements_text(g.outcome->'itemIds') made(id))
      and m.archived_at is null), '[]') as made,
  exists (select from items m where m.quarantined and m.archived_at is null and (m.parent_id = g.item_id
    or g.item_id is null and m.category_id = g.category_id and m.project_id = g.project_id)) as "quarantinedNear"`

const joins = Prisma.sql`left join items i on i.id = g.item_id
  left join categories c on c.id = coalesce(i.category_id, g.category_id)
  left join categories above on above.id = c.parent_id`

const seen = ({ optedOut }: Sight, category: Prisma.Sql) =>
  Prisma.sql`(${category} is null or ${category} <> all(${optedOut}::uuid[]))`

/**
 * A page of a run's generations, the last begun first. Each state is a scan of the index (run_id, state, number), merged
 * by number. Those about categories that the reader opted out of are not among them.
 */
export async function listGenerations(
  reader: Reader,
  { projectId, runNumber, view, kind, met = false, before, limit }: GenerationsAsked,
): Promise<GenerationPage | null> {
  const sight = await loadSight(reader, projectId)
  if (!sight) return null
  const states = [...GENERATION_VIEWS[view].states]
  const standing = met ? Prisma.sql`errors ? ${kind}::text` : Prisma.sql`error_kind = ${kind}`
  const ofKind = kind === null ? Prisma.sql`true` : standing
  const rows = await reader.db.$queryRaw<RawRow[]>`
    select ${columns} from (
      select g.* from unnest(${states}::text[]) state cross join lateral (
        select * from generations
        where run_id = (select id from generation_runs where project_id = ${projectId}::uuid and number = ${runNumber}::int)
          and state = state.state::"GenerationState"
          and number < ${before ?? 2_147_483_647}::int and ${ofKind} and ${seen(sight, Prisma.sql`category_id`)}
        order by number desc limit ${limit + 1}::int
      ) g order by g.number desc limit ${limit + 1}::int
    ) g ${joins}
    where ${seen(sight, Prisma.sql`i.category_id`)}
    order by g.number desc`
  const page = rows.slice(0, limit)
  return {
    rows: page.map((row) => toRow(row, sight)),
    after: rows.length > limit ? (page.at(-1)?.number ?? null) : null,
  }
}

/**
 * Masked when its target is, when what it makes would be, and when a text it shows or made is quarantined. New chains are
 * harmful by design; what answers a request that is not plainly benign is masked wherever it stands.
 */
function masks(row: RawRow, sight: Sight): boolean {
  const { severity, quarantined, quarantinedNear, itemIntent, itemStage, params } = row
  const made = generationParamsSchema.parse(params).intent
  const stage = stageMade(runTaskSchema.parse(row.task)) ?? undefined
  const shown = { stage: itemStage ?? undefined, intent: itemIntent ?? 'HARMFUL', severity, quarantined }
  return (
    quarantinedNear ||
    isMasked(shown, sight.settings) ||
    (made !== undefined && isMasked({ stage, intent: made, severity }, sight.settings))
  )
}

function toRow(row: RawRow, sight: Sight): GenerationRow {
  const withheld = sight.blind && row.open
  const { intent, control } = generationParamsSchema.parse(row.params)
  const { id, number, state, tries, stepsTaken, produced, errorKind, costMicros, ms, startedAt, endedAt } = row
  return {
    ...{ id, number, state, tries, stepsTaken, errorKind, costMicros, ms, startedAt, endedAt, withheld },
    task: runTaskSchema.parse(row.task),
    item: withheld || !row.itemId ? null : { id: row.itemId, number: row.itemNumber!, stage: row.itemStage! },
    category: toCategory(row),
    intent: withheld ? null : (intent ?? row.itemIntent ?? 'HARMFUL'),
    masked: masks(row, sight),
    control: !withheld && control === true,
    produced,
    made: withheld ? [] : row.made,
  }
}

type RawDetail = RawRow & {
  runId: string
  seed: number
  promptTask: string
  promptLabel: string
  inputTokens: number
  outputTokens: number
  repairs: number
  before: number | null
  after: number | null
  outOfSight: boolean
}

/**
 * One generation of a run. Its texts are read only where they may be shown at once, or with `reveal`; of an item that the
 * reader may still judge never: request and answer hold attempt, reasons and opinions.
 */
export async function findGeneration(
  reader: Reader,
  asked: { projectId: string } & ({ runNumber: number; number: number } | { id: string }),
  reveal = false,
): Promise<FoundGeneration> {
  const sight = await loadSight(reader, asked.projectId)
  if (!sight) return null
  const where =
    'id' in asked
      ? Prisma.sql`g.id = ${asked.id}::uuid`
      : Prisma.sql`g.run_id = (select id from generation_runs where project_id = ${asked.projectId}::uuid
          and number = ${asked.runNumber}::int) and g.number = ${asked.number}::int`
  const [row] = await reader.db.$queryRaw<RawDetail[]>`
    select ${columns}, g.run_id as "runId", g.seed, v.task as "promptTask", v.label as "promptLabel",
      g.input_tokens as "inputTokens", g.output_tokens as "outputTokens", g.repairs,
      (select max(number) from generations where run_id = g.run_id and number < g.number) as before,
      (select min(number) from generations where run_id = g.run_id and number > g.number) as after,
      not (${seen(sight, Prisma.sql`g.category_id`)} and ${seen(sight, Prisma.sql`i.category_id`)}) as "outOfSight"
    from generations g join prompt_versions v on v.id = g.prompt_version_id ${joins}
    where ${where} and g.project_id = ${asked.projectId}::uuid`
  if (!row) return null
  if (row.outOfSight) return { kind: 'OPTED_OUT' }
  const { runId, seed, inputTokens, outputTokens, repairs, before, after } = row
  const shown = toRow(row, sight)
  return {
    ...{ kind: 'GENERATION', ...shown, runId, projectId: asked.projectId, seed, inputTokens, outputTokens, repairs },
    ...{ before, after },
    prompt: { task: promptTaskSchema.parse(row.promptTask), label: row.promptLabel },
    tools: shown.masked || shown.withheld ? [] : (generationParamsSchema.parse(row.params).tools ?? []),
    texts: shown.withheld || (shown.masked && !reveal) ? null : await loadTexts(reader.db, row.id),
  } satisfies GenerationDetail
}

async function loadTexts(db: Db, id: string): Promise<GenerationTexts> {
  const { request, response, errorMessage, task, revisionId } = await db.generation.findUniqueOrThrow({
    where: { id },
    select: { request: true, response: true, errorMessage: true, task: true, revisionId: true },
  })
  const sent = request as { messages?: PromptMessage[]; tools?: string[] } | null
  const steps = await db.generationStep.findMany({
    where: { generationId: id },
    orderBy: { number: 'asc' },
    select: { messages: true },
  })
  return {
    ...{ messages: sent?.messages ?? [], offered: sent?.tools ?? [], response, problem: errorMessage },
    steps: steps.flatMap(({ messages }) => messages as unknown as Message[]),
    opinions: await loadOpinions(db, { id, task: task as RunTask, revisionId }),
  }
}

async function loadOpinions(
  db: Db,
  { id, revisionId }: { id: string; task: RunTask; revisionId: string | null },
): Promise<GenerationTexts['opinions']> {
  if (!revisionId) return []
  const rows = await db.finding.findMany({
    where: { revisionId, source: 'JUDGE', evidence: { path: ['generationId'], equals: id } },
    select: { code: true, evidence: true },
  })
  return rows.map(({ code, evidence }) => {
    const { message, verdict } = evidence as { message?: string; verdict?: string }
    return { code, message: message ?? '', verdict: verdict ?? null }
  })
}
