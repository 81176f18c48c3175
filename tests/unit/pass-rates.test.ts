import fc from 'fast-check'
import { expect, test } from 'vitest'
import { allPass, majorityPass } from '@/lib/core/agreement/pass-rates'
import { wilson } from '@/lib/core/agreement/wilson'

// Newcombe (1998) for n = 20, 29, 148, 263.
test.each([
  [0, 10, 0, 0.277533],
  [10, 10, 0.722467, 1],
  [5, 10, 0.236593, 0.763407],
  [0, 20, 0, 0.161125],
  [1, 29, 0.006113, 0.171755],
  [15, 148, 0.062386, 0.160487],
  [81, 263, 0.255289, 0.36621],
  [95, 100, 0.88825, 0.978456],
  [190, 200, 0.910422, 0.972617],
])('Wilson 95 % for %i of %i', (x, n, low, high) => {
  const interval = wilson(x, n)
  expect(Math.abs(interval.value!.low - low)).toBeLessThan(1e-6)
  expect(Math.abs(interval.value!.high - high)).toBeLessThan(1e-6)
})

test('no data has no interval, and a count beyond its whole is refused', () => {
  expect(wilson(0, 0)).toEqual({ value: null, reason: 'no data' })
  expect(() => wilson(3, 2)).toThrow(RangeError)
  expect(() => wilson(1.5, 2)).toThrow(RangeError)
})

test('an interval holds its share and lies within 0 and 1', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 5_000 }).chain((n) => fc.tuple(fc.integer({ min: 0, max: n }), fc.constant(n))),
      ([x, n]) => {
        const { low, high } = wilson(x, n).value!
        expect(low).toBeGreaterThanOrEqual(0)
        expect(high).toBeLessThanOrEqual(1)
        expect(low).toBeLessThanOrEqual(x / n + 1e-12)
        expect(high).toBeGreaterThanOrEqual(x / n - 1e-12)
      },
    ),
  )
})

const votes = (accepts: number, rejects: number, abstains = 0, slots = 3) => ({ accepts, rejects, abstains, slots })
const times = <T>(n: number, one: T) => Array.from({ length: n }, () => one)

const PAPER = [...times(88, votes(3, 0)), ...times(5, votes(2, 1)), ...times(1, votes(1, 2)), ...times(6, votes(0, 3))]

test("the paper's study: 93 of 100 by majority, 88 of 100 by all, with their intervals", () => {
  const majority = majorityPass(PAPER)
  expect(majority).toMatchObject({ passed: 93, n: 100, undecided: 0, rate: { value: 0.93 } })
  expect(majority.interval.value!.low).toBeCloseTo(0.863, 3)
  expect(majority.interval.value!.high).toBeCloseTo(0.966, 3)
  const all = allPass(PAPER)
  expect(all).toMatchObject({ passed: 88, n: 100, rate: { value: 0.88 } })
  expect(all.interval.value!.low).toBeCloseTo(0.802, 3)
  expect(all.interval.value!.high).toBeCloseTo(0.93, 3)
})

test('ties and too few votes count as not passed, and are named with what they could add', () => {
  const items = [votes(2, 0, 1), votes(1, 1, 1), votes(1, 0, 2), votes(0, 0, 3)]
  expect(majorityPass(items)).toMatchObject({
    passed: 1,
    n: 4,
    undecided: 3,
    rate: { value: 0.25 },
    atMost: { value: 1 },
  })
  expect(allPass(items)).toMatchObject({ passed: 1, n: 4, undecided: 2, atMost: { value: 0.75 } })
})

test('no closed item is no data, not zero', () => {
  expect(majorityPass([])).toMatchObject({ n: 0, rate: { value: null, reason: 'no data' } })
})

test('all-pass never exceeds majority-pass', () => {
  const item = fc.tuple(fc.nat(4), fc.nat(4), fc.nat(2)).map(([a, r, s]) => votes(a, r, s, Math.max(1, a + r + s)))
  fc.assert(
    fc.property(fc.array(item, { maxLength: 30 }), (items) => {
      expect(allPass(items).passed).toBeLessThanOrEqual(majorityPass(items).passed)
    }),
  )
})

test('items that were voted on alike may be given once with their number', () => {
  const alike = [
    { ...votes(3, 0), items: 88 },
    { ...votes(2, 1), items: 5 },
    { ...votes(1, 2), items: 1 },
    { ...votes(0, 3), items: 6 },
  ]
  expect(majorityPass(alike)).toEqual(majorityPass(PAPER))
  expect(allPass(alike)).toEqual(allPass(PAPER))
})
