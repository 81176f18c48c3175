import { expect, test } from 'vitest'
import { findRunReasons, listSaidItems } from '@/lib/data/queries/run-reasons'
import type { Ctx } from '@/lib/services/context'
import { testDatabase } from '../../support/database'
import { userActor } from '../../support/factories'
import { judgeAgain, makeFailed } from '../../support/failed-items'
import { letStand, makeColleague } from '../../support/review'
import { runDesk } from '../../support/run-desk'

const t = testDatabase()
const desk = runDesk(t)

/** Three texts rejected for two reasons and two for one of them, all written again by one run. */
async function makeWritten() {
  await t.db.item.updateMany({ data: { archivedAt: new Date() } })
  const project = { id: desk.projectId }
  const both = await makeFailed(t, project, { items: 3, reasons: ['missing_step', 'idle_step'] })
  const one = await makeFailed(t, project, { items: 2, reasons: ['missing_step'] })
  await letStand(t.db)
  const workers = await desk.start()
  const itemIds = [...both.itemIds, ...one.itemIds]
  const runId = await desk.run({ task: 'regenerate-chain', targets: { kind: 'ITEMS', itemIds } })
  await desk.waitForEnd(runId)
  await workers.stop()
  const { number: runNumber } = await t.db.generationRun.findUniqueOrThrow({ where: { id: runId } })
  return { both, one, asked: { projectId: desk.projectId, runNumber } }
}

test('a run says why its texts were rejected and what became of the new ones; each count opens its items', async () => {
  const { both, one, asked } = await makeWritten()
  const ctx = desk.ctx()
  await judgeAgain(t, both.itemIds[0]!, 'ACCEPT', both.ctxs)
  await judgeAgain(t, one.itemIds[0]!, 'REJECT', one.ctxs)
  await letStand(t.db)
  const said = await findRunReasons(ctx, asked)
  expect(said).toMatchObject({ items: 5, shown: 5 })
  const figures = Object.fromEntries(
    said!.reasons.map(({ key, items, judged, passed }) => [key, [items, judged, passed]]),
  )
  expect(figures).toEqual({
    'reason:missing_step': [5, 2, 1],
    'reason:idle_step': [3, 1, 1],
    'criterion:logical': [5, 2, 1],
  })
  expect(said!.reasons.find(({ key }) => key === 'reason:idle_step')?.label).toBe('A step adds nothing')

  const opened = async (reason: string, since?: 'judged' | 'passed') =>
    (await listSaidItems(ctx, asked, { reason, since })).items.map(({ itemId }) => itemId).sort()
  expect(await opened('reason:idle_step')).toEqual([...both.itemIds].sort())
  expect(await opened('reason:missing_step', 'judged')).toEqual([both.itemIds[0], one.itemIds[0]].sort())
  expect(await opened('reason:missing_step', 'passed')).toEqual([both.itemIds[0]])
  expect(await opened('reason:none of them')).toEqual([])
})

test('a curator who may still judge an item learns nothing of it, and no share of a few', async () => {
  const { both, asked } = await makeWritten()
  const { user } = await makeColleague(t, { id: asked.projectId }, 'CURATOR', 'REVIEWER')
  const judging: Ctx = t.ctx(await userActor(t.db, user))
  expect(await findRunReasons(judging, asked)).toEqual({ items: 5, shown: 0, reasons: [] })
  expect((await listSaidItems(judging, asked, { reason: 'reason:idle_step' })).items).toEqual([])

  await judgeAgain(t, both.itemIds[0]!, 'ACCEPT', both.ctxs)
  await letStand(t.db)
  const said = await findRunReasons(judging, asked)
  expect(said).toMatchObject({ items: 5, shown: 1 })
  expect(said!.reasons.every(({ items }) => items === 1)).toBe(true)
  const opened = async (since?: 'judged' | 'passed') =>
    (await listSaidItems(judging, asked, { reason: 'reason:idle_step', since })).items.map(({ itemId }) => itemId)
  expect(await opened()).toEqual([both.itemIds[0]])
  // One judged text is too few to say how many passed.
  expect(await opened('passed')).toEqual([])
  expect(await opened('judged')).toEqual([])
})

test('reasons are for those who may spend', async () => {
  const { asked } = await makeWritten()
  for (const role of ['REVIEWER', 'ADJUDICATOR', 'VIEWER'] as const) {
    const { ctx } = await makeColleague(t, { id: asked.projectId }, role)
    expect(await findRunReasons(ctx, asked)).toBeNull()
    expect((await listSaidItems(ctx, asked, { reason: 'reason:idle_step' })).items).toEqual([])
  }
})
