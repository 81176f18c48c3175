import { expect, test } from 'vitest'
import { INSTRUCTION_RUBRIC } from '@/lib/core/review/rubric'
import { newId } from '@/lib/data/id'
import { findItem } from '@/lib/data/queries/item-detail'
import { listItems } from '@/lib/data/queries/items'
import { findNextUnsettled } from '@/lib/data/queries/unsettled'
import type { Ctx } from '@/lib/services/context'
import { revealItem } from '@/lib/services/items/reveal-item'
import { markManyChildren } from '@/lib/services/lineage/mark-many-children'
import { updateSettings } from '@/lib/services/projects/update-settings'
import { createQueue, createQueueInput } from '@/lib/services/queues/create-queue'
import { withdrawJudgment } from '@/lib/services/review/withdraw-judgment'
import { settleSplit } from '@/lib/services/splits/settle-split'
import { testDatabase } from '../support/database'
import { mailTool, makeInstruction, makeQueue, makeRubric, someInstruction } from '../support/factories'
import { claimAs, judge, letStand, makeColleague, makeDesk, tab } from '../support/review'

const t = testDatabase()

const listed = async (ctx: Ctx, projectId: string, filter = {}) => {
  const page = await listItems(ctx, {
    ...{ projectId, stage: 'INSTRUCTION', filter, archived: false, from: null, size: 50 },
    ...{ sort: 'number', dir: 'asc' },
  })
  return page!.rows
}
const itemOf = (id: string) => t.db.item.findUniqueOrThrow({ where: { id } })
const detail = async (ctx: Ctx, id: string) => {
  const found = await findItem(ctx, id)
  if (found?.kind !== 'ITEM') throw new Error('not shown')
  return found
}

/** A chain in a queue of one judgment, and instructions made from it. */
async function makeLine(children = 1) {
  const desk = await makeDesk(t, { reviewers: 2, queue: { slots: 1 } })
  const [chain] = desk.chains
  const made = []
  for (let n = 0; n < children; n++) made.push(await makeInstruction(t.db, desk.project, { from: chain! }))
  return { ...desk, chain: chain!, entry: desk.entries[0]!, child: made[0]!, children: made }
}

/** The same text once more before one reviewer. */
async function judgeAgain(
  { project, users, ctxs, chain }: Awaited<ReturnType<typeof makeLine>>,
  decision: 'ACCEPT' | 'REJECT',
) {
  const { entries } = await makeQueue(t.db, project, { items: [chain], reviewers: users, slots: 1 })
  const criteria: Record<string, boolean> = decision === 'REJECT' ? { consistent: false } : {}
  await judge(ctxs[1]!, entries[0]!, { decision, criteria })
}

test('a chain that fails quarantines what was made from it, and its passing again lets it go', async () => {
  const line = await makeLine(2)
  await judge(line.ctxs[0]!, line.entry, { decision: 'REJECT' })
  for (const { item } of line.children) {
    expect(await itemOf(item.id)).toMatchObject({
      quarantined: true,
      quarantineCauses: ['PARENT_FAILED'],
      stale: false,
    })
  }
  await judgeAgain(line, 'ACCEPT')
  for (const { item } of line.children) {
    expect(await itemOf(item.id)).toMatchObject({ quarantined: false, quarantineCauses: [], stale: false })
  }
})

test('another cause keeps an item quarantined', async () => {
  const line = await makeLine()
  await judge(line.ctxs[0]!, line.entry, { decision: 'REJECT' })
  await t.db.item.update({ where: { id: line.child.item.id }, data: { quarantineCauses: ['OTHER', 'PARENT_FAILED'] } })
  await judgeAgain(line, 'ACCEPT')
  expect(await itemOf(line.child.item.id)).toMatchObject({ quarantined: true, quarantineCauses: ['OTHER'] })
})

