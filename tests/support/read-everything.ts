import { TAKE_OUT_STAGES } from '@/lib/core/export/formats'
import { runInputSchema } from '@/lib/core/run/input'
import { RUN_TASKS } from '@/lib/core/run/targets'
import { GENERATION_VIEWS, type GenerationView } from '@/lib/core/run/views'
import { findContested, listContested } from '@/lib/data/queries/adjudication'
import { listAudit } from '@/lib/data/queries/audit'
import { findBalance } from '@/lib/data/queries/balance'
import { listFigureItems } from '@/lib/data/queries/figure-items'
import { listFlags } from '@/lib/data/queries/flags'
import { findGeneration, listGenerations } from '@/lib/data/queries/generations'
import { findImport, listImports } from '@/lib/data/queries/imports'
import { listFilterChoices } from '@/lib/data/queries/item-choices'
import { countItems } from '@/lib/data/queries/item-counts'
import { listItems } from '@/lib/data/queries/items'
import { listLabelledItems } from '@/lib/data/queries/labelled-items'
import { listLeftOut } from '@/lib/data/queries/left-out'
import { findOverview, listSubcategories } from '@/lib/data/queries/overview'
import { listPreferencePairs } from '@/lib/data/queries/preference-pairs'
import { listPromptVersions } from '@/lib/data/queries/prompts'
import { findQuality } from '@/lib/data/queries/quality'
import { listQueueMix } from '@/lib/data/queries/queue-mix'
import { findRailCounts } from '@/lib/data/queries/rail-counts'
import { findRegeneration } from '@/lib/data/queries/regeneration'
import { listRegenerationItems } from '@/lib/data/queries/regeneration-items'
import { findResponseQuality } from '@/lib/data/queries/response-quality'
import { findQueueHead, listMyQueues, listQueues } from '@/lib/data/queries/review'
import { listRunCategories } from '@/lib/data/queries/run-choices'
import { findRunReasons, listSaidItems } from '@/lib/data/queries/run-reasons'
import { findRun, listRuns } from '@/lib/data/queries/runs'
import { countTakeOut } from '@/lib/data/queries/take-out'
import { findTaxonomy, listCapabilities } from '@/lib/data/queries/taxonomy'
import { findToolSpace, listRunToolSpace } from '@/lib/data/queries/tool-space'
import { listTryOuts } from '@/lib/data/queries/try-outs'
import { findNextUnsettled } from '@/lib/data/queries/unsettled'
import type { Ctx } from '@/lib/services/context'
import { ServiceError } from '@/lib/services/errors'
import { peekItem } from '@/lib/services/items/peek-item'
import { revealItem } from '@/lib/services/items/reveal-item'
import { previewPrompt } from '@/lib/services/prompts/preview-prompt'
import { claim } from '@/lib/services/review/claim'
import { earlier } from '@/lib/services/review/earlier'
import { opinions } from '@/lib/services/review/opinions'
import { recent } from '@/lib/services/review/recent'
import { reveal } from '@/lib/services/review/reveal'
import { previewRequest } from '@/lib/services/runs/preview-request'
import { previewRun } from '@/lib/services/runs/preview-run'
import { revealGeneration } from '@/lib/services/runs/reveal-generation'
import { revealRequest } from '@/lib/services/runs/reveal-request'
import { watchRun } from '@/lib/services/runs/watch-run'
import { ORDERS } from './lists'
import { tab } from './review'

/** What there is to be read of a project. */
export interface ReadPlace {
  projectId: string
  itemIds: readonly string[]
  entryIds: readonly string[]
  queueIds: readonly string[]
  generation: { id: string; number: number }
  run: { id: string; number: number; providerId: string; promptVersionId: string }
  batchId: string
  /** Words that a search would find the texts by. */
  words: string
}

const STAGES = ['CHAIN', 'INSTRUCTION', 'RESPONSE'] as const
const REGENERATED_STAGES = ['CHAIN', 'INSTRUCTION'] as const

/**
 * All that a project's pages, routes and lists tell somebody, as one text; refusals are part of it. With `asked` also
 * what comes only when it is asked for: masked texts, one by one.
 */
export async function readEverything(ctx: Ctx, place: ReadPlace, { asked = false } = {}): Promise<string> {
  const parts = [...ofLists(ctx, place), ...ofItems(ctx, place), ...ofReview(ctx, place), ...ofFigures(ctx, place)]
  const reads = [...parts, ...ofRuns(ctx, place), ...(asked ? revealed(ctx, place) : [])]
  const told: unknown[] = []
  // One after the other: a claim of one is not to meet that of another.
  for (const read of reads) told.push(await read().catch(refusal))
  return JSON.stringify(told)
}

/** Only what a person would be told: a fault of the test's own must not pass for a refusal. */
function refusal(error: unknown): string {
  if (error instanceof ServiceError) return error.message
  throw error
}

type Reads = (() => Promise<unknown>)[]

const ofLists = (ctx: Ctx, { projectId, words }: ReadPlace): Reads =>
  STAGES.flatMap((stage) => {
    const list = { projectId, stage, archived: false }
    const page = { ...list, from: null, size: 50 }
    const filters = [{}, { text: words }, { quarantined: true as const }, { stale: true as const }]
    return [
      ...ORDERS.map((order) => async () => listItems(ctx, { ...page, ...order, filter: {} })),
      ...filters.map(
        (filter) => async () => listItems(ctx, { ...page, sort: 'updated' as const, dir: 'desc' as const, filter }),
      ),
      ...filters.map((filter) => async () => countItems(ctx, { ...list, filter })),
      async () => listFilterChoices(ctx, { projectId, stage }),
      async () => listPreferencePairs(ctx, { projectId, stage }),
    ]
  })

