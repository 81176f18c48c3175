import { expect, test } from 'vitest'
import { seeded } from '../../support/chain-rows'
import { testDatabase } from '../../support/database'
import { runDesk } from '../../support/run-desk'
import {
  killAgainAndAgain,
  killOneOfTwo,
  poisonedCall,
  skewedClocks,
  standStillPastLease,
  stopUnderLoad,
} from '../../support/run-faults'
import { workerProcesses } from '../../support/worker-hooks'

// Short cuts of the faults T1 to T4, T14 and T22; tests/faults has them at full length.

const t = testDatabase()
const desk = runDesk(t, { categories: 10 })
workerProcesses()

test('killed again and again: every call applied once, none lost, few made twice', { timeout: 120_000 }, async () => {
  await killAgainAndAgain(t, desk, {
    calls: 60,
    kills: 3,
    callMs: 150,
    concurrency: 8,
    callSeconds: 4,
    random: seeded(1),
  })
})

test('a killed worker’s call is made again by another one', { timeout: 60_000 }, async () => {
  expect(await killOneOfTwo(t, desk, 1)).toBeLessThan(20_000)
})

test('what a worker brings after its lease is thrown away', { timeout: 60_000 }, async () => {
  await standStillPastLease(t, desk, 1)
})

test('told to stop under load, a worker ends soon and leaves nothing behind', { timeout: 60_000 }, async () => {
  expect(await stopUnderLoad(t, desk, 300)).toBeLessThan(30_000)
})

test('clocks that are off or step back change nothing', { timeout: 60_000 }, async () => {
  await skewedClocks(t, desk, { calls: 60, callMs: 100 })
})

test('a call that kills its worker is parked, and the others are done', { timeout: 90_000 }, async () => {
  await poisonedCall(t, desk, { callSeconds: 1, attemptsBefore: 4 })
})