test('taking the judgment back that failed a chain lets its instructions go', async () => {
  const line = await makeLine()
  const { id } = await judge(line.ctxs[0]!, line.entry, { decision: 'REJECT' })
  await withdrawJudgment(line.ctxs[0]!, { judgmentId: id, clientId: tab(1) })
  expect(await itemOf(line.child.item.id)).toMatchObject({ quarantined: false })
})

test('quarantine goes down the line, to what was made from what was made', async () => {
  const line = await makeLine()
  const grandchild = await makeInstruction(t.db, line.project, { from: line.child })
  await judge(line.ctxs[0]!, line.entry, { decision: 'REJECT' })
  expect(await itemOf(grandchild.item.id)).toMatchObject({ quarantined: true })
  await judgeAgain(line, 'ACCEPT')
  expect(await itemOf(grandchild.item.id)).toMatchObject({ quarantined: false })
})

test('a newly accepted text makes instructions of the old one stale, and the edit undone makes them fresh', async () => {
  const line = await makeLine()
  const [first, second] = line.ctxs
  await judge(first!, line.entry, { decision: 'EDIT' })
  expect(await itemOf(line.child.item.id)).toMatchObject({ stale: false, quarantined: true })
  const edited = await t.db.queueEntry.findFirstOrThrow({ where: { itemId: line.chain.item.id, status: 'OPEN' } })
  const passed = await judge(second!, edited)
  expect(await itemOf(line.child.item.id)).toMatchObject({ stale: true, quarantined: false })
  const { lineage } = await detail(await curatorOf(line), line.child.item.id)
  expect(lineage).toMatchObject({
    above: [{ number: line.chain.item.number, verdict: 'PASSED' }],
    pinned: { revision: 1, accepted: false },
  })
  await withdrawJudgment(second!, { judgmentId: passed.id, clientId: tab(1) })
  expect(await itemOf(line.child.item.id)).toMatchObject({ stale: false })
})

const curatorOf = async ({ project }: { project: { id: string } }) => (await makeColleague(t, project, 'CURATOR')).ctx

test('beyond five thousand children a job marks them in steps, with what is left on the chain’s page', async () => {
  const line = await makeLine()
  await t.db.$executeRaw`
    with made as (
      insert into items (id, project_id, number, stage, intent, origin, parent_id)
      select make_uuid_v7(), ${line.project.id}::uuid, 100 + n, 'INSTRUCTION', 'BENIGN', 'IMPORTED', ${line.chain.item.id}::uuid
      from generate_series(1, 5001) n returning id
    ) select count(*)::int from made`
  await judge(line.ctxs[0]!, line.entry, { decision: 'REJECT' })
  expect(await itemOf(line.child.item.id)).toMatchObject({ quarantined: false })
  const ctx = await curatorOf(line)
  expect((await detail(ctx, line.chain.item.id)).lineage.childrenLeft).toBe(5002)
  const job = await t.db.$queryRaw<unknown[]>`select data from pgboss.job where name = 'mark-children'`
  expect(job).toEqual([{ data: { itemId: line.chain.item.id } }])
  await markManyChildren({ ...ctx, actor: { kind: 'job', name: 'mark-children' } }, line.chain.item.id)
  expect(await t.db.item.count({ where: { parentId: line.chain.item.id, quarantined: true } })).toBe(5002)
  expect((await detail(ctx, line.chain.item.id)).lineage).toMatchObject({
    childrenLeft: null,
    children: { total: 5002, more: false, quarantined: 5002 },
  })
})

test('what is quarantined is served to nobody, filled into no queue and masked for all', async () => {
  const { project, users, ctxs } = await makeDesk(t)
  const kept = await makeInstruction(t.db, project, { quarantined: true, quarantineCauses: ['PARENT_FAILED'] })
  const { queue } = await makeQueue(t.db, project, { stage: 'INSTRUCTION', items: [kept], reviewers: users })
  expect((await claimAs(ctxs[0]!, queue)).items).toEqual([])
  const ctx = await curatorOf({ project })
  const input = { projectId: project.id, name: 'Instructions', stage: 'INSTRUCTION', filter: {} }
  expect(await createQueue(ctx, createQueueInput.parse(input))).toMatchObject({ added: 0, leftOut: { quarantined: 1 } })
  expect(await listed(ctx, project.id)).toMatchObject([{ masked: true, text: null, tools: null, quarantined: true }])
  expect((await detail(ctx, kept.item.id)).revisions[0]!.body).toBeNull()
})

