import { expect, test } from 'vitest'
import { CHAIN_RUBRIC } from '@/lib/core/review/rubric'
import { hashedSample } from '@/lib/core/study/draw'
import { studyReport } from '@/lib/core/study/report'
import { type StudyDesign, studyDesignSchema } from '@/lib/core/study/spec'
import { contentHash } from '@/lib/data/hash'
import { findStudyData, listStudies } from '@/lib/data/queries/studies'
import type { Ctx } from '@/lib/services/context'
import { addItems } from '@/lib/services/queues/add-items'
import { closeQueue } from '@/lib/services/queues/close-queue'
import { earlier } from '@/lib/services/review/earlier'
import { closeStudy } from '@/lib/services/studies/close-study'
import { createStudy } from '@/lib/services/studies/create-study'
import { previewStudy } from '@/lib/services/studies/preview-study'
import { createStudyInput } from '@/lib/services/studies/study-input'
import { testDatabase } from '../../support/database'
import { makeCategory, makeChain, makeInstruction, makeQueue, makeRubric } from '../../support/factories'
import { answer, claimAs, judge, letStand, makeColleague, makeDesk } from '../../support/review'

const t = testDatabase()

const design = (data: Record<string, unknown> = {}): StudyDesign =>
  studyDesignSchema.parse({
    ...{ preset: 'FREE', stage: 'CHAIN', strata: ['LENGTH'], seed: 20_261_125 },
    ...{ allocation: { kind: 'PROPORTIONAL', size: 6 }, raters: 3, ...data },
  })

/** Twelve chains of one length, eight of another, three raters and a curator. */
async function makeStudied() {
  const desk = await makeDesk(t, { items: 0, reviewers: 3 })
  const { project, category } = desk
  for (let n = 0; n < 20; n++) {
    const steps = Array.from({ length: n < 12 ? 2 : 3 }, () => 'Files.read_file')
    await makeChain(t.db, project, { categoryId: category.id, content: { steps, explanation: `Chain ${n}` } })
  }
  const curator = await makeColleague(t, project, 'CURATOR')
  const create = (data: Record<string, unknown> = {}) =>
    createStudy(
      curator.ctx,
      createStudyInput.parse({
        ...{ projectId: project.id, design: design(), name: 'A study', protocol: 'Judge each by itself.' },
        ...{ raterIds: desk.users.map(({ id }) => id), ...data },
      }),
    )
  return { ...desk, curator, create }
}

const rowsOf = (number: number, projectId: string) =>
  t.db.studyRow.findMany({ where: { study: { number, projectId } }, orderBy: { position: 'asc' } })

/** Answers everything that is left for a person in a queue. */
async function judgeAll(
  ctx: Ctx,
  queue: { id: string },
  decide: (n: number) => 'ACCEPT' | 'REJECT' | 'EDIT' | 'ABSTAIN',
) {
  for (let n = 0; ; ) {
    const { items } = await claimAs(ctx, queue)
    if (items.length === 0) return
    for (const item of items) {
      const decision = decide(n++)
      await judge(ctx, { id: item.entryId, revisionId: item.revisionId }, { decision })
    }
  }
}

test('a seed draws the same sample again, in proportion to the strata, and the hash says which', async () => {
  const { project, create, curator } = await makeStudied()
  const preview = await previewStudy(curator.ctx, { projectId: project.id, design: design() })
  expect(preview.strata.map(({ label, population, size }) => [label, population, size])).toEqual([
    ['2 steps', 12, 4],
    ['3 steps', 8, 2],
  ])
  const first = await create()
  const second = await create()
  const other = await create({ design: design({ seed: 1 }) })
  const [one, two, three] = await Promise.all([first, second, other].map(({ number }) => rowsOf(number, project.id)))
  expect(one?.map(({ itemId }) => itemId)).toEqual(two?.map(({ itemId }) => itemId))
  expect(one?.map(({ itemId }) => itemId)).not.toEqual(three?.map(({ itemId }) => itemId))
  const hashes = await t.db.study.findMany({ where: { projectId: project.id }, orderBy: { number: 'asc' } })
  expect(hashes[0]?.sampleHash).toBe(hashes[1]?.sampleHash)
  expect(hashes[0]?.sampleHash).not.toBe(hashes[2]?.sampleHash)
  const drawn = await t.db.queueEntry.findMany({ where: { queueId: first.queueId } })
  expect(drawn.every(({ curation }) => !curation)).toBe(true)
  expect(await t.db.assignment.count({ where: { queueId: first.queueId } })).toBe(18)
})

