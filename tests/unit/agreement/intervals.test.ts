import fc from 'fast-check'
import { expect, test } from 'vitest'
import { betaQuantile, logGamma, regularisedBeta, studentQuantile } from '@/lib/core/agreement/beta'
import { clopperPearson } from '@/lib/core/agreement/clopper-pearson'
import { finitePassRate } from '@/lib/core/agreement/finite-population'
import { postStratified } from '@/lib/core/agreement/post-stratified'
import { hypergeometricBelow, sampleSize } from '@/lib/core/agreement/sample-size'
import { wilson } from '@/lib/core/agreement/wilson'

test.each([
  [0, 10, 0, 0.277533, 0, 0.308497],
  [10, 10, 0.722467, 1, 0.691503, 1],
  [5, 10, 0.236593, 0.763407, 0.187086, 0.812914],
  [0, 20, 0, 0.161125, 0, 0.168433],
  [1, 29, 0.006113, 0.171755, 0.000873, 0.177644],
  [15, 148, 0.062386, 0.160487, 0.057844, 0.16165],
  [81, 263, 0.255289, 0.36621, 0.252737, 0.367622],
  [95, 100, 0.88825, 0.978456, 0.887165, 0.983568],
  [190, 200, 0.910422, 0.972617, 0.909972, 0.975766],
])('%i of %i: Wilson and the exact interval', (x, n, wilsonLow, wilsonHigh, exactLow, exactHigh) => {
  expect(wilson(x, n).value).toEqual({ low: expect.closeTo(wilsonLow, 6), high: expect.closeTo(wilsonHigh, 6) })
  expect(clopperPearson(x, n).value).toEqual({ low: expect.closeTo(exactLow, 6), high: expect.closeTo(exactHigh, 6) })
})

test('no data is undefined, and what is not a count is an error', () => {
  expect(clopperPearson(0, 0)).toEqual({ value: null, reason: 'no data' })
  expect(() => clopperPearson(3, 2)).toThrow(RangeError)
  expect(() => clopperPearson(0.5, 2)).toThrow(RangeError)
})

test('a one-sided bound puts all of the error on its side', () => {
  // 59 of 59: the smallest sample that supports "at least 95 %".
  expect(clopperPearson(59, 59, { side: 'LOWER' }).value).toEqual({ low: expect.closeTo(0.05 ** (1 / 59), 9), high: 1 })
  expect(clopperPearson(59, 59, { side: 'LOWER' }).value!.low).toBeGreaterThan(0.95)
  expect(clopperPearson(58, 58, { side: 'LOWER' }).value!.low).toBeLessThan(0.95)
  expect(clopperPearson(3, 50, { side: 'UPPER' }).value!.low).toBe(0)
})

test('the beta function meets closed forms, far out too', () => {
  expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.PI) / 2, 13)
  expect(logGamma(11)).toBeCloseTo(Math.log(3_628_800), 12)
  expect(regularisedBeta(0.3, 1, 1)).toBeCloseTo(0.3, 14)
  expect(regularisedBeta(0.2, 1, 5)).toBeCloseTo(1 - 0.8 ** 5, 14)
  expect(regularisedBeta(0.5, 400_000, 400_000)).toBeCloseTo(0.5, 9)
  expect(studentQuantile(0.95, 1)).toBeCloseTo(12.7062, 4)
  expect(studentQuantile(0.95, 11)).toBeCloseTo(2.200985, 6)
  expect(studentQuantile(0.95, 1_000_000)).toBeCloseTo(1.959966, 5)
})

test('a quantile of the beta distribution leads back to its share', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0.001, max: 0.999, noNaN: true }),
      fc.integer({ min: 1, max: 5000 }),
      fc.integer({ min: 1, max: 5000 }),
      (share, a, b) => {
        expect(regularisedBeta(betaQuantile(share, a, b), a, b)).toBeCloseTo(share, 9)
      },
    ),
  )
})

test('the exact interval holds the share and Wilson’s centre, and turns over with the labels', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2000 }), fc.nat(), (n, part) => {
      const x = part % (n + 1)
      const { low, high } = clopperPearson(x, n).value!
      expect(low <= x / n && x / n <= high && low >= 0 && high <= 1).toBe(true)
      const turned = clopperPearson(n - x, n).value!
      expect(turned.low).toBeCloseTo(1 - high, 9)
    }),
  )
})

