import { expect, test } from 'vitest'
import { runInputSchema } from '@/lib/core/run/input'
import { GENERATION_VIEWS, type GenerationView } from '@/lib/core/run/views'
import type { Prisma } from '@/lib/data/client'
import { newId } from '@/lib/data/id'
import { findGeneration, listGenerations } from '@/lib/data/queries/generations'
import { listRunCategories } from '@/lib/data/queries/run-choices'
import { findRun, listRuns } from '@/lib/data/queries/runs'
import { findToolSpace, listRunToolSpace } from '@/lib/data/queries/tool-space'
import { listTryOuts } from '@/lib/data/queries/try-outs'
import type { Ctx } from '@/lib/services/context'
import { previewPrompt } from '@/lib/services/prompts/preview-prompt'
import { previewRequest } from '@/lib/services/runs/preview-request'
import { previewRun } from '@/lib/services/runs/preview-run'
import { revealGeneration } from '@/lib/services/runs/reveal-generation'
import { revealRequest } from '@/lib/services/runs/reveal-request'
import { watchRun } from '@/lib/services/runs/watch-run'
import { testDatabase } from '../../support/database'
import { makeCategory, makeChain, makeInstruction, makeProject } from '../../support/factories'
import { judge, letStand, makeColleague, makeDesk } from '../../support/review'
import { makeGeneration, makePromptVersion, makeProvider, makeRun } from '../../support/run-factories'
import { replyBody, sentRequest } from '../../support/seen-run'

const t = testDatabase()
const CANARY = 'canary-of-a-call'

type Generation = Partial<Prisma.GenerationUncheckedCreateInput>

/** A run of one call whose request, answer, trouble and opinion hold the canary. */
async function makeCall(project: { id: string }, task: string, call: Generation) {
  const provider = await makeProvider(t.db)
  const prompt = await makePromptVersion(t.db, project, { task })
  const of = { projectId: project.id, providerId: provider.id, promptVersionId: prompt.id }
  const run = await makeRun(t.db, of, {
    task,
    tryOut: true,
    options: { targets: { kind: 'FILTER', filter: {} } },
  })
  const generation = await makeGeneration(t.db, run, {
    ...{ state: 'NEEDS_ATTENTION', errorKind: 'UNREADABLE', errorMessage: `${CANARY} problem` },
    ...{ request: sentRequest(`${CANARY} request`), response: replyBody(`${CANARY} answer`) },
    ...call,
  })
  if (generation.revisionId) {
    await t.db.finding.create({
      data: {
        ...{ id: newId(), projectId: project.id, revisionId: generation.revisionId, code: 'semantic_judge' },
        ...{ severity: 'INFO', source: 'JUDGE' },
        evidence: { message: `${CANARY} opinion`, verdict: 'HARMFUL', generationId: generation.id },
      },
    })
  }
  return { run, generation, provider, prompt }
}
type Call = Awaited<ReturnType<typeof makeCall>>

/** Everything that can be read of a project's runs without asking for a masked text, as one text. */
async function everything(ctx: Ctx, projectId: string, { run, generation, provider, prompt }: Call): Promise<string> {
  const { id: runId, number } = run
  const input = (task: string) =>
    runInputSchema.parse({
      ...{ projectId, task, providerId: provider.id, model: 'model-a', budgetCalls: 5 },
      targets: { kind: 'FILTER', filter: {} },
    })
  const views = Object.keys(GENERATION_VIEWS) as GenerationView[]
  const tasks = ['regenerate-chain', 'regenerate-instruction', 'instruction-harmful', 'judge-semantic-relaxed']
  const body = 'Judge it.\n--- user ---\n{{instruction}}'
  const told = await Promise.allSettled([
    listRuns(ctx, { projectId, before: null, limit: 50 }),
    findRun(ctx, { projectId, number }),
    watchRun(ctx, { runId }),
    ...views.map((view) =>
      listGenerations(ctx, { projectId, runNumber: number, view, kind: null, before: null, limit: 50 }),
    ),
    listGenerations(ctx, {
      projectId,
      runNumber: number,
      view: 'attention',
      kind: 'UNREADABLE',
      before: null,
      limit: 50,
    }),
    findGeneration(ctx, { projectId, runNumber: number, number: generation.number }),
    findGeneration(ctx, { projectId, id: generation.id }),
    ...tasks.flatMap((task) => [
      (async () => previewRun(ctx, input(task)))(),
      (async () => previewRequest(ctx, input(task)))(),
    ]),
    listTryOuts(ctx, projectId, prompt.id),
    previewPrompt(ctx, { projectId, task: 'judge-semantic-relaxed', body }),
    listRunCategories(ctx, projectId),
    listRunToolSpace(ctx, runId),
    ...(generation.itemId ? [findToolSpace(ctx, generation.itemId)] : []),
  ])
  return JSON.stringify(told.map((one) => (one.status === 'fulfilled' ? one.value : String(one.reason))))
}

