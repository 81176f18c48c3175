import { expect, test } from 'vitest'
import { agreementFigures, rateLine } from '@/lib/core/review/quality-report'
import type { RateGroup } from '@/lib/core/review/rates'
import { newId } from '@/lib/data/id'
import { listFigureItems } from '@/lib/data/queries/figure-items'
import { type FigureFilter, findQuality, type QualityData } from '@/lib/data/queries/quality'
import { testDatabase } from '@/tests/support/database'
import { makeQueue } from '@/tests/support/factories'
import { makeColleague, makeDesk } from '@/tests/support/review'
import { makeVotes, PAPER_VOTES } from '@/tests/support/votes'

const t = testDatabase()

const inGroup = ({ patterns, open }: QualityData, group: RateGroup) => ({
  patterns: patterns.filter((row) => row.group === group),
  open: open.filter((row) => row.group === group),
})
const itemsIn = (rows: readonly { items: number }[]) => rows.reduce((sum, { items }) => sum + items, 0)
const headline = (data: QualityData, viewer = { reviews: false }) =>
  rateLine(
    { key: 'all', label: 'All' },
    inGroup(data, 'AS_GENERATED'),
    { noun: 'chains', group: 'AS_GENERATED' },
    viewer,
  )

async function makeFixture(patterns = PAPER_VOTES) {
  const desk = await makeDesk(t, { items: 0 })
  const { project, users, queue, category } = desk
  const made = await makeVotes(t.db, { project, queue, reviewers: users, categoryId: category.id, patterns })
  const curator = await makeColleague(t, project, 'CURATOR')
  return { ...desk, ...made, curator: curator.ctx }
}

test('the paper’s votes as judgments give its own figures: 93.0 %, 88.0 %, κ 0.738, Wilson 86.3 to 96.6', async () => {
  const { project, curator } = await makeFixture()
  const data = (await findQuality(curator, project.id))!
  const { majority, all } = headline(data).figures
  expect(majority.value).toMatchObject({ passed: 93, n: 100, undecided: 0, rate: { value: 0.93 } })
  expect(majority.value!.interval.value!.low).toBeCloseTo(0.863, 3)
  expect(majority.value!.interval.value!.high).toBeCloseTo(0.966, 3)
  expect(all.value).toMatchObject({ passed: 88, rate: { value: 0.88 } })
  const agreement = agreementFigures(inGroup(data, 'AS_GENERATED').patterns)
  expect(agreement.percent.value).toBeCloseTo(0.96, 10)
  expect(agreement.kappa.value).toBeCloseTo(0.738, 3)
  expect(agreement.n).toBe(100)
  // The paper printed none: as on the agreement page.
  expect(agreement.intervals.kappa!.low).toBeLessThan(0.738)
  expect(agreement.intervals.kappa!.high).toBeGreaterThan(0.738)
  expect(agreement.intervals.percent!.high).toBeLessThanOrEqual(1)
})

test('each pattern of votes opens exactly the items that it counts', async () => {
  const { project, curator } = await makeFixture()
  const open = async (filter: Partial<FigureFilter>) => {
    const items = []
    let after: number | undefined
    do {
      const page = await listFigureItems(curator, project.id, { group: 'AS_GENERATED', ...filter, after })
      items.push(...page.items)
      after = page.next ?? undefined
    } while (after !== undefined)
    return new Set(items.map(({ entryId }) => entryId)).size
  }
  for (const { accepts, rejects, items } of PAPER_VOTES) expect(await open({ accepts, rejects })).toBe(items)
  expect(await open({})).toBe(100)
  expect(await open({ reviewers: 2 })).toBe(0)
  expect(await open({ pass: 'majority' })).toBe(93)
  expect(await open({ pass: 'all' })).toBe(88)
  const { patterns } = (await findQuality(curator, project.id))!
  const intents = [...new Set(patterns.map(({ intent }) => intent))]
  for (const intent of intents)
    expect(await open({ intent })).toBe(itemsIn(patterns.filter((row) => row.intent === intent)))
  expect(await open({ intent: 'BORDERLINE' })).toBe(0)
})

