import { expect, test } from 'vitest'
import { chosenItemsInput } from '@/lib/core/item/chosen'
import { VERDICTS, type VerdictName } from '@/lib/core/item/filter'
import { listFigureItems } from '@/lib/data/queries/figure-items'
import { listFilterChoices } from '@/lib/data/queries/item-choices'
import { countEach, countItems } from '@/lib/data/queries/item-counts'
import { findItem } from '@/lib/data/queries/item-detail'
import { findOverview, listSubcategories } from '@/lib/data/queries/overview'
import { findQuality } from '@/lib/data/queries/quality'
import { addComment } from '@/lib/services/comments/add-comment'
import type { Ctx } from '@/lib/services/context'
import { archiveItems } from '@/lib/services/items/archive-items'
import { peekItem } from '@/lib/services/items/peek-item'
import { revealItem } from '@/lib/services/items/reveal-item'
import { earlier } from '@/lib/services/review/earlier'
import { testDatabase } from '../../support/database'
import { makeCategory, makeChain, makeProject, makeQueue } from '../../support/factories'
import { ORDERS, walkPages } from '../../support/lists'
import { judge, letStand, makeColleague, makeDesk } from '../../support/review'

const t = testDatabase()
const CANARY = 'canary-7f3a'

const ids = (rows: { id: string }[]) => rows.map(({ id }) => id)

/** All that lists, searches, counts and pages tell somebody of a project, as one text. */
async function everything(ctx: Ctx, projectId: string, itemIds: string[]): Promise<string> {
  const list = { projectId, stage: 'CHAIN' as const }
  const filters = [{}, { text: CANARY }, ...VERDICTS.map((verdict) => ({ verdicts: [verdict] }))]
  const told: unknown[] = [await listFilterChoices(ctx, { projectId, stage: 'CHAIN' })]
  for (const order of ORDERS) told.push(await walkPages(ctx, { projectId, ...order }))
  for (const filter of filters) {
    told.push(await walkPages(ctx, { projectId, filter }))
    told.push(await countItems(ctx, { ...list, filter, archived: false }))
  }
  told.push(
    await countEach(
      ctx,
      list,
      filters.map((filter) => ({ filter, archived: false })),
    ),
  )
  for (const id of itemIds) told.push(await findItem(ctx, id), await peekItem(ctx, { itemId: id }))
  return JSON.stringify(told)
}

/** A chain that passed and is being judged again: by a second queue, or as part of a study. */
async function makeRejudged(purpose: 'CURATION' | 'STUDY' = 'STUDY') {
  const desk = await makeDesk(t, { reviewers: 4 })
  const [chain] = desk.chains
  for (const n of [0, 1, 2]) await judge(desk.ctxs[n]!, desk.entries[0]!, { note: CANARY })
  await t.db.item.update({ where: { id: chain!.item.id }, data: { attempt: 3 } })
  const second = await makeQueue(t.db, desk.project, {
    items: [chain!],
    reviewers: desk.users,
    purpose,
    rubricVersionId: desk.queue.rubricVersionId,
  })
  const { ctx: curator } = await makeColleague(t, desk.project, 'CURATOR')
  return { ...desk, item: chain!.item, second, curator, reader: desk.ctxs[3]! }
}

const shown = async (ctx: Ctx, projectId: string, verdict: VerdictName) =>
  ids(await walkPages(ctx, { projectId, filter: { verdicts: [verdict] } }))

test.each(['CURATION', 'STUDY'] as const)(
  'a verdict under judgment again (%s) reads as open to those who judge, by row, filter, sort, count and page',
  async (purpose) => {
    const { project, item, reader, curator } = await makeRejudged(purpose)
    const plain = (await makeChain(t.db, project)).item
    expect(await shown(reader, project.id, 'PASSED')).toEqual([])
    expect(new Set(await shown(reader, project.id, 'OPEN'))).toEqual(new Set([item.id, plain.id]))
    expect(await shown(curator, project.id, 'PASSED')).toEqual([item.id])
    const byVerdict = { projectId: project.id, sort: 'verdict', dir: 'asc' } as const
    await t.db.item.update({ where: { id: plain.id }, data: { updatedAt: new Date('2999-01-01') } })
    // Among the open ones by its time, not behind them by its verdict.
    expect(ids(await walkPages(reader, byVerdict))).toEqual([item.id, plain.id])
    const counts = await countItems(reader, { projectId: project.id, stage: 'CHAIN', filter: {}, archived: false })
    expect(counts!.verdicts).toMatchObject({ PASSED: { n: 0 }, OPEN: { n: 2 } })
    const told = await everything(reader, project.id, [item.id])
    expect(told).not.toContain('"verdict":"PASSED"')
    expect(told).not.toContain(CANARY)
    expect(told).not.toContain('"attempt":3')
    expect(await everything(curator, project.id, [item.id])).toContain(CANARY)
  },
)