const reveal = (ctx: Ctx, projectId: string, { generation }: Call) =>
  revealGeneration(ctx, { projectId, generationId: generation.id })

test('no text of a call about something masked is read by any path until it is asked for; then that is on record', async () => {
  const project = await makeProject(t.db, { settings: { maskFromSeverity: 3 } })
  const grave = await makeCategory(t.db, project, { severity: 3 })
  const content = { title: `${CANARY} title`, steps: ['Files.read_file'], explanation: `${CANARY} text` }
  const chain = await makeChain(t.db, project, { content, categoryId: grave.id, verdict: 'FAILED' })
  const { user, ctx } = await makeColleague(t, project, 'CURATOR')
  const about = { categoryId: grave.id, itemId: chain.item.id, revisionId: chain.revision.id }
  for (const [task, call] of [
    ['regenerate-chain', about],
    ['chain-synthesis', { categoryId: grave.id }],
    ['chain-synthesis', { categoryId: null }],
    ['instruction-benign', { ...about, params: { intent: 'BENIGN' } }],
  ] as const) {
    const made = await makeCall(project, task, call)
    const told = await everything(ctx, project.id, made)
    expect(told).toContain(made.generation.id)
    expect(told, task).not.toContain(CANARY)
    expect(JSON.stringify(await reveal(ctx, project.id, made))).toContain(`${CANARY} answer`)
    const target = { action: 'generation.reveal', targetId: made.generation.id }
    expect(await t.db.auditEvent.count({ where: target })).toBe(1)
  }
  expect(await t.db.exposure.findMany({ where: { userId: user.id } })).toMatchObject([
    { revisionId: chain.revision.id, harmful: true, severity: 3, revealed: true },
  ])
})

test('the request of a masked target is put together for nobody who has not asked; asking is on record', async () => {
  const project = await makeProject(t.db, { settings: { maskFromSeverity: 3 } })
  const grave = await makeCategory(t.db, project, { severity: 4 })
  const content = { steps: ['Files.read_file'], explanation: `${CANARY} text` }
  const chain = await makeChain(t.db, project, { content, categoryId: grave.id, verdict: 'FAILED' })
  const provider = await makeProvider(t.db)
  const { user, ctx } = await makeColleague(t, project, 'CURATOR')
  const input = runInputSchema.parse({
    ...{ projectId: project.id, task: 'regenerate-chain', providerId: provider.id, model: 'model-a', budgetCalls: 5 },
    targets: { kind: 'ITEMS', itemIds: [chain.item.id] },
  })
  expect(await previewRequest(ctx, input)).toMatchObject({ masked: true, messages: null, item: { id: chain.item.id } })
  expect(JSON.stringify(await revealRequest(ctx, input))).toContain(CANARY)
  expect(await t.db.exposure.count({ where: { userId: user.id, revisionId: chain.revision.id, revealed: true } })).toBe(
    1,
  )
  expect(await t.db.auditEvent.count({ where: { action: 'run.reveal-request', targetId: chain.item.id } })).toBe(1)
})

test('what came of a call and was quarantined since masks the call too', async () => {
  const project = await makeProject(t.db)
  const mild = await makeCategory(t.db, project, { severity: 0 })
  const chain = await makeChain(t.db, project, { categoryId: mild.id })
  const about = { categoryId: mild.id, itemId: chain.item.id, revisionId: chain.revision.id }
  const made = await makeCall(project, 'instruction-benign', { ...about, params: { intent: 'BENIGN' } })
  const { ctx } = await makeColleague(t, project, 'CURATOR')
  expect(await everything(ctx, project.id, made)).toContain(`${CANARY} answer`)
  await makeInstruction(t.db, project, { from: chain, quarantined: true, quarantineCauses: ['PARENT_FAILED'] })
  const masked = await findGeneration(ctx, { projectId: project.id, id: made.generation.id })
  expect(masked).toMatchObject({ masked: true, texts: null })
})