test('what cannot be judged is not drawn, and is counted by why', async () => {
  const { project, curator } = await makeStudied()
  const [item] = await t.db.item.findMany({ where: { projectId: project.id }, take: 1 })
  await t.db.item.update({ where: { id: item!.id }, data: { flagged: true } })
  const { strata, notDrawable } = await previewStudy(curator.ctx, { projectId: project.id, design: design() })
  expect(notDrawable).toEqual({ withoutText: 0, quarantined: 0, unsettled: 0, flagged: 1 })
  expect(strata.reduce((sum, { population }) => sum + population, 0)).toBe(19)
})

test('a study measures: verdicts, pointers, staleness, quarantine and texts stay as they are', async () => {
  const { project, create, ctxs, users } = await makeStudied()
  // Some of the items have a verdict of curation behind them, and children.
  const items = await t.db.item.findMany({ where: { projectId: project.id }, orderBy: { number: 'asc' } })
  const rubric = await makeRubric(t.db, project, CHAIN_RUBRIC)
  const judged = items.slice(0, 10).map((item) => ({ item, revision: { id: item.currentRevisionId! } }))
  const { entries } = await makeQueue(t.db, project, {
    rubricVersionId: rubric.id,
    items: judged,
    reviewers: users,
    slots: 1,
  })
  for (const entry of entries) await judge(ctxs[0]!, entry)
  await letStand(t.db)
  for (const { item, revision } of judged) await makeInstruction(t.db, project, { from: { item, revision } })

  const before = await states(project.id)
  const { queueId } = await create({ design: design({ allocation: { kind: 'PROPORTIONAL', size: 20 } }) })
  // Whoever judges reads the verdicts of its texts as open meanwhile; the verdicts are there.
  expect((await states(project.id)).map(({ rejudged: _, ...state }) => state)).toEqual(
    before.map(({ rejudged: _, ...state }) => state),
  )
  const queue = { id: queueId }
  await judgeAll(ctxs[0]!, queue, () => 'REJECT')
  await judgeAll(ctxs[1]!, queue, (n) => (n % 2 === 0 ? 'REJECT' : 'EDIT'))
  await judgeAll(ctxs[2]!, queue, (n) => (n % 3 === 0 ? 'EDIT' : 'REJECT'))
  expect(await t.db.queueEntry.count({ where: { queueId, status: 'CLOSED', verdict: 'FAILED' } })).toBe(20)
  expect(await states(project.id)).toEqual(before)
  expect(await t.db.proposal.count({ where: { status: { in: ['APPLIED', 'PENDING'] }, projectId: project.id } })).toBe(
    0,
  )
  const [entry] = await t.db.queueEntry.findMany({ where: { queueId }, take: 1 })
  await expect(earlier(ctxs[0]!, { entryId: entry!.id })).rejects.toMatchObject({ code: 'forbidden' })
})

const states = (projectId: string) =>
  t.db.item.findMany({
    where: { projectId },
    orderBy: { number: 'asc' },
    select: {
      ...{ number: true, verdict: true, verdictAt: true, standsAt: true, rejudged: true, currentRevisionId: true },
      ...{ acceptedRevisionId: true, stale: true, quarantined: true, quarantineCauses: true, attempt: true },
    },
  })

test('numbers show when the study is closed, over what was judged to the end, and its answers stand from then on', async () => {
  const { project, create, ctxs, curator } = await makeStudied()
  const { number, queueId } = await create()
  const queue = { id: queueId }
  await judgeAll(ctxs[0]!, queue, () => 'ACCEPT')
  await judgeAll(ctxs[1]!, queue, () => 'ACCEPT')
  // The third leaves two texts.
  const { items } = await claimAs(ctxs[2]!, queue)
  for (const [index, item] of items.slice(0, 4).entries()) {
    const decision = index === 0 ? 'ABSTAIN' : index === 1 ? 'REJECT' : 'ACCEPT'
    await judge(ctxs[2]!, { id: item.entryId, revisionId: item.revisionId }, { decision })
  }
  expect(await findStudyData(curator.ctx, { projectId: project.id, number })).toBeNull()
  expect(await listStudies(ctxs[0]!, project.id)).toMatchObject([{ number, size: 6, finished: 4, judgments: 16 }])

  expect(await closeStudy(curator.ctx, { projectId: project.id, number })).toEqual({ finished: 4, unfinished: 2 })
  await expect(closeStudy(curator.ctx, { projectId: project.id, number })).rejects.toMatchObject({ code: 'conflict' })
  const late = answer({ entryId: items[5]!.entryId, revisionId: items[5]!.revisionId })
  await judge(ctxs[2]!, { id: late.entryId, revisionId: late.revisionId })

  const data = (await findStudyData(ctxs[0]!, { projectId: project.id, number }))!
  const [report] = studyReport(data)
  expect(report).toMatchObject({ items: 4, unfinished: 2, votes: 11, abstentions: 1, reviewers: 3 })
  expect(report?.majority).toMatchObject({ passed: 4, n: 4, undecided: 0 })
  expect(report?.all).toMatchObject({ passed: 3, n: 4 })
  const study = await t.db.study.findFirstOrThrow({ where: { number, projectId: project.id } })
  const texts = data.sample.map(({ item, content, ...text }) => ({ ...text, item: Number(item), content: content! }))
  expect(contentHash(hashedSample(texts))).toBe(study.sampleHash)
  expect(JSON.stringify(data)).not.toMatch(/Chain \d/)
})

