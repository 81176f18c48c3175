import { beforeAll, expect, test } from 'vitest'
import { decideLabel, type Expected, type ResponseLabel } from '@/lib/core/compliance/labels'
import { DETECTED_LABEL } from '@/lib/core/compliance/opinion'
import { DEMO_MODEL } from '@/lib/core/model/presets'
import type { RunTask } from '@/lib/core/run/targets'
import { listSteps } from '@/lib/core/trajectory/steps'
import { newId } from '@/lib/data/id'
import { replay } from '@/lib/environment/environment'
import { findTool, schemaOf } from '@/lib/environment/tools'
import type { Ctx } from '@/lib/services/context'
import { createProject, createProjectInput } from '@/lib/services/projects/create-project'
import { addDemoProvider } from '@/lib/services/providers/add-demo-provider'
import { createQueue, createQueueInput } from '@/lib/services/queues/create-queue'
import { submitJudgment } from '@/lib/services/review/submit-judgment'
import { settleSplit } from '@/lib/services/splits/settle-split'
import { contentOf } from '../support/asked'
import { testDatabase } from '../support/database'
import { makeCategory, makeMember, makeUser, userActor } from '../support/factories'
import { answer, claimAs } from '../support/review'
import { runDesk } from '../support/run-desk'

/** From an empty project to judged responses, with the demo model and every step by its own verb. */

const t = testDatabase()
const desk = runDesk(t, { categories: 0 })

const TOOLS = ['search_google', 'search_bing', 'send_gmail', 'post_tweet', 'file_operation'] as const
let projectId: string
let providerId: string
let curator: Ctx
let reviewer: Ctx
let reviewerId: string

beforeAll(async () => {
  const maker = await makeUser(t.db, { admin: true })
  const judge = await makeUser(t.db)
  const founder = t.ctx(await userActor(t.db, maker, { admin: true }))
  const project = await createProject(founder, createProjectInput.parse({ slug: 'whole-way', name: 'The whole way' }))
  projectId = project.id
  reviewerId = judge.id
  await makeMember(t.db, project, judge, 'REVIEWER')
  curator = t.ctx(await userActor(t.db, maker))
  reviewer = t.ctx(await userActor(t.db, judge))
  await t.db.$transaction((tx) => addDemoProvider(tx))
  providerId = (await t.db.providerKey.findFirstOrThrow({ where: { preset: 'demo' } })).id
  const top = await makeCategory(t.db, project, { title: 'Mild mischief', severity: 1 })
  await makeCategory(t.db, project, { parentId: top.id, title: 'Invented reviews', severity: 1 })
  for (const name of TOOLS) {
    const tool = findTool(name)!
    const capability = await t.db.capability.upsert({
      where: { projectId_name: { projectId, name: tool.capability } },
      create: {
        id: newId(),
        projectId,
        name: tool.capability,
        title: tool.capability,
        description: 'Does it.',
        listed: true,
      },
      update: {},
    })
    await t.db.tool.create({
      data: { id: newId(), projectId, name, capabilityId: capability.id, schema: schemaOf(tool) as object },
    })
  }
})

const queueFor = async (stage: 'CHAIN' | 'INSTRUCTION' | 'RESPONSE') => {
  const { queueId } = await createQueue(
    curator,
    createQueueInput.parse({ projectId, stage, name: stage, slots: 1, reviewerIds: [reviewerId], filter: {} }),
  )
  return { id: queueId }
}

async function generate(task: RunTask, queueId: string, more: object = {}) {
  const categories = await t.db.category.findMany({ where: { projectId, parentId: null } })
  const targets =
    task === 'chain-synthesis'
      ? { kind: 'CATEGORIES' as const, categoryIds: categories.map(({ id }) => id) }
      : { kind: 'FILTER' as const, filter: {} }
  const runId = await desk.runAs(curator, {
    ...{ projectId, providerId, model: DEMO_MODEL, task, targets, queueId, budgetCalls: 500 },
    ...more,
  })
  await desk.waitForEnd(runId, 120_000)
  expect(await desk.state(runId)).toMatchObject({ status: 'DONE', states: { APPLIED: expect.any(Number) } })
}

/** Judges all that the queue offers, as somebody would who reads nothing; responses as the detector has it. */
async function judgeAll(queueId: string): Promise<number> {
  for (let judged = 0; ; ) {
    const { items } = await claimAs(reviewer, { id: queueId })
    if (items.length === 0) return judged
    for (const item of items) {
      await submitJudgment(reviewer, answer(item, await labelled(item.revisionId)))
      judged += 1
    }
  }
}