test('a project without a rubric for instructions gets the default with its first queue of them, once', async () => {
  const { project } = await makeDesk(t)
  const ctx = await curatorOf({ project })
  const input = createQueueInput.parse({
    projectId: project.id,
    name: 'Instructions',
    stage: 'INSTRUCTION',
    filter: {},
  })
  for (let n = 0; n < 2; n++) await createQueue(ctx, input)
  const rubrics = await t.db.rubricVersion.findMany({ where: { projectId: project.id, stage: 'INSTRUCTION' } })
  expect(rubrics).toMatchObject([{ key: 'instructions', version: 1, ...INSTRUCTION_RUBRIC }])
})

test('an instruction is judged and edited as one: words change, steps and tools stay, and the checks are run anew', async () => {
  const { project, users, ctxs, category } = await makeDesk(t)
  const { criteria, reasons } = INSTRUCTION_RUBRIC
  const rubric = await makeRubric(t.db, project, { stage: 'INSTRUCTION', criteria, reasons })
  const item = await makeInstruction(t.db, project, { categoryId: category.id })
  const { queue, entries } = await makeQueue(t.db, project, {
    ...{ stage: 'INSTRUCTION', rubricVersionId: rubric.id, items: [item], reviewers: users, slots: 1 },
  })
  const { items } = await claimAs(ctxs[0]!, queue)
  const content = someInstruction()
  expect(items).toMatchObject([
    { stage: 'INSTRUCTION', frame: { above: [] }, body: { stage: 'INSTRUCTION', tools: content.tools } },
  ])
  const entry = { id: entries[0]!.id, revisionId: item.revision.id }
  const edit = (proposal: typeof content) =>
    judge(ctxs[0]!, entry, { decision: 'EDIT', proposal, criteria: { natural: false } })
  const text = 'Please write to Ada and tell her that the meeting is moved to Friday at noon.'
  await expect(edit({ ...content, text, tools: [] })).rejects.toMatchObject({ code: 'invalid' })
  await edit({ ...content, text })
  expect(await itemOf(item.item.id)).toMatchObject({ searchText: text, toolNames: ['send_mail'], language: 'en' })
  const current = await itemOf(item.item.id)
  const findings = await t.db.finding.findMany({ where: { revisionId: current.currentRevisionId! } })
  expect(findings.map(({ code }) => code)).toEqual(['parameter_not_given'])
})

test('near-duplicates within the project are found from the threshold that the project sets', async () => {
  const { project, users, ctxs, category } = await makeDesk(t, { reviewers: 2 })
  const { ctx: admin } = await makeColleague(t, project, 'CURATOR')
  const text = 'Please write to ada@example.org that the meeting on Friday is moved to noon and bring the notes along.'
  const first = await makeInstruction(t.db, project, { categoryId: category.id, content: someInstruction(text) })
  const edited = async (words: string) => {
    const item = await makeInstruction(t.db, project, { categoryId: category.id })
    const { entries } = await makeQueue(t.db, project, {
      stage: 'INSTRUCTION',
      items: [item],
      reviewers: users,
      slots: 1,
    })
    await judge(ctxs[0]!, entries[0]!, {
      decision: 'EDIT',
      proposal: someInstruction(words),
      criteria: { consistent: false },
    })
    const { currentRevisionId } = await itemOf(item.item.id)
    const found = await t.db.finding.findMany({ where: { revisionId: currentRevisionId!, code: 'near_duplicate' } })
    return found.map(({ evidence }) =>
      (evidence as { details: { others: { number: number }[] } }).details.others.map(({ number }) => number),
    )
  }
  expect(await edited(text.replace('noon', 'ten'))).toEqual([[first.item.number]])
  expect(
    await edited('Book a table for four at the place by the river, tomorrow evening at seven, in my name.'),
  ).toEqual([])
  const settings = {
    maskFromSeverity: 3,
    dailyHarmfulLimit: null,
    breakAfterMinutes: null,
    supportText: '',
    supportUrl: '',
  }
  const operator = { ...admin, actor: { kind: 'operator', name: 'test' } as const }
  await updateSettings(operator, { projectId: project.id, ...settings, nearDuplicateFrom: null })
  expect(await edited(text.replace('noon', 'nine'))).toEqual([])
})