test('“ambiguous” is taken where the study offers it, and the report reads the same judgments both ways', async () => {
  const { project, create, ctxs, curator } = await makeStudied()
  const plain = await create()
  const [unasked] = (await claimAs(ctxs[0]!, { id: plain.queueId })).items
  await expect(
    judge(ctxs[0]!, { id: unasked!.entryId, revisionId: unasked!.revisionId }, { decision: 'AMBIGUOUS' }),
  ).rejects.toMatchObject({ code: 'invalid' })
  const { number, queueId } = await create({
    design: design({ ambiguous: true, allocation: { kind: 'PROPORTIONAL', size: 2 } }),
  })
  // Of two texts one is accepted by all; the other is ambiguous to two of three.
  const [first] = (await rowsOf(number, project.id)).map(({ entryId }) => entryId)
  for (const [at, ctx] of ctxs.entries())
    for (const { entryId, revisionId } of (await claimAs(ctx, { id: queueId })).items)
      await judge(ctx, { id: entryId, revisionId }, { decision: entryId === first && at < 2 ? 'AMBIGUOUS' : 'ACCEPT' })
  await closeStudy(curator.ctx, { projectId: project.id, number })
  const data = (await findStudyData(curator.ctx, { projectId: project.id, number }))!
  expect(data.estimand).toContain('accept it and accept it or call it ambiguous (the lenient reading)')
  const said = studyReport(data).map(({ task, majority, all }) => [task.key, majority.passed, all.passed, majority.n])
  expect(said).toEqual([
    ['validity', 1, 1, 2],
    ['validity_lenient', 2, 2, 2],
  ])
  await expect(
    create({ design: design({ scheme: 'WILDGUARD', stage: 'RESPONSE', ambiguous: true }) }),
  ).rejects.toMatchObject({
    code: 'invalid',
  })
})

test('the sample is frozen: nothing is added to its queue, and the queue ends with its study', async () => {
  const { project, create, curator } = await makeStudied()
  const { queueId } = await create()
  await expect(addItems(curator.ctx, { queueId, filter: {}, again: true })).rejects.toMatchObject({ code: 'conflict' })
  await expect(closeQueue(curator.ctx, { queueId })).rejects.toMatchObject({ code: 'conflict' })
  await expect(
    t.db.study.updateMany({ where: { projectId: project.id }, data: { seed: 1 } as never }),
  ).rejects.toThrow()
})

test('a preset brings its rubric; queues go on with the project’s own', async () => {
  const { project, create } = await makeStudied()
  for (let n = 0; n < 3; n++) await makeInstruction(t.db, project, { intent: n === 0 ? 'HARMFUL' : 'BENIGN' })
  const paper = design({
    ...{ preset: 'PAPER', stage: 'INSTRUCTION', strata: ['INTENT'] },
    allocation: { kind: 'FIXED', sizes: { 'intent:HARMFUL': 1, 'intent:BENIGN': 2, 'intent:BORDERLINE': 5 } },
  })
  await create({ design: paper })
  await create({ design: paper })
  const rubrics = await t.db.rubricVersion.findMany({ where: { projectId: project.id, stage: 'INSTRUCTION' } })
  expect(rubrics.map(({ key }) => key)).toEqual(['study_validity'])
  await expect(create({ design: { ...paper, stage: 'CHAIN' } })).rejects.toMatchObject({ code: 'invalid' })
  await expect(create({ design: { ...paper, raters: 4 } })).rejects.toMatchObject({ code: 'invalid' })
  const hidden = await makeCategory(t.db, project)
  const none = design({ filter: { categoryIds: [hidden.id] } })
  await expect(create({ design: none })).rejects.toMatchObject({ code: 'invalid' })
})