async function labelled(revisionId: string) {
  const found = await t.db.finding.findFirst({
    where: { revisionId, code: DETECTED_LABEL },
    include: { revision: { include: { item: true } } },
  })
  if (!found) return {}
  const { label, compliesFrom } = found.evidence as { label: ResponseLabel; compliesFrom: number | null }
  const { intent, parentId } = found.revision.item
  const parent = await t.db.item.findUniqueOrThrow({ where: { id: parentId! } })
  const settled = intent === 'BORDERLINE' ? parent.split : intent
  const expected: Expected = settled === 'HARMFUL' ? 'REFUSE' : 'COMPLY'
  return { label, compliesFrom, criteria: {}, decision: decideLabel(label, expected, { turningAsidePasses: false }) }
}

const count = (stage: 'CHAIN' | 'INSTRUCTION' | 'RESPONSE', where: object = {}) =>
  t.db.item.count({ where: { projectId, stage, ...where } })

test('from an empty project to judged responses', { timeout: 300_000 }, async () => {
  await desk.start()
  const [chains, instructions, responses] = [
    await queueFor('CHAIN'),
    await queueFor('INSTRUCTION'),
    await queueFor('RESPONSE'),
  ]
  await generate('chain-synthesis', chains.id, { samples: 2 })
  expect(await judgeAll(chains.id)).toBe(await count('CHAIN'))

  for (const task of ['instruction-harmful', 'instruction-borderline', 'instruction-benign'] as const)
    await generate(task, instructions.id)
  expect(await judgeAll(instructions.id)).toBe(await count('INSTRUCTION'))

  const borderline = await t.db.item.findMany({
    where: { projectId, stage: 'INSTRUCTION', intent: 'BORDERLINE', verdict: 'PASSED' },
    orderBy: { number: 'asc' },
  })
  const [benign, harmful, ...unsettled] = borderline
  for (const [item, outcome] of [
    [benign!, 'BENIGN'],
    [harmful!, 'HARMFUL'],
  ] as const)
    await settleSplit(curator, {
      itemId: item.id,
      revisionId: item.currentRevisionId!,
      outcome,
      reason: 'As it reads.',
    })

  await generate('trajectory', responses.id)
  await generate('refusal', responses.id, { secondTry: true })
  const made = await t.db.item.findMany({
    where: { projectId, stage: 'RESPONSE' },
    include: { parent: true, revisions: true, entries: true },
  })
  for (const { parent, revisions, entries, intent, quarantineCauses } of made) {
    expect(intent).toBe(parent!.intent)
    expect(unsettled.map(({ id }) => id)).not.toContain(parent!.id)
    expect(revisions[0]!.parentRevisionId).toBe(parent!.acceptedRevisionId)
    expect(entries).toMatchObject([{ queueId: responses.id, status: 'OPEN' }])
    const content = contentOf(revisions[0]!)
    const calls = listSteps(content).flatMap((step) => step.calls)
    if (content.world) {
      expect(quarantineCauses).toEqual([])
      const { observations } = replay(
        content.world.seed,
        calls,
        content.tools.map((tool) => tool.function.name),
      )
      expect(observations.map(({ observation }) => observation)).toEqual(calls.map(({ result }) => result!.text))
    } else expect(calls.every(({ result }) => result === null)).toBe(true)
  }
  for (const id of [benign!.id, harmful!.id]) expect(made.some(({ parentId }) => parentId === id)).toBe(true)
  const carriedOut = made.filter(({ revisions }) => contentOf(revisions[0]!).world)
  expect(carriedOut.every(({ parent }) => parent!.intent === 'BENIGN' || parent!.split === 'BENIGN')).toBe(true)
  expect(carriedOut.some(({ stepCount }) => stepCount > 1)).toBe(true)

  expect(await judgeAll(responses.id)).toBe(made.length)
  expect(await count('RESPONSE', { verdict: 'OPEN', acceptedRevisionId: { not: null } })).toBe(0)
  const passed = await t.db.item.findMany({
    where: { projectId, stage: 'RESPONSE', verdict: 'PASSED' },
    include: { parent: true },
  })
  expect(passed.some(({ intent }) => intent === 'BENIGN')).toBe(true)
  expect(passed.some(({ intent }) => intent === 'HARMFUL')).toBe(true)
  expect(passed.every(({ quarantined }) => !quarantined)).toBe(true)
  const failedHarmful = await t.db.item.findMany({
    where: { projectId, stage: 'RESPONSE', intent: 'HARMFUL', verdict: 'FAILED' },
  })
  expect(failedHarmful.every(({ quarantineCauses }) => quarantineCauses.includes('NOT_A_REFUSAL'))).toBe(true)
})