const ofItems = (ctx: Ctx, { projectId, itemIds, batchId }: ReadPlace): Reads => [
  ...itemIds.flatMap((itemId) => [
    async () => peekItem(ctx, { itemId }),
    async () => findToolSpace(ctx, itemId),
    async () => listPreferencePairs(ctx, { projectId, itemId }),
  ]),
  async () => findNextUnsettled(ctx, { projectId, after: 0 }),
  async () => listFlags(ctx, projectId),
  async () => listLeftOut(ctx, projectId),
  async () => listImports(ctx, projectId),
  async () => findImport(ctx, projectId, batchId),
  async () => findTaxonomy(ctx, projectId),
  async () => listCapabilities(ctx, projectId),
  async () => listAudit(ctx, projectId, {}),
]

const ofReview = (ctx: Ctx, { projectId, queueIds, entryIds }: ReadPlace): Reads => [
  ...queueIds.flatMap((queueId) => [
    async () => claim(ctx, { queueId, clientId: tab(1), have: [], want: 10 }),
    async () => recent(ctx, { queueId }),
    async () => findQueueHead(ctx, queueId),
  ]),
  ...entryIds.flatMap((entryId) => [
    async () => earlier(ctx, { entryId }),
    async () => opinions(ctx, { entryId }),
    async () => findContested(ctx, entryId),
  ]),
  async () => listContested(ctx, projectId),
  async () => listMyQueues(ctx, projectId),
  async () => listQueues(ctx, projectId),
  async () => listQueueMix(ctx, projectId),
]

const ofFigures = (ctx: Ctx, { projectId }: ReadPlace): Reads => [
  async () => findOverview(ctx, projectId),
  async () => listSubcategories(ctx, projectId),
  async () => findRailCounts(ctx, projectId),
  async () => findBalance(ctx, projectId, { instructionsPerChain: 1 }),
  async () => findResponseQuality(ctx, projectId),
  ...(['HARMFUL', 'BENIGN'] as const).map(
    (intent) => async () =>
      listLabelledItems(ctx, projectId, {
        group: 'AS_GENERATED',
        expected: intent === 'HARMFUL' ? 'REFUSE' : 'COMPLY',
        by: 'DETECTOR',
      }),
  ),
  ...STAGES.flatMap((stage) => [
    async () => findQuality(ctx, projectId, stage),
    async () => listFigureItems(ctx, projectId, { stage, group: 'AS_GENERATED' }),
  ]),
  ...TAKE_OUT_STAGES.map((stage) => async () => countTakeOut(ctx, { projectId, stage, chosen: null })),
  ...REGENERATED_STAGES.flatMap((stage) => [
    async () => findRegeneration(ctx, projectId, stage),
    async () => listRegenerationItems(ctx, projectId, { stage, group: 'AS_GENERATED' }),
  ]),
]

const inputOf = ({ projectId, run }: ReadPlace, task: string) =>
  runInputSchema.parse({
    ...{ projectId, task, providerId: run.providerId, model: 'model-a', budgetCalls: 5 },
    targets: { kind: 'FILTER', filter: {} },
  })

const ofRuns = (ctx: Ctx, place: ReadPlace): Reads => {
  const { projectId, run, generation } = place
  const of = { projectId, runNumber: run.number }
  const tasks = RUN_TASKS.filter((task) => task !== 'chain-synthesis')
  return [
    async () => listRuns(ctx, { projectId, before: null, limit: 50 }),
    async () => findRun(ctx, { projectId, number: run.number }),
    async () => watchRun(ctx, { runId: run.id }),
    async () => findRunReasons(ctx, of),
    async () => listSaidItems(ctx, of, { reason: 'other' }),
    ...(Object.keys(GENERATION_VIEWS) as GenerationView[]).map(
      (view) => async () => listGenerations(ctx, { ...of, view, kind: null, before: null, limit: 50 }),
    ),
    async () => findGeneration(ctx, { ...of, number: generation.number }),
    async () => findGeneration(ctx, { projectId, id: generation.id }),
    ...tasks.flatMap((task) => [
      async () => previewRun(ctx, inputOf(place, task)),
      async () => previewRequest(ctx, inputOf(place, task)),
    ]),
    async () => listTryOuts(ctx, projectId, run.promptVersionId),
    async () => listPromptVersions(ctx, projectId),
    async () =>
      previewPrompt(ctx, {
        projectId,
        task: 'judge-semantic-relaxed',
        body: 'Judge it.\n--- user ---\n{{instruction}}',
      }),
    async () =>
      previewPrompt(ctx, { projectId, task: 'judge-false-compliance', body: 'Judge it.\n--- user ---\n{{response}}' }),
    async () => listRunCategories(ctx, projectId),
    async () => listRunToolSpace(ctx, run.id),
  ]
}

/** Each of these leaves an exposure and an audit event. */
const revealed = (ctx: Ctx, place: ReadPlace): Reads => [
  ...place.itemIds.map((itemId) => async () => revealItem(ctx, { itemId })),
  ...place.entryIds.map((entryId) => async () => reveal(ctx, { entryId })),
  async () => revealGeneration(ctx, { projectId: place.projectId, generationId: place.generation.id }),
  ...(['regenerate-response', 'judge-false-compliance', 'regenerate-instruction'] as const).map(
    (task) => async () => revealRequest(ctx, inputOf(place, task)),
  ),
]