test('demo-model texts, studies, audits and calibration never enter the headline; edits and later attempts stand apart', async () => {
  const { project, users, curator } = await makeFixture()
  const before = inGroup((await findQuality(curator, project.id))!, 'AS_GENERATED').patterns
  const patterns = [{ accepts: 0, rejects: 3, items: 7 }]
  for (const purpose of ['STUDY', 'AUDIT', 'CALIBRATION'] as const) {
    const { queue } = await makeQueue(t.db, project, { purpose })
    await makeVotes(t.db, { project, queue, reviewers: users, patterns })
  }
  const { queue } = await makeQueue(t.db, project)
  const apart = { project, queue, reviewers: users, patterns }
  await makeVotes(t.db, { ...apart, origin: 'DEMO_MODEL', author: 'MODEL' })
  await makeVotes(t.db, { ...apart, origin: 'GENERATED', author: 'MODEL', attempt: 2 })
  await makeVotes(t.db, { ...apart, author: 'PERSON' })
  await makeVotes(t.db, { ...apart, origin: 'WRITTEN', author: 'PERSON' })
  const after = (await findQuality(curator, project.id))!
  expect(inGroup(after, 'AS_GENERATED').patterns).toEqual(before)
  for (const group of ['DEMO_MODEL', 'LATER_ATTEMPT', 'EDITED', 'WRITTEN'] as const) {
    expect([group, itemsIn(inGroup(after, group).patterns)]).toEqual([group, 7])
  }
})

test('withdrawn, superseded and surplus judgments are no votes; an adjudication moves no rate', async () => {
  const { project, users, queue, curator } = await makeFixture([{ accepts: 2, rejects: 1, items: 30 }])
  const entries = await t.db.queueEntry.findMany({ where: { queueId: queue.id }, orderBy: { id: 'asc' } })
  const [entry] = entries
  const extra = await makeColleague(t, project, 'REVIEWER')
  const row = { ...entry!, id: newId(), entryId: entry!.id, reviewerId: extra.user.id, decision: 'REJECT' as const }
  const judgment = ({ id, projectId, queueId, entryId, itemId, revisionId, reviewerId, decision }: typeof row) => ({
    ...{ id, projectId, queueId, entryId, itemId, revisionId, reviewerId, decision },
  })
  await t.db.judgment.createMany({
    data: [
      { ...judgment(row), counted: false },
      { ...judgment(row), id: newId(), withdrawnAt: new Date() },
      { ...judgment(row), id: newId(), supersededAt: new Date() },
    ],
  })
  await t.db.adjudication.create({
    data: {
      id: newId(),
      projectId: project.id,
      entryId: entry!.id,
      itemId: entry!.itemId,
      revisionId: entry!.revisionId,
      adjudicatorId: users[0]!.id,
      outcome: 'FAILED',
      reason: 'A reason',
    },
  })
  const { patterns } = (await findQuality(curator, project.id))!
  expect(patterns).toMatchObject([{ accepts: 2, rejects: 1, abstains: 0, items: 30 }])
})

test('what is said of open items enters no figure, for anybody', async () => {
  const { project, users, queue, category, curator, ctxs } = await makeFixture()
  const before = (await findQuality(curator, project.id))!
  const patterns = [{ accepts: 0, rejects: 2, items: 4 }]
  await makeVotes(t.db, { project, queue, reviewers: users, categoryId: category.id, patterns, status: 'OPEN' })
  for (const ctx of [curator, ctxs[0]!]) {
    const after = (await findQuality(ctx, project.id))!
    expect(after.patterns).toEqual(before.patterns)
    expect(itemsIn(after.open)).toBe(4)
  }
})

