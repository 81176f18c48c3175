import { expect, test } from 'vitest'
import { attemptLines, attemptsToPass, reasonLines, writerLines } from '@/lib/core/review/regeneration-report'
import { listFigureItems } from '@/lib/data/queries/figure-items'
import { findItem } from '@/lib/data/queries/item-detail'
import { listItems } from '@/lib/data/queries/items'
import { countPreferencePairs, listPreferencePairs } from '@/lib/data/queries/preference-pairs'
import { findQuality } from '@/lib/data/queries/quality'
import { findRegeneration } from '@/lib/data/queries/regeneration'
import { listRegenerationItems, type RegenerationFilter } from '@/lib/data/queries/regeneration-items'
import { earlier } from '@/lib/services/review/earlier'
import { testDatabase } from '../../support/database'
import { makeProject, userActor } from '../../support/factories'
import { judgeAgain, letVerdictsAge, makeFailed } from '../../support/failed-items'
import { claimAs, letStand, makeColleague } from '../../support/review'
import { runDesk } from '../../support/run-desk'

const t = testDatabase()
const desk = runDesk(t)
const CANARY = 'canary-earlier-words'
const scope = { noun: 'chains', labels: {}, viewer: { reviews: false } }
const project = () => ({ id: desk.projectId })

/** Writes them again by a run, without a word to any figure of its own. */
async function writeAgain(itemIds: string[], controlShare = 0) {
  const workers = await desk.start()
  const runId = await desk.run({ task: 'regenerate-chain', targets: { kind: 'ITEMS', itemIds }, controlShare })
  await desk.waitForEnd(runId)
  await workers.stop()
}

/** Its calls stay, so that figures know who wrote what: the run desk takes runs away after each test. */
async function makeWritten() {
  await t.db.item.updateMany({ data: { archivedAt: new Date() } })
  const failed = await makeFailed(t, project(), { items: 4, reasons: ['missing_step', 'idle_step'], note: CANARY })
  const kept = await makeFailed(t, project(), { items: 2, reasons: ['missing_step'] })
  await writeAgain(failed.itemIds)
  await writeAgain(kept.itemIds, 0.5)
  return { failed, kept }
}

test('yield, rate by attempt and attempts to pass are counted from the votes, each opens its items', async () => {
  const { failed } = await makeWritten()
  const [passed, again, second] = failed.itemIds
  await judgeAgain(t, passed!, 'ACCEPT', failed.ctxs)
  await judgeAgain(t, again!, 'ACCEPT', failed.ctxs)
  await judgeAgain(t, second!, 'REJECT', failed.ctxs)
  const data = (await findRegeneration(desk.ctx(), desk.projectId, 'CHAIN'))!
  const ofFour = data.patterns.filter(({ reasons }) => reasons.includes('reason:idle_step'))
  const [line] = reasonLines(ofFour, scope).filter(({ key }) => key === 'reason:idle_step')
  expect(line!.again).toMatchObject({ n: 3, open: 1 })
  expect(line!.again.figures.majority.value).toMatchObject({ passed: 2, n: 3 })
  expect(line!.again.figures.majority.value?.estimand).toMatch(/written again after a rejection/)
  expect(data.labels['reason:idle_step']).toBe('A step adds nothing')
  const byAttempt = attemptLines(data.patterns, scope)
  expect(byAttempt.find(({ key }) => key === 'AS_GENERATED')).toMatchObject({ n: 6 })
  expect(byAttempt.find(({ key }) => key === 'LATER_ATTEMPT.2')?.n).toBe(3)
  expect(writerLines(data.patterns, scope).map(({ label }) => label)).toEqual(['model-a, prompt 001'])
  const toPass = attemptsToPass(data.outcomes, { reviews: false })!
  expect(toPass).toMatchObject({ items: 6, open: 3 })
  expect(toPass.lines.find(({ attempt }) => attempt === 2)).toMatchObject({ outcome: 'PASSED', items: 2 })
  expect(toPass.lines.find(({ outcome }) => outcome === 'NOT_PASSED')).toMatchObject({ items: 1 })

  const opened = async (filter: Record<string, unknown>) =>
    (await listRegenerationItems(desk.ctx(), desk.projectId, { stage: 'CHAIN', ...filter } as RegenerationFilter)).items
      .map(({ itemId }) => itemId)
      .sort()
  expect(await opened({ group: 'LATER_ATTEMPT', reason: 'reason:idle_step' })).toEqual([passed, again, second].sort())
  expect(await opened({ outcome: 'PASSED', attempt: 2 })).toEqual([passed, again].sort())
  expect(await opened({ outcome: 'NOT_PASSED' })).toEqual([second])
  expect(await opened({ group: 'AS_GENERATED' })).toHaveLength(6)
  expect(await opened({ group: 'LATER_ATTEMPT', model: 'another' })).toEqual([])
})