test('calls about a category that somebody opted out of reach that person by no path', async () => {
  const project = await makeProject(t.db)
  const top = await makeCategory(t.db, project, { title: `${CANARY} top`, severity: 1 })
  const sub = await makeCategory(t.db, project, { title: `${CANARY} sub`, parentId: top.id, severity: 1 })
  const content = { steps: ['Files.read_file'], explanation: `${CANARY} text` }
  const chain = await makeChain(t.db, project, { content, categoryId: sub.id, verdict: 'FAILED' })
  const about = { categoryId: sub.id, itemId: chain.item.id, revisionId: chain.revision.id }
  const made = await makeCall(project, 'regenerate-chain', about)
  const fresh = await makeCall(project, 'chain-synthesis', { categoryId: sub.id })
  const { user, ctx } = await makeColleague(t, project, 'CURATOR')
  const { ctx: other } = await makeColleague(t, project, 'CURATOR')
  const data = { projectId: project.id, userId: user.id, optOutCategoryIds: [top.id] }
  await t.db.preference.create({ data })
  for (const call of [made, fresh]) {
    const told = await everything(ctx, project.id, call)
    expect(told.replaceAll(call.generation.id, '')).not.toContain(CANARY)
    expect(told).toContain('OPTED_OUT')
    await expect(reveal(ctx, project.id, call)).rejects.toMatchObject({ code: 'not_found' })
    expect(await everything(other, project.id, call)).toContain(CANARY)
  }
})

test('who may not spend reads nothing of runs and their calls', async () => {
  const project = await makeProject(t.db)
  const mild = await makeCategory(t.db, project, { severity: 0 })
  const made = await makeCall(project, 'chain-synthesis', { categoryId: mild.id })
  for (const role of ['REVIEWER', 'ADJUDICATOR', 'VIEWER'] as const) {
    const { ctx } = await makeColleague(t, project, role)
    const told = await everything(ctx, project.id, made)
    expect(told).not.toContain(CANARY)
    expect(told).not.toContain(made.generation.id)
    await expect(reveal(ctx, project.id, made)).rejects.toMatchObject({ code: 'not_found' })
  }
  const elsewhere = await makeProject(t.db)
  const { ctx } = await makeColleague(t, elsewhere, 'CURATOR')
  expect(await findGeneration(ctx, { projectId: elsewhere.id, id: made.generation.id })).toBeNull()
  await expect(reveal(ctx, elsewhere.id, made)).rejects.toMatchObject({ code: 'not_found' })
})

test.each(['regenerate-chain', 'judge-semantic-relaxed'])(
  'a curator who reviews learns nothing from a call (%s) about a text that they may still judge',
  async (task) => {
    const desk = await makeDesk(t, { reviewers: 3 })
    const [{ item, revision }] = desk.chains as [(typeof desk.chains)[0]]
    for (const n of [0, 1]) await judge(desk.ctxs[n]!, desk.entries[0]!, { decision: 'REJECT', note: CANARY })
    const about = { categoryId: desk.category.id, itemId: item.id, revisionId: revision.id }
    const made = await makeCall(desk.project, task, { ...about, state: 'APPLIED', outcome: { itemIds: [item.id] } })
    const { ctx: both } = await makeColleague(t, desk.project, 'CURATOR', 'REVIEWER')
    const { ctx: curator } = await makeColleague(t, desk.project, 'CURATOR')
    const told = await everything(both, desk.project.id, made)
    expect(told).not.toContain(CANARY)
    expect(told).not.toContain(item.id)
    expect(told).toContain('"withheld":true')
    await expect(reveal(both, desk.project.id, made)).rejects.toMatchObject({ code: 'forbidden' })
    expect(await everything(curator, desk.project.id, made)).toContain(CANARY)

    // Decided, and its judges can still take their answers back.
    await judge(desk.ctxs[2]!, desk.entries[0]!, { decision: 'REJECT', note: CANARY })
    expect(await everything(both, desk.project.id, made)).not.toContain(CANARY)
    await letStand(t.db)
    expect(await everything(both, desk.project.id, made)).toContain(CANARY)
  },
)

test('a plan tells those who review no verdict that they do not see yet', async () => {
  const desk = await makeDesk(t, { reviewers: 3 })
  for (const n of [0, 1, 2]) await judge(desk.ctxs[n]!, desk.entries[0]!, { decision: 'REJECT' })
  const provider = await makeProvider(t.db)
  const input = runInputSchema.parse({
    ...{ projectId: desk.project.id, task: 'regenerate-chain', providerId: provider.id, model: 'model-a' },
    ...{ targets: { kind: 'ITEMS', itemIds: [desk.chains[0]!.item.id] }, budgetCalls: 5 },
  })
  const { ctx: both } = await makeColleague(t, desk.project, 'CURATOR', 'REVIEWER')
  const { ctx: curator } = await makeColleague(t, desk.project, 'CURATOR')
  expect(await previewRun(both, input)).toMatchObject({ calls: 0, leftOut: { beingJudged: 1 } })
  expect(await previewRun(curator, input)).toMatchObject({ calls: 1, leftOut: {} })
  await letStand(t.db)
  expect(await previewRun(both, input)).toMatchObject({ calls: 1, leftOut: {} })
})