test.each([
  [0.9, [29, 46, 61, 76, 89, 103]],
  [0.95, [59, 93, 124, 153, 181, 208]],
  [0.99, [299, 473, 628, 773, 913, 1049]],
])('items to claim at least %d of a very large set, by failures allowed', (rate, expected) => {
  expect(expected.map((_, failures) => sampleSize({ rate, failures }).value)).toEqual(expected)
})

test('items for other confidences', () => {
  const none = (confidence: number) =>
    [0.9, 0.95, 0.99].map((rate) => sampleSize({ rate, confidence, failures: 0 }).value)
  expect(none(0.9)).toEqual([22, 45, 230])
  expect(none(0.99)).toEqual([44, 90, 459])
})

test.each<[number, (number | null)[][]]>([
  [
    50,
    [
      [19, 29, 36],
      [31, 43, 50],
      [48, null, null],
    ],
  ],
  [
    100,
    [
      [23, 36, 46],
      [39, 58, 73],
      [78, 98, null],
    ],
  ],
  [
    200,
    [
      [26, 40, 53],
      [47, 72, 93],
      [126, 173, 197],
    ],
  ],
  [
    500,
    [
      [28, 44, 58],
      [54, 84, 110],
      [196, 290, 364],
    ],
  ],
  [
    1000,
    [
      [28, 45, 59],
      [56, 88, 117],
      [238, 364, 469],
    ],
  ],
  [
    5000,
    [
      [29, 46, 61],
      [58, 92, 123],
      [284, 447, 590],
    ],
  ],
])('items to claim 90, 95 and 99 %% of a set of %i', (population, expected) => {
  const sizes = [0.9, 0.95, 0.99].map((rate) =>
    [0, 1, 2].map((failures) => sampleSize({ rate, failures, population }).value),
  )
  expect(sizes).toEqual(expected)
})

test('the risk of such a sample is the exact one', () => {
  expect(hypergeometricBelow(0, 56, 51, 1000)).toBeCloseTo(0.0489259, 7)
  expect(hypergeometricBelow(50, 56, 51, 1000)).toBeCloseTo(1, 9)
  expect(() => sampleSize({ rate: 1, failures: 0 })).toThrow(RangeError)
})

test('a reviewed finite set has no error left, a small part of it Wilson’s', () => {
  expect(finitePassRate(45, 50, 50).value).toEqual({ rate: 0.9, interval: { low: 0.9, high: 0.9 } })
  const part = finitePassRate(95, 100, 10_000_000).value!
  expect(part.interval.low).toBeCloseTo(0.88825, 4)
  expect(finitePassRate(95, 100, 200).value!.interval.low).toBeGreaterThan(0.9)
  expect(finitePassRate(0, 0, 10)).toEqual({ value: null, reason: 'no data' })
  expect(() => finitePassRate(5, 10, 9)).toThrow(RangeError)
})

test('strata are weighed by their share of the set', () => {
  const strata = [
    { name: 'harmful', population: 800, sampled: 40, passed: 38 },
    { name: 'benign', population: 200, sampled: 40, passed: 30 },
  ]
  const { rate, standardError, interval } = postStratified(strata).value!
  expect(rate).toBeCloseTo(0.91, 12)
  expect(standardError).toBeCloseTo(0.029906, 6)
  expect(interval.low).toBeGreaterThan(0.82)
  expect(interval.high).toBeLessThan(0.96)
})

test('a stratum that nothing was sampled of leaves no rate of the whole, and is named', () => {
  const some = { name: 'harmful', population: 800, sampled: 40, passed: 38 }
  expect(postStratified([some, { name: 'benign', population: 200, sampled: 0, passed: 0 }])).toMatchObject({
    value: null,
    reason: expect.stringContaining('"benign"'),
  })
  expect(postStratified([some, { name: 'benign', population: 200, sampled: 1, passed: 1 }]).value).toBeNull()
  expect(postStratified([some, { name: 'empty', population: 0, sampled: 0, passed: 0 }]).value!.rate).toBe(0.95)
  expect(postStratified([])).toEqual({ value: null, reason: 'no data' })
})

test('strata that all passed still leave room for doubt, unless all was reviewed', () => {
  const all = (sampled: number) => postStratified([{ name: 'a', population: 100, sampled, passed: sampled }]).value!
  expect(all(50).interval.low).toBeLessThan(0.99)
  expect(all(100).interval).toEqual({ low: 1, high: 1 })
})