test('controls and texts of the demo model are figures of their own, never later attempts', async () => {
  await t.db.item.updateMany({ data: { archivedAt: new Date() } })
  const made = await makeFailed(t, project(), { items: 8 })
  await writeAgain(made.itemIds, 0.5)
  const controls = await t.db.revision.findMany({ where: { itemId: { in: made.itemIds }, control: true } })
  expect(controls.length).toBeGreaterThan(0)
  for (const itemId of made.itemIds) await judgeAgain(t, itemId, 'ACCEPT', made.ctxs)
  const count = async (group: string) => {
    const { patterns } = (await findQuality(desk.ctx(), desk.projectId))!
    return patterns.filter((row) => row.group === group).reduce((sum, { items }) => sum + items, 0)
  }
  expect(await count('CONTROL')).toBe(controls.length)
  expect(await count('LATER_ATTEMPT')).toBe(8 - controls.length)
  const data = (await findRegeneration(desk.ctx(), desk.projectId, 'CHAIN'))!
  const [line] = reasonLines(data.patterns, scope)
  expect(line!.control.figures.majority.value).toMatchObject({ passed: controls.length, n: controls.length })
  const toPass = attemptsToPass(data.outcomes, { reviews: false })!
  expect(toPass.lines.find(({ outcome }) => outcome === 'CONTROL')).toMatchObject({ items: controls.length })
  const listed = await listFigureItems(desk.ctx(), desk.projectId, { group: 'CONTROL' })
  expect(listed.items).toHaveLength(controls.length)

  await desk.setProvider({ preset: 'demo' })
  expect(await count('LATER_ATTEMPT')).toBe(0)
  expect(await count('DEMO_MODEL')).toBe(8 - controls.length)
  await desk.setProvider({ preset: 'custom' })
})

test('a rejected and the accepted text of one item are a pair once neither can be taken back', async () => {
  await t.db.item.updateMany({ data: { archivedAt: new Date() } })
  const made = await makeFailed(t, project(), { items: 3, slots: 2 })
  await letVerdictsAge(t.db, 700)
  await writeAgain(made.itemIds)
  const [first, other] = made.itemIds
  await judgeAgain(t, first!, 'ACCEPT', made.ctxs)
  const pairs = async (ctx = desk.ctx()) => listPreferencePairs(ctx, { projectId: desk.projectId })
  expect(await pairs()).toEqual([])
  await letStand(t.db)
  const [pair, ...more] = (await pairs())!
  expect(more).toEqual([])
  expect(pair).toMatchObject({ itemId: first, rejected: 1, accepted: 2, demo: false, stage: 'CHAIN' })
  expect(await countPreferencePairs(desk.ctx(), { projectId: desk.projectId })).toMatchObject({ pairs: 1, items: 1 })

  await judgeAgain(t, other!, 'ACCEPT', made.ctxs)
  await letStand(t.db)
  await t.db.item.update({
    where: { id: other! },
    data: { quarantined: true, quarantineCauses: ['PARENT_FAILED'] },
  })
  expect(await pairs()).toHaveLength(1)
  const counts = await countPreferencePairs(desk.ctx(), { projectId: desk.projectId })
  expect(counts).toMatchObject({ pairs: 1, leftOut: { quarantined: 1, harmfulResponse: 0 } })

  // As a response to a harmful request would be: on neither side of any pair.
  await t.db.item.update({ where: { id: first! }, data: { stage: 'RESPONSE' } })
  expect(await pairs()).toEqual([])
  expect((await countPreferencePairs(desk.ctx(), { projectId: desk.projectId }))?.leftOut.harmfulResponse).toBe(1)
  const stranger = await makeColleague(t, await makeProject(t.db), 'CURATOR')
  expect(await listPreferencePairs(stranger.ctx, { projectId: desk.projectId })).toBeNull()
  expect(await countPreferencePairs(stranger.ctx, { projectId: desk.projectId })).toBeNull()
  await t.db.item.update({ where: { id: first! }, data: { stage: 'CHAIN' } })
})

