import { expect, test } from 'vitest'
import { testDatabase } from '../../support/database'
import { runDesk } from '../../support/run-desk'

const t = testDatabase()
const desk = runDesk(t)

test('a run makes chains for its subcategories, each call once, and is done', async () => {
  const runId = await desk.run({})
  expect(await desk.state(runId)).toMatchObject({ status: 'RUNNING', states: { QUEUED: 3 } })
  await desk.start()
  await desk.waitForEnd(runId)
  expect(await desk.state(runId)).toEqual({ status: 'DONE', cause: null, states: { APPLIED: 3 } })
  expect(desk.models.requests).toHaveLength(3)
  const items = await t.db.item.findMany({ where: { projectId: desk.projectId }, include: { revisions: true } })
  expect(items.length).toBeGreaterThanOrEqual(6)
  for (const item of items) {
    expect(item).toMatchObject({
      stage: 'CHAIN',
      intent: 'HARMFUL',
      origin: 'GENERATED',
      model: 'model-a',
      verdict: 'OPEN',
    })
    expect(item.revisions).toHaveLength(1)
    expect(item.revisions[0]).toMatchObject({ authorKind: 'MODEL', attempt: 1, id: item.currentRevisionId })
  }
  const run = await t.db.generationRun.findUniqueOrThrow({ where: { id: runId } })
  expect(run.calls).toBe(3)
  expect(run.reservedMicros).toBe(0n)
  expect(run.spentMicros).toBeGreaterThan(0n)
})
