import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Mace, mace } from '@/lib/core/agreement/mace'
import type { RatedItem } from '@/lib/core/agreement/ratings'
import { seededRandom } from '@/lib/core/sampling/random'

const fit = (items: readonly RatedItem[], labels: readonly string[], options = {}): Mace => {
  const model = mace(items, labels, options)
  if (model.value === null) throw new Error(model.reason)
  return model.value
}

const LABELS = ['refusal', 'partial', 'full']

/** Reviewers who follow the item with a probability of their own, and otherwise a habit: the first label, mostly. */
function plant(trust: readonly number[], items: number, seed: number) {
  const random = seededRandom(seed)
  const stray = () => (random() < 0.7 ? LABELS[0]! : LABELS[1 + Math.floor(random() * 2)]!)
  const truth = Array.from({ length: items }, () => LABELS[Math.floor(random() * 3)]!)
  const rated = truth.map(
    (label, index): RatedItem => ({
      item: String(index),
      votes: trust.map((follows, reviewer) => ({
        reviewer: `r${reviewer}`,
        label: random() < follows ? label : stray(),
      })),
    }),
  )
  return { truth, rated }
}

test('who answers by habit is told from who reads: over 50 seeds nearly every one of them stands below all who read', () => {
  const trust = [0.9, 0.85, 0.8, 0.75, 0.9, 0.05, 0.1]
  let below = 0
  for (let seed = 1; seed <= 50; seed++) {
    const { competence } = fit(plant(trust, 100, seed).rated, LABELS)
    const read = Math.min(...competence.slice(0, 5).map((one) => one.competence))
    below += competence.slice(5).filter((one) => one.competence < read).length
  }
  expect(below / 100).toBeGreaterThanOrEqual(0.9)
})

test('with many items competence and habits come out as they were planted, and most labels too', () => {
  const trust = [0.9, 0.7, 0.5, 0.2]
  const { truth, rated } = plant(trust, 4000, 3)
  const { competence, classes } = fit(rated, LABELS)
  for (const [index, { competence: found, habits, votes }] of competence.entries()) {
    expect(Math.abs(found - trust[index]!)).toBeLessThan(0.06)
    expect(votes).toBe(4000)
    expect(habits.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 6)
  }
  expect(Math.abs(competence[3]!.habits[0]! - 0.7)).toBeLessThan(0.06)
  expect(classes.filter((label, index) => label === truth[index]).length / 4000).toBeGreaterThan(0.88)
})

test('the same votes and seed give the same; alike items may be given as one', () => {
  const { rated } = plant([0.9, 0.8, 0.3], 200, 5)
  expect(fit(rated, LABELS)).toEqual(fit(rated, LABELS))
  const alike = new Map<string, RatedItem & { alike: number }>()
  for (const one of rated) {
    const key = one.votes.map(({ label }) => label).join()
    alike.set(key, { ...one, alike: (alike.get(key)?.alike ?? 0) + 1 })
  }
  const [whole, grouped] = [fit(rated, LABELS), fit([...alike.values()], LABELS)]
  expect(grouped.logLikelihood).toBeCloseTo(whole.logLikelihood, 4)
  for (const [index, { competence }] of whole.competence.entries())
    expect(grouped.competence[index]!.competence).toBeCloseTo(competence, 4)
})

test('competence lies from 0 to 1, moves with no order of items, and needs votes and two labels', () => {
  const item = fc.uniqueArray(
    fc.record({ reviewer: fc.constantFrom('a', 'b', 'c'), label: fc.constantFrom(...LABELS) }),
    { selector: ({ reviewer }) => reviewer, minLength: 1 },
  )
  fc.assert(
    fc.property(fc.array(item, { minLength: 1, maxLength: 12 }), (voted) => {
      const items = voted.map((votes, index) => ({ item: String(index), votes }))
      const [one, turned] = [fit(items, LABELS, { restarts: 3 }), fit([...items].reverse(), LABELS, { restarts: 3 })]
      for (const [index, { competence }] of one.competence.entries()) {
        expect(competence).toBeGreaterThanOrEqual(0)
        expect(competence).toBeLessThanOrEqual(1)
        expect(turned.competence[index]!.competence).toBeCloseTo(competence, 5)
      }
    }),
    { numRuns: 40 },
  )
  expect(mace([], LABELS)).toMatchObject({ value: null, reason: 'no data' })
  expect(mace(plant([0.9], 3, 1).rated, ['refusal'])).toMatchObject({ value: null })
  expect(() => mace(plant([0.1], 50, 1).rated, ['refusal', 'other'])).toThrow(/not declared/)
})
