import { afterAll, expect, test } from 'vitest'
import { createClient } from '@/lib/data/client'
import { retryConflicts } from '@/lib/services/retry-conflicts'
import { testDatabase } from '../support/database'

const t = testDatabase()
let narrow: ReturnType<typeof createClient> | undefined
afterAll(() => narrow?.$disconnect())

test('a transaction that found no connection to begin on is begun again; nothing was done twice', async () => {
  narrow = createClient(t.url, 1)
  const db = narrow
  let free = () => {}
  const held = new Promise<void>((resolve) => {
    free = resolve
  })
  let holding = () => {}
  const holds = new Promise<void>((resolve) => {
    holding = resolve
  })
  const holder = db.$transaction(async (tx) => {
    await tx.$queryRaw`select 1`
    holding()
    await held
  })
  await holds
  let tries = 0
  let ran = 0
  const answer = await retryConflicts(() => {
    tries++
    const began = db.$transaction(
      async (tx) => {
        ran++
        return tx.$queryRaw<{ one: number }[]>`select 1 as one`
      },
      { maxWait: 50 },
    )
    // The first try finds the only connection taken; before the second it is given back.
    return began.catch(async (error: unknown) => {
      free()
      await holder
      throw error
    })
  })
  expect({ answer, tries, ran }).toEqual({ answer: [{ one: 1 }], tries: 2, ran: 1 })
})

test('it is tried a few times and no more, and a transaction that ran out of time is not tried again', async () => {
  const noConnection = Object.assign(
    new Error('Transaction API error: Unable to start a transaction in the given time.'),
    { code: 'P2028' },
  )
  const expired = Object.assign(
    new Error('Transaction API error: A query cannot be executed on an expired transaction.'),
    {
      code: 'P2028',
    },
  )
  for (const [error, tries] of [
    [noConnection, 3],
    [expired, 1],
  ] as const) {
    let made = 0
    const failing = () => {
      made++
      return Promise.reject(error)
    }
    await expect(retryConflicts(failing)).rejects.toBe(error)
    expect(made).toBe(tries)
  }
})
