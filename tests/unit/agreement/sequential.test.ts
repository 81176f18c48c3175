import { expect, test } from 'vitest'
import { clopperPearson } from '@/lib/core/agreement/clopper-pearson'
import { anytimeLowerBound, anytimeUpperBound, logEvidenceAbove } from '@/lib/core/agreement/confidence-sequence'
import { decideSprt, sprtPlan } from '@/lib/core/agreement/sprt'
import { drawBinomial } from '@/lib/core/sampling/binomial'
import { sampleWithoutReplacement } from '@/lib/core/sampling/draw'
import { seededRandom } from '@/lib/core/sampling/random'

test('the lines of Wald’s test, and the first moments at which it can stop', () => {
  const plan = sprtPlan({ good: 0.95, bad: 0.85 })
  expect(plan.slope).toBeCloseTo(0.0919343, 7)
  expect(plan.accept).toBeCloseTo(2.4337466, 7)
  expect(plan.reject).toBeCloseTo(2.4337466, 7)
  expect(decideSprt(plan, 26, 0)).toBe('CONTINUE')
  expect(decideSprt(plan, 27, 0)).toBe('ACCEPT')
  expect(decideSprt(plan, 2, 2)).toBe('CONTINUE')
  expect(decideSprt(plan, 3, 3)).toBe('REJECT')
  const strict = sprtPlan({ good: 0.98, bad: 0.95 })
  expect(strict.slope).toBeCloseTo(0.0328174, 7)
  expect(strict.accept).toBeCloseTo(3.1079766, 7)
  expect(decideSprt(strict, 94, 0)).toBe('CONTINUE')
  expect(decideSprt(strict, 95, 0)).toBe('ACCEPT')
  expect(() => sprtPlan({ good: 0.8, bad: 0.9 })).toThrow(RangeError)
})

function runSprt(truth: number, test: { good: number; bad: number }, runs: number, seed: number) {
  const plan = sprtPlan(test)
  const random = seededRandom(seed)
  let [accepted, looked] = [0, 0]
  for (let run = 0; run < runs; run++) {
    for (let n = 1, failures = 0; ; n++) {
      if (random() >= truth) failures++
      const decision = decideSprt(plan, n, failures)
      if (decision === 'CONTINUE') continue
      if (decision === 'ACCEPT') accepted++
      looked += n
      break
    }
  }
  return { accepted: accepted / runs, items: looked / runs }
}

test.each([
  [0.95, 0.85, 0.963, 55, 0.047, 43],
  [0.98, 0.95, 0.962, 224, 0.053, 182],
])(
  'Wald’s test of %d against %d keeps its risks at every look',
  (good, bad, ifGood, itemsIfGood, ifBad, itemsIfBad) => {
    const [atGood, atBad] = [runSprt(good, { good, bad }, 8000, 1), runSprt(bad, { good, bad }, 8000, 2)]
    expect(Math.abs(atGood.accepted - ifGood)).toBeLessThan(0.008)
    expect(Math.abs(atGood.items - itemsIfGood)).toBeLessThan(5)
    expect(Math.abs(atBad.accepted - ifBad)).toBeLessThan(0.008)
    expect(Math.abs(atBad.items - itemsIfBad)).toBeLessThan(5)
  },
)

const CLAIM = 0.95

/** The most failures with which a rule makes the claim at each n from 20 to 300; −1: none. */
function limits(claims: (n: number, failures: number) => boolean): number[] {
  const limit: number[] = []
  for (let n = 20; n <= 300; n++) {
    let failures = -1
    while (failures < n && claims(n, failures + 1)) failures++
    limit[n] = failures
  }
  return limit
}

/** How often a rule that is looked at after every item from 20 to 300 claims, when the truth is exactly the rate. */
function wrong(limit: number[], runs: number, draw: (random: () => number) => Iterable<boolean>): number {
  const random = seededRandom('peeking')
  let claimed = 0
  for (let run = 0; run < runs; run++) {
    let [n, failures] = [0, 0]
    for (const failed of draw(random)) {
      n++
      if (failed) failures++
      if (n >= 20 && failures <= limit[n]!) {
        claimed++
        break
      }
    }
  }
  return claimed / runs
}