test('once the second queue is through, or closed, the verdict shows again', async () => {
  const { project, item, ctxs, second, reader } = await makeRejudged('CURATION')
  for (const n of [0, 1, 2]) await judge(ctxs[n]!, second.entries[0]!)
  await letStand(t.db)
  expect(await shown(reader, project.id, 'PASSED')).toEqual([item.id])
  const other = await makeRejudged('STUDY')
  await letStand(t.db)
  await t.db.queueEntry.updateMany({ where: { queueId: other.second.queue.id }, data: { status: 'VOID' } })
  expect(await shown(other.reader, other.project.id, 'PASSED')).toEqual([other.item.id])
})

test('a verdict that its voters can still take back reads as open to all who judge, on every path', async () => {
  const { project, entries, chains, ctxs } = await makeDesk(t, { reviewers: 4, items: 2 })
  const [itemId, plainId] = chains.map(({ item }) => item.id)
  for (const n of [0, 1, 2]) await judge(ctxs[n]!, entries[0]!, { decision: 'REJECT', note: CANARY })
  const { ctx: curator } = await makeColleague(t, project, 'CURATOR')
  expect(await shown(curator, project.id, 'FAILED')).toEqual([itemId])
  // One who voted, and one who could be given the slot of a vote that is taken back.
  for (const ctx of [ctxs[0]!, ctxs[3]!]) {
    expect(new Set(await shown(ctx, project.id, 'OPEN'))).toEqual(new Set([itemId, plainId]))
    expect(await shown(ctx, project.id, 'FAILED')).toEqual([])
    const { verdicts } = (await countItems(ctx, {
      projectId: project.id,
      stage: 'CHAIN',
      filter: {},
      archived: false,
    }))!
    expect(verdicts).toMatchObject({ FAILED: { n: 0 }, OPEN: { n: 2 } })
    const rows = await walkPages(ctx, { projectId: project.id, sort: 'verdict', dir: 'asc' })
    expect(rows.map(({ verdict, judged, verdictAt }) => ({ verdict, judged, verdictAt }))).toEqual(
      Array(2).fill({ verdict: 'OPEN', judged: null, verdictAt: null }),
    )
    expect(await everything(ctx, project.id, [itemId!])).not.toContain(CANARY)
    expect((await findOverview(ctx, project.id))!.stages[0]).toMatchObject({ open: 2, failed: 0 })
    expect((await listSubcategories(ctx, project.id))?.every(({ failed }) => failed === 0)).toBe(true)
    expect(await listFigureItems(ctx, project.id, { group: 'AS_GENERATED' })).toMatchObject({ items: [] })
    expect((await findQuality(ctx, project.id))!.patterns).toEqual([])
    const later = { ...ctx, now: new Date(Date.now() + 61_000) }
    if (ctx === ctxs[3]) await expect(earlier(later, { entryId: entries[0]!.id })).rejects.toThrow()
  }
  await letStand(t.db)
  for (const ctx of [ctxs[0]!, ctxs[3]!]) {
    expect(await shown(ctx, project.id, 'FAILED')).toEqual([itemId])
    expect(await everything(ctx, project.id, [itemId!])).toContain(CANARY)
  }
})