test('of an item that is judged anew, nobody who judges reads earlier texts, attempts, reasons, votes or that a model wrote it', async () => {
  await t.db.item.updateMany({ data: { archivedAt: new Date() } })
  // Enough closed texts that figures, and what they open, are shown to people who judge.
  const made = await makeFailed(t, project(), { items: 21, note: CANARY, categoryId: desk.categoryIds[0]! })
  const blind = made.itemIds.slice(0, 2)
  await letVerdictsAge(t.db, 700)
  await writeAgain(blind)
  const old = await t.db.revision.findMany({ where: { itemId: { in: blind }, attempt: 1 } })
  const { user } = await makeColleague(t, project(), 'REVIEWER')
  await t.db.queueReviewer.create({ data: { queueId: made.queue.id, userId: user.id } })
  const fresh = t.ctx(await userActor(t.db, user))
  for (const ctx of [fresh, made.ctxs[0]!]) {
    const paths = await Promise.allSettled([
      ...blind.map((itemId) => findItem(ctx, itemId, true)),
      claimAs(ctx, made.queue),
      ...(await t.db.queueEntry.findMany({ where: { itemId: { in: blind } } })).map(({ id }) =>
        earlier(ctx, { entryId: id }),
      ),
      ...['AS_GENERATED', 'LATER_ATTEMPT'].map((group) =>
        listRegenerationItems(ctx, desk.projectId, { stage: 'CHAIN', group } as RegenerationFilter),
      ),
      listRegenerationItems(ctx, desk.projectId, { stage: 'CHAIN', outcome: 'NOT_PASSED' }),
      listFigureItems(ctx, desk.projectId, { group: 'AS_GENERATED' }),
      listPreferencePairs(ctx, { projectId: desk.projectId }),
      ...[{}, { models: ['model-a'] }, { verdicts: ['FAILED' as const] }].map((filter) => listRows(ctx, filter, blind)),
    ])
    const text = paths.map((one) => (one.status === 'fulfilled' ? JSON.stringify(one.value) : String(one.reason)))
    const [items, figures] = [text.join('\n'), text.slice(-8, -3).join('\n')]
    expect(items).not.toContain(CANARY)
    expect(items).not.toContain('model-a')
    for (const { id, content } of old) {
      expect(items).not.toContain(id)
      expect(items).not.toContain((content as { explanation: string }).explanation)
    }
    for (const id of blind) expect(figures).not.toContain(id)
    const found = await findItem(ctx, blind[0]!)
    expect(found).toMatchObject({ blind: true, item: { verdict: 'OPEN', model: null }, entries: [], history: [] })
    expect(found && 'revisions' in found && found.revisions).toMatchObject([{ number: 0, attempt: 0, control: false }])
  }
  const seen = await listRegenerationItems(fresh, desk.projectId, { stage: 'CHAIN', group: 'AS_GENERATED' })
  expect(seen.items, 'what is decided is open to them').toHaveLength(19)
})

async function listRows(ctx: Parameters<typeof listItems>[0], filter: object, of: string[]) {
  const page = await listItems(ctx, {
    ...{ projectId: desk.projectId, stage: 'CHAIN', filter, archived: false, from: null, size: 100 },
    ...{ sort: 'number', dir: 'asc' },
  })
  const rows = page!.rows.filter(({ id }) => of.includes(id))
  for (const row of rows) expect(row).toMatchObject({ attempt: null, judged: null, verdict: 'OPEN', verdictAt: null })
  return rows
}

test('the earlier text opens to who judged the new one, once the time to undo has passed', async () => {
  await t.db.item.updateMany({ data: { archivedAt: new Date() } })
  const made = await makeFailed(t, project(), { note: CANARY, slots: 2, categoryId: desk.categoryIds[0]! })
  await letVerdictsAge(t.db, 700)
  await writeAgain(made.itemIds)
  const [mine] = made.ctxs
  const entry = await t.db.queueEntry.findFirstOrThrow({ where: { itemId: made.itemIds[0]!, status: 'OPEN' } })
  await expect(earlier(mine!, { entryId: entry.id })).rejects.toMatchObject({ code: 'forbidden' })
  await judgeAgain(t, made.itemIds[0]!, 'ACCEPT', [mine!])
  await expect(earlier(mine!, { entryId: entry.id })).rejects.toMatchObject({ code: 'forbidden' })
  const later = { ...mine!, now: new Date(Date.now() + 61_000) }
  const { revisions, judgments } = await earlier(later, { entryId: entry.id })
  expect(revisions.map(({ number }) => number)).toEqual([1])
  expect(judgments.filter(({ note }) => note === CANARY)).toHaveLength(2)
})