test('a split is settled on a text with a reason; the newest speaks, none is lost, the item stays borderline', async () => {
  const { project } = await makeDesk(t)
  const { item, revision } = await makeInstruction(t.db, project, { intent: 'BORDERLINE' })
  const { ctx } = await makeColleague(t, project, 'ADJUDICATOR')
  const settle = (outcome: 'BENIGN' | 'HARMFUL') =>
    settleSplit(ctx, { itemId: item.id, revisionId: revision.id, outcome, reason: `It reads as ${outcome}.` })
  expect(await findNextUnsettled(ctx, { projectId: project.id, after: 0 })).toBe(item.id)
  await settle('HARMFUL')
  await settle('BENIGN')
  expect(await itemOf(item.id)).toMatchObject({ intent: 'BORDERLINE', split: 'BENIGN' })
  expect((await detail(ctx, item.id)).splits.map(({ outcome }) => outcome)).toEqual(['BENIGN', 'HARMFUL'])
  expect(await findNextUnsettled(ctx, { projectId: project.id, after: 0 })).toBeNull()
  expect(await listed(ctx, project.id, { splits: ['UNSETTLED'] })).toEqual([])
  expect(await listed(ctx, project.id, { splits: ['BENIGN'] })).toMatchObject([
    { intent: 'BORDERLINE', split: 'BENIGN' },
  ])
})

test('what is not a borderline instruction, or has another text meanwhile, is not settled', async () => {
  const { project, chains } = await makeDesk(t)
  const { ctx } = await makeColleague(t, project, 'CURATOR')
  const benign = await makeInstruction(t.db, project)
  const settle = (itemId: string, revisionId: string) =>
    settleSplit(ctx, { itemId, revisionId, outcome: 'BENIGN', reason: 'Because.' })
  for (const { item, revision } of [benign, chains[0]!]) {
    await expect(settle(item.id, revision.id)).rejects.toMatchObject({ code: 'invalid' })
  }
  const { item } = await makeInstruction(t.db, project, { intent: 'BORDERLINE' })
  await expect(settle(item.id, newId())).rejects.toMatchObject({ code: 'conflict' })
})