test('under 20 closed items people who judge see no rate and none of its items; others do', async () => {
  const { project, users, queue, curator, ctxs } = await makeFixture([{ accepts: 3, rejects: 0, items: 19 }])
  const viewer = { reviews: true }
  const blind = headline((await findQuality(ctxs[0]!, project.id))!, viewer)
  expect(blind.figures.majority).toEqual({ value: null, reason: 'too few (19): shown from 20 closed chains on' })
  expect(blind.figures.all.value).toBeNull()
  const filter = { group: 'AS_GENERATED' as const, accepts: 3, rejects: 0 }
  expect((await listFigureItems(ctxs[0]!, project.id, filter)).items).toEqual([])
  expect((await listFigureItems(curator, project.id, filter)).items).toHaveLength(19)
  expect(headline((await findQuality(curator, project.id))!).figures.majority.value?.rate.value).toBe(1)
  await makeVotes(t.db, { project, queue, reviewers: users, patterns: [{ accepts: 0, rejects: 3, items: 1 }] })
  expect(headline((await findQuality(ctxs[0]!, project.id))!, viewer).figures.majority.value).toMatchObject({ n: 20 })
})

test('where every vote is the same κ is undefined, with its reason, beside full agreement', async () => {
  const { project, curator } = await makeFixture([{ accepts: 3, rejects: 0, items: 25 }])
  const { percent, kappa, intervals } = agreementFigures((await findQuality(curator, project.id))!.patterns)
  expect(percent.value).toBe(1)
  expect(kappa).toEqual({ value: null, reason: 'no variation: every rating is the same' })
  expect(intervals.kappa).toBeNull()
})

test('a stranger gets no figures and no items; an opted-out category is counted and never listed', async () => {
  const { project, users, category, ctxs } = await makeFixture()
  const stranger = await makeColleague(t, (await makeDesk(t)).project, 'CURATOR')
  expect(await findQuality(stranger.ctx, project.id)).toBeNull()
  expect((await listFigureItems(stranger.ctx, project.id, { group: 'AS_GENERATED' })).items).toEqual([])
  await t.db.preference.create({
    data: { projectId: project.id, userId: users[0]!.id, optOutCategoryIds: [category.id] },
  })
  expect(itemsIn((await findQuality(ctxs[0]!, project.id))!.patterns)).toBe(100)
  expect((await listFigureItems(ctxs[0]!, project.id, { group: 'AS_GENERATED' })).items).toEqual([])
})

test('of the entries on one text the one that speaks is marked as it opens, closes, is void or goes', async () => {
  const desk = await makeDesk(t, { items: 1 })
  const again = await makeQueue(t.db, desk.project, { items: [] })
  const first = await t.db.queueEntry.findFirstOrThrow({ where: { queueId: desk.queue.id } })
  const over = async () =>
    (
      await t.db.$queryRaw<{ id: string; kept: boolean; found: boolean }[]>`
        select id, spoken_over as kept, is_spoken_over(e) as found from queue_entries e
        where revision_id = ${first.revisionId}::uuid order by id`
    ).map(({ id, kept, found }) => {
      expect(kept).toBe(found)
      return id === first.id ? kept : !kept
    })
  expect(await over()).toEqual([false])
  const close = (id: string, minutes: number) =>
    t.db.queueEntry.update({
      where: { id },
      data: { status: 'CLOSED', verdict: 'PASSED', closedAt: new Date(Date.now() + minutes * 60_000) },
    })
  await close(first.id, 0)
  const { id: _, ...copy } = first
  const second = await t.db.queueEntry.create({ data: { ...copy, id: newId(), queueId: again.queue.id } })
  expect(await over()).toEqual([true, true])
  await close(second.id, 1)
  expect(await over()).toEqual([true, true])
  await t.db.queueEntry.update({ where: { id: second.id }, data: { status: 'VOID', closedAt: null } })
  expect(await over()).toEqual([false, true])
  await t.db.queueEntry.update({
    where: { id: second.id },
    data: { status: 'CLOSED', closedAt: new Date(Date.now() + 60_000) },
  })
  expect(await over()).toEqual([true, true])
  await t.db.queueEntry.delete({ where: { id: second.id } })
  expect(await over()).toEqual([false])
})