function* independent(random: () => number) {
  for (let n = 0; n < 300; n++) yield random() >= CLAIM
}

test('looking after every item: an exact bound is wrong 15 % of the time, the anytime-valid one at most 5 %', () => {
  const naive = limits((n, failures) => clopperPearson(n - failures, n, { side: 'LOWER' }).value!.low >= CLAIM)
  expect(Math.abs(wrong(naive, 20_000, independent) - 0.149)).toBeLessThan(0.01)
  const ours = limits((n, failed) => logEvidenceAbove(CLAIM, { passed: n - failed, failed }) >= Math.log(20))
  expect(wrong(ours, 20_000, independent)).toBeLessThanOrEqual(0.06)
})

test('in a finite set that is drawn to the end, too', () => {
  const population = 300
  // One failure too many for the claim: 95 % of 300 are 285.
  const failing = 16
  const ours = limits(
    (n, failed) => logEvidenceAbove(CLAIM, { passed: n - failed, failed, population }) >= Math.log(20),
  )
  const draw = (random: () => number) => sampleWithoutReplacement(population, 300, random).map((at) => at < failing)
  const rate = wrong(ours, 6000, draw)
  expect(rate).toBeGreaterThan(0.005)
  expect(rate).toBeLessThanOrEqual(0.06)
  // All reviewed and exactly enough of them passed: no doubt is left.
  expect(logEvidenceAbove(CLAIM, { passed: 285, failed: 15, population })).toBe(Infinity)
})

test('the bound is where the claim begins, rises with every pass and never lies above the share seen', () => {
  const reviewed = { passed: 190, failed: 10 }
  const bound = anytimeLowerBound(reviewed).value!
  expect(logEvidenceAbove(bound - 1e-6, reviewed)).toBeGreaterThan(Math.log(20))
  expect(logEvidenceAbove(bound + 1e-6, reviewed)).toBeLessThan(Math.log(20))
  expect(bound).toBeLessThan(clopperPearson(190, 200, { side: 'LOWER' }).value!.low)
  expect(anytimeLowerBound({ passed: 191, failed: 10 }).value!).toBeGreaterThan(bound)
  expect(anytimeLowerBound({ passed: 190, failed: 11 }).value!).toBeLessThan(bound)
  expect(anytimeUpperBound(reviewed).value!).toBeGreaterThan(0.95)
  expect(anytimeLowerBound({ passed: 0, failed: 0 })).toEqual({ value: null, reason: 'no data' })
  expect(anytimeLowerBound({ passed: 0, failed: 9 }).value).toBe(0)
})

test('in a large finite set the bound is nearly that of an endless one, at its end the share itself', () => {
  const endless = anytimeLowerBound({ passed: 190, failed: 10 }).value!
  expect(anytimeLowerBound({ passed: 190, failed: 10, population: 1_000_000 }).value!).toBeCloseTo(endless, 3)
  expect(anytimeLowerBound({ passed: 190, failed: 10, population: 400 }).value!).toBeGreaterThan(endless)
  expect(anytimeLowerBound({ passed: 190, failed: 10, population: 200 }).value).toBe(0.95)
  expect(anytimeUpperBound({ passed: 190, failed: 10, population: 200 }).value).toBeCloseTo(0.95, 12)
  expect(() => anytimeLowerBound({ passed: 5, failed: 6, population: 10 })).toThrow(RangeError)
})

test('binomial draws have their mean and their spread, by both ways of drawing', () => {
  const random = seededRandom(11)
  for (const [n, p] of [
    [40, 0.1],
    [1000, 0.3],
    [1_000_000, 0.9],
  ] as const) {
    const draws = Array.from({ length: 4000 }, () => drawBinomial(n, p, random))
    const mean = draws.reduce((sum, x) => sum + x, 0) / draws.length
    const variance = draws.reduce((sum, x) => sum + (x - mean) ** 2, 0) / draws.length
    const expected = n * p * (1 - p)
    expect(Math.abs(mean - n * p)).toBeLessThan(4 * Math.sqrt(expected / draws.length))
    expect(variance / expected).toBeGreaterThan(0.9)
    expect(variance / expected).toBeLessThan(1.1)
  }
})
