import { expect, test } from 'vitest'
import { listSteps } from '@/lib/core/trajectory/steps'
import { replay } from '@/lib/environment/environment'
import { makeAsked, responsesTo } from '../../support/asked'
import { testDatabase } from '../../support/database'
import type { Recorded } from '../../support/model-server'
import { runDesk } from '../../support/run-desk'
import { expireAfter, startWorker } from '../../support/run-faults'
import { waitFor } from '../../support/wait-for'
import { workerProcesses } from '../../support/worker-hooks'

const t = testDatabase()
const desk = runDesk(t)
workerProcesses()

const turn = ({ body }: Omit<Recorded, 'step'>) =>
  (body.messages as { role: string }[]).filter(({ role }) => role === 'assistant').length
const STEPS = 4
const script = (request: Omit<Recorded, 'step'>) => {
  const at = turn(request)
  const calls = [{ name: 'search_google', arguments: { query: `tides ${at}` } }]
  return at < STEPS - 1 ? { calls, delayMs: 300 } : { text: 'Done.' }
}

/** How far a worker is when it is killed: a call in flight, or between two steps. */
test.each([
  ['in the third call', () => desk.models.requests.length === 3],
  ['after the second step', () => taken()],
])('a worker killed %s costs at most the call in flight', { timeout: 120_000 }, async (_, reached) => {
  desk.models.play(script)
  await desk.setProvider({ maxConcurrent: 1 })
  await expireAfter(t, 2)
  const seed = 9
  const killed = await makeAsked(t.db, { id: desk.projectId })
  const runId = await desk.run({ task: 'trajectory', seed, targets: { kind: 'ITEMS', itemIds: [killed.item.id] } })
  const doomed = await startWorker(t, 2)
  await waitFor('it to be on its way', async () => await reached(), 30_000)
  doomed.signal('SIGKILL')
  await doomed.ended
  const stood = await t.db.generationStep.findMany({ orderBy: { number: 'asc' } })
  await startWorker(t, 2)
  await desk.waitForEnd(runId, 60_000)
  expect(desk.models.requests.length).toBeLessThanOrEqual(STEPS + 1)
  expect((await t.db.generationStep.findMany({ orderBy: { number: 'asc' } })).slice(0, stood.length)).toEqual(stood)

  const whole = await makeAsked(t.db, { id: desk.projectId })
  const other = await desk.run({ task: 'trajectory', seed, targets: { kind: 'ITEMS', itemIds: [whole.item.id] } })
  await desk.waitForEnd(other, 60_000)
  const [[one], [two]] = [await responsesTo(t.db, killed.item), await responsesTo(t.db, whole.item)]
  expect(one!.content).toEqual(two!.content)
  const calls = listSteps(one!.content).flatMap((step) => step.calls)
  expect(calls).toHaveLength(STEPS - 1)
  expect(replay(seed, calls).observations.map(({ observation }) => observation)).toEqual(
    calls.map(({ result }) => result!.text),
  )
})

const taken = async () => (await t.db.generationStep.count()) === 2