test('the flag of a verdict that is judged again is what the entries say, whatever moved them', async () => {
  const { item, second } = await makeRejudged('STUDY')
  const flag = async () => (await t.db.item.findUniqueOrThrow({ where: { id: item.id } })).rejudged
  expect(await flag()).toBe(true)
  await t.db.queueEntry.updateMany({ where: { id: second.entries[0]!.id }, data: { status: 'HELD' } })
  expect(await flag()).toBe(true)
  await t.db.item.update({ where: { id: item.id }, data: { verdict: 'OPEN' } })
  expect(await flag()).toBe(false)
  await t.db.item.update({ where: { id: item.id }, data: { verdict: 'FAILED' } })
  expect(await flag()).toBe(true)
  await t.db.reviewQueue.delete({ where: { id: second.queue.id } })
  expect(await flag()).toBe(false)
})

test('what others said of an open item, its votes and its attempt reach neither its reviewers nor a viewer', async () => {
  const desk = await makeDesk(t, { reviewers: 3 })
  const [chain] = desk.chains
  const itemId = chain!.item.id
  await judge(desk.ctxs[0]!, desk.entries[0]!, { decision: 'REJECT', note: CANARY })
  await t.db.item.update({ where: { id: itemId }, data: { attempt: 3 } })
  const { ctx: curator } = await makeColleague(t, desk.project, 'CURATOR')
  const { ctx: viewer } = await makeColleague(t, desk.project, 'VIEWER')
  await addComment(curator, { itemId, text: CANARY })
  for (const ctx of [desk.ctxs[1]!, desk.ctxs[0]!, viewer]) {
    const told = await everything(ctx, desk.project.id, [itemId])
    expect(told).not.toContain(CANARY)
    expect(told).not.toContain('"attempt":3')
    expect(told).toContain('"judged":null')
    await expect(addComment(ctx, { itemId, text: 'a hint' })).rejects.toMatchObject({ code: /conflict|forbidden/ })
  }
  const [row] = await walkPages(curator, { projectId: desk.project.id })
  expect(row).toMatchObject({ attempt: 3, judged: { votes: ['REJECT'], slots: 3, closed: false } })
})

test('names stand beside judgments where the policy says so, and nowhere else', async () => {
  const desk = await makeDesk(t, { reviewers: 3 })
  for (const n of [0, 1, 2]) await judge(desk.ctxs[n]!, desk.entries[0]!)
  const { ctx: curator } = await makeColleague(t, desk.project, 'CURATOR')
  const { ctx: viewer } = await makeColleague(t, desk.project, 'VIEWER')
  const itemId = desk.chains[0]!.item.id
  expect(JSON.stringify(await findItem(curator, itemId))).toContain(desk.users[0]!.name)
  for (const ctx of [viewer, desk.ctxs[1]!])
    expect(JSON.stringify(await findItem(ctx, itemId))).not.toContain(`"${desk.users[0]!.name}"`)
})

test('an opted-out category reaches that person by no path, and everybody else as before', async () => {
  const project = await makeProject(t.db)
  const top = await makeCategory(t.db, project, { title: `${CANARY} top` })
  const sub = await makeCategory(t.db, project, { title: `${CANARY} sub`, parentId: top.id })
  const fine = await makeCategory(t.db, project)
  const content = { steps: ['A.b'], explanation: `A text with ${CANARY}` }
  const hidden = (await makeChain(t.db, project, { content, categoryId: sub.id, flagged: true })).item
  const bare = (await makeChain(t.db, project, { categoryId: null })).item
  const seen = (await makeChain(t.db, project, { categoryId: fine.id })).item
  const { user, ctx } = await makeColleague(t, project, 'CURATOR')
  const { ctx: other } = await makeColleague(t, project, 'CURATOR')
  await t.db.preference.create({
    data: { projectId: project.id, userId: user.id, optOutCategoryIds: [top.id] },
  })
  const told = await everything(ctx, project.id, [hidden.id])
  expect(told).not.toContain(hidden.searchText)
  expect(told).not.toContain(CANARY)
  for (const order of ORDERS)
    expect(new Set(ids(await walkPages(ctx, { projectId: project.id, ...order })))).toEqual(new Set([bare.id, seen.id]))
  for (const filter of [{ categoryIds: [sub.id] }, { severities: [1] }, { text: CANARY }, { flagged: true as const }]) {
    expect(ids(await walkPages(ctx, { projectId: project.id, filter }))).not.toContain(hidden.id)
    expect(ids(await walkPages(other, { projectId: project.id, filter }))).toContain(hidden.id)
  }
  expect(await findItem(ctx, hidden.id)).toEqual({ kind: 'OPTED_OUT' })
  await expect(revealItem(ctx, { itemId: hidden.id })).rejects.toMatchObject({ code: 'not_found' })
  await archiveItems(ctx, chosenItemsInput.parse({ projectId: project.id, filter: {} }))
  const left = await t.db.item.findMany({ where: { projectId: project.id, archivedAt: null } })
  expect(ids(left)).toEqual([hidden.id])
})