test('to those who may still judge, neither the split nor a model’s opinion is told by page, list, filter or workbench', async () => {
  const { project, users, ctxs, category } = await makeDesk(t)
  const made = await makeInstruction(t.db, project, { intent: 'BORDERLINE', categoryId: category.id })
  const { ctx: curator } = await makeColleague(t, project, 'CURATOR')
  await settleSplit(curator, {
    itemId: made.item.id,
    revisionId: made.revision.id,
    outcome: 'HARMFUL',
    reason: 'CANARY-R',
  })
  const evidence = { message: 'CANARY-M', verdict: 'HARMFUL', model: 'm', demo: false }
  await t.db.finding.create({
    data: {
      ...{ id: newId(), projectId: project.id, revisionId: made.revision.id, code: 'borderline_split' },
      ...{ severity: 'INFO', source: 'JUDGE', evidence },
    },
  })
  const { queue, entries } = await makeQueue(t.db, project, { stage: 'INSTRUCTION', items: [made], reviewers: users })
  const [reviewer] = ctxs
  const { items } = await claimAs(reviewer!, queue)
  const told = async () => [
    await detail(reviewer!, made.item.id),
    ...(await listed(reviewer!, project.id)),
    ...(await listed(reviewer!, project.id, { splits: ['HARMFUL'] })),
  ]
  expect(items).toMatchObject([{ frame: { expected: 'UNSPLIT' } }])
  expect(JSON.stringify([items, await told()])).not.toMatch(/CANARY|"split":"|"verdict":"HARMFUL"/)
  await expect(
    settleSplit((await makeColleague(t, project, 'ADJUDICATOR')).ctx, {
      ...{ itemId: made.item.id, revisionId: made.revision.id, outcome: 'BENIGN', reason: 'Early.' },
    }),
  ).rejects.toMatchObject({ code: 'conflict' })
  for (const ctx of ctxs) await judge(ctx, entries[0]!)
  await letStand(t.db)
  expect(JSON.stringify(await told())).toMatch(/CANARY-R.*|CANARY-M/)
  expect(await listed(reviewer!, project.id, { splits: ['HARMFUL'] })).toMatchObject([{ split: 'HARMFUL' }])
})

test('lists are narrowed by parent, state, language, model and run', async () => {
  const line = await makeLine()
  const ctx = await curatorOf(line)
  const { project } = line
  const other = await makeInstruction(t.db, project, { stale: true, model: 'small-1', language: 'de' })
  const ids = async (filter: object) => (await listed(ctx, project.id, filter)).map(({ id }) => id)
  expect(await ids({ parentId: line.chain.item.id })).toEqual([line.child.item.id])
  expect(await ids({ stale: true })).toEqual([other.item.id])
  expect(await ids({ languages: ['de'] })).toEqual([other.item.id])
  expect(await ids({ models: ['small-1'] })).toEqual([other.item.id])
  expect(await ids({ runId: newId() })).toEqual([])
  expect(await ids({ quarantined: true })).toEqual([])
  expect(await listed(ctx, project.id, { parentId: line.chain.item.id })).toMatchObject([
    { parent: { id: line.chain.item.id, stage: 'CHAIN' }, tools: ['send_mail'] },
  ])
})

test('a masked instruction’s text and tools are in no list, page, claim or finding; who asks for them is on record', async () => {
  const { project, users, ctxs, category } = await makeDesk(t, { severity: 4 })
  const tool = { ...mailTool, function: { ...mailTool.function, name: 'CANARY_tool', description: 'CANARY_d' } }
  const content = { text: 'CANARY_text, please.', pattern: ['CANARY.step'], tools: [tool] }
  const made = await makeInstruction(t.db, project, { intent: 'HARMFUL', categoryId: category.id, content })
  const evidence = { message: 'CANARY_opinion', verdict: 'HARMFUL', model: 'm', demo: false }
  await t.db.finding.create({
    data: {
      ...{ id: newId(), projectId: project.id, revisionId: made.revision.id, code: 'semantic_judge' },
      ...{ severity: 'INFO', source: 'JUDGE', evidence },
    },
  })
  const { queue } = await makeQueue(t.db, project, { stage: 'INSTRUCTION', items: [made], reviewers: users })
  const [reviewer] = ctxs
  const curator = await curatorOf({ project })
  const told = [
    ...[await claimAs(reviewer!, queue), await listed(reviewer!, project.id), await listed(curator, project.id)],
    ...[await detail(reviewer!, made.item.id), await detail(curator, made.item.id)],
  ]
  expect(JSON.stringify(told)).not.toContain('CANARY')
  const shown = await revealItem(curator, { itemId: made.item.id })
  expect(JSON.stringify(shown)).toMatch(/CANARY_text.*CANARY_d.*CANARY_opinion/)
  const blind = JSON.stringify(await revealItem(reviewer!, { itemId: made.item.id }))
  expect(blind).toContain('CANARY_text')
  expect(blind).not.toContain('CANARY_opinion')
  expect(await t.db.auditEvent.count({ where: { targetId: made.item.id, action: 'item.reveal' } })).toBe(2)
  expect(await t.db.exposure.count({ where: { revisionId: made.revision.id, revealed: true } })).toBe(2)
})
