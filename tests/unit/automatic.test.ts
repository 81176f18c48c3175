import { expect, test } from 'vitest'
import { automaticSchema, restOfDay, stopsCategory } from '@/lib/core/run/automatic'

test('off by default, with limits that hold once it is turned on', () => {
  const settings = automaticSchema.parse({})
  expect(settings).toMatchObject({ on: false, attempts: 3, callsADay: 100, stopAfter: 10, controlShare: 0.1 })
})

test('what is left of a day, in USD and calls, each where it is limited', () => {
  const limits = { budgetADay: 2, callsADay: 10 }
  expect(restOfDay(limits, { micros: 500_000, calls: 4 })).toEqual({ budget: 1.5, budgetCalls: 6 })
  expect(restOfDay(limits, { micros: 2_000_000, calls: 4 })).toBeNull()
  expect(restOfDay(limits, { micros: 0, calls: 10 })).toBeNull()
  expect(restOfDay(limits, { micros: 3_000_000, calls: 11 })).toBeNull()
  const calls = { budgetADay: null, callsADay: 10 }
  expect(restOfDay(calls, { micros: 9_000_000, calls: 0 })).toEqual({ budget: null, budgetCalls: 10 })
})

test('a category stops at the share or below it, and only once enough were judged', () => {
  const rule = { stopAfter: 10, stopAtShare: 0.1 }
  expect(stopsCategory(rule, { judged: 9, passed: 0 })).toBe(false)
  expect(stopsCategory(rule, { judged: 10, passed: 0 })).toBe(true)
  expect(stopsCategory(rule, { judged: 10, passed: 1 })).toBe(true)
  expect(stopsCategory(rule, { judged: 10, passed: 2 })).toBe(false)
  expect(stopsCategory({ ...rule, stopAfter: null }, { judged: 10, passed: 0 })).toBe(false)
})