test('a masked item carries no text by any path until it is asked for; then that is on record', async () => {
  const project = await makeProject(t.db, { settings: { maskFromSeverity: 3 } })
  const grave = await makeCategory(t.db, project, { severity: 3 })
  const content = { title: `${CANARY} title`, steps: [`${CANARY}.step`], explanation: `${CANARY} text` }
  const masked = await makeChain(t.db, project, { content, categoryId: grave.id })
  const unset = await makeChain(t.db, project, { content, categoryId: null })
  const benign = await makeChain(t.db, project, { categoryId: grave.id, intent: 'BENIGN' })
  const { user, ctx } = await makeColleague(t, project, 'REVIEWER')
  const told = await everything(ctx, project.id, [masked.item.id, unset.item.id, benign.item.id])
  expect(told).not.toContain(CANARY)
  expect(told).toContain(benign.item.searchText.split('\n')[0])
  expect(await t.db.exposure.count({ where: { userId: user.id } })).toBe(0)

  const { bodies } = await revealItem(ctx, { itemId: masked.item.id })
  expect(bodies[masked.revision.id]).toMatchObject({ explanation: content.explanation })
  expect(await t.db.exposure.findFirst({ where: { userId: user.id } })).toMatchObject({
    revisionId: masked.revision.id,
    harmful: true,
    severity: 3,
    revealed: true,
  })
  expect(await t.db.auditEvent.count({ where: { action: 'item.reveal', targetId: masked.item.id } })).toBe(1)
})

test('quarantined text is masked for all, found by no search and revealed to nobody but curators', async () => {
  const project = await makeProject(t.db)
  const mild = await makeCategory(t.db, project, { severity: 0 })
  const content = { steps: ['A.b'], explanation: `${CANARY} text` }
  const { item } = await makeChain(t.db, project, {
    content,
    categoryId: mild.id,
    quarantined: true,
    quarantineCauses: ['PARENT_FAILED'],
  })
  const { ctx: reviewer } = await makeColleague(t, project, 'REVIEWER')
  const { ctx: curator } = await makeColleague(t, project, 'CURATOR')
  expect(await everything(reviewer, project.id, [item.id])).not.toContain(CANARY)
  expect(await walkPages(reviewer, { projectId: project.id, filter: { text: CANARY } })).toEqual([])
  await expect(revealItem(reviewer, { itemId: item.id })).rejects.toMatchObject({ code: 'forbidden' })
  expect(ids(await walkPages(curator, { projectId: project.id, filter: { text: CANARY } }))).toEqual([item.id])
  expect(JSON.stringify(await revealItem(curator, { itemId: item.id }))).toContain(CANARY)
})

test('while blind a page has one text, without number, author or attempt; an edit that waits stays unseen', async () => {
  const desk = await makeDesk(t, { reviewers: 3 })
  const proposal = { steps: ['Files.read_file'], explanation: `${CANARY} edit` }
  await judge(desk.ctxs[0]!, desk.entries[0]!, { decision: 'EDIT', proposal })
  const itemId = desk.chains[0]!.item.id
  const found = await findItem(desk.ctxs[1]!, itemId)
  expect(found).toMatchObject({ kind: 'ITEM', blind: true, entries: [], comments: [], history: [] })
  expect(found).toMatchObject({ revisions: [{ number: 0, attempt: 0, author: '', proposal: null }] })
  expect(JSON.stringify(found)).not.toContain(CANARY)
  for (const n of [1, 2]) await judge(desk.ctxs[n]!, desk.entries[0]!)
  await letStand(t.db)
  const after = await findItem(desk.ctxs[1]!, itemId)
  expect(after).toMatchObject({ blind: false, revisions: [{ proposal: 'KEPT' }, { number: 1, accepted: true }] })
})
