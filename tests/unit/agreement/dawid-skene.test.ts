import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type DawidSkene, dawidSkene } from '@/lib/core/agreement/dawid-skene'
import { majorityLabel } from '@/lib/core/agreement/majority'
import type { RatedItem } from '@/lib/core/agreement/ratings'
import { seededRandom } from '@/lib/core/sampling/random'
import { ANAESTHESIA } from '../../support/anaesthesia'

const fit = (items: RatedItem[], labels: string[]): DawidSkene => {
  const model = dawidSkene(items, labels)
  if (model.value === null) throw new Error(model.reason)
  return model.value
}

test('Dawid and Skene’s own data: 45 patients, 5 anaesthetists, 315 ratings', () => {
  expect(ANAESTHESIA.flatMap(({ votes }) => votes)).toHaveLength(315)
  const model = fit(ANAESTHESIA, ['1', '2', '3', '4'])
  expect(model.converged).toBe(true)
  expect(model.prevalence.map((share) => share.toFixed(4))).toEqual(['0.4000', '0.4216', '0.1118', '0.0667'])
  expect(model.logLikelihood).toBeCloseTo(-190.731, 3)
  const first = model.confusion.find(({ reviewer }) => reviewer === '1')!
  expect(first.votes).toBe(135)
  expect(first.rows.map(({ shares }, truth) => shares![truth]!.toFixed(2))).toEqual(['0.91', '0.88', '0.66', '0.44'])
  expect(model.classes.join('')).toBe('142222132243121111222222112111131224233111212')
})

test('it differs from the majority on three of them', () => {
  const { classes } = fit(ANAESTHESIA, ['1', '2', '3', '4'])
  const differing = ANAESTHESIA.flatMap(({ item, votes }, index) => {
    const majority = majorityLabel(votes)
    return majority === classes[index] ? [] : [`${item}: ${majority ?? 'tie'} → ${classes[index]}`]
  })
  expect(differing).toEqual(['2: 3 → 4', '12: tie → 3', '36: 3 → 4'])
})

/** Reviewers who are right with a probability of their own on items of known labels. */
function plant(skills: number[], items: number, seed: number) {
  const random = seededRandom(seed)
  const truth = Array.from({ length: items }, () => (random() < 0.7 ? 'pass' : 'fail'))
  const wrong = { pass: 'fail', fail: 'pass' } as const
  const rated = truth.map((label, index) => ({
    item: String(index),
    votes: skills.map((skill, rater) => ({
      reviewer: `R${rater}`,
      label: random() < skill ? label : wrong[label as 'pass' | 'fail'],
    })),
  }))
  return { truth, rated }
}

test('it finds planted skills, and planted labels more often than the majority does', () => {
  const skills = [0.95, 0.9, 0.6, 0.55, 0.6]
  const { truth, rated } = plant(skills, 3000, 4)
  const model = fit(rated, ['pass', 'fail'])
  expect(Math.abs(model.prevalence[0]! - 0.7)).toBeLessThan(0.03)
  for (const [rater, { rows }] of model.confusion.entries()) {
    for (const [label, row] of rows.entries()) {
      expect(Math.abs(row.shares![label]! - skills[rater]!)).toBeLessThan(0.06)
    }
  }
  const right = (labels: (string | null)[]) => labels.filter((label, index) => label === truth[index]).length
  expect(right(model.classes)).toBeGreaterThan(right(rated.map(({ votes }) => majorityLabel(votes))) + 100)
})

const labelled = fc.array(fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 3 }), {
  minLength: 1,
  maxLength: 10,
})

test('shares are shares, the likelihood never falls, and nothing is NaN', () => {
  fc.assert(
    fc.property(labelled, (rows) => {
      const items = rows.map((labels, index) => ({
        item: String(index),
        votes: labels.map((label, rater) => ({ reviewer: `R${rater}`, label })),
      }))
      const model = fit(items, ['a', 'b', 'c'])
      expect(model.prevalence.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9)
      for (const { rows: confusion, votes } of model.confusion) {
        expect(votes).toBeGreaterThan(0)
        for (const { shares } of confusion) {
          if (shares) expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9)
        }
      }
      expect(Number.isFinite(model.logLikelihood)).toBe(true)
      const earlier = dawidSkene(items, ['a', 'b', 'c'], { iterations: 1 })
      expect(earlier.value!.logLikelihood).toBeLessThanOrEqual(model.logLikelihood + 1e-9)
    }),
    { numRuns: 60 },
  )
})

test('neither the order of reviewers nor of items matters', () => {
  const { rated } = plant([0.9, 0.8, 0.7], 200, 9)
  const turned = rated.map(({ item, votes }) => ({ item, votes: [...votes].reverse() })).reverse()
  const [one, other] = [fit(rated, ['pass', 'fail']), fit(turned, ['pass', 'fail'])]
  expect(other.logLikelihood).toBeCloseTo(one.logLikelihood, 6)
  expect(other.classes.reverse()).toEqual(one.classes)
})

test('an item without votes has no label, and without any votes there is no model', () => {
  const items = [
    { item: '1', votes: [{ reviewer: 'A', label: 'x' }] },
    { item: '2', votes: [] },
  ]
  expect(fit(items, ['x', 'y']).classes).toEqual(['x', null])
  expect(dawidSkene([{ item: '1', votes: [] }], ['x'])).toEqual({ value: null, reason: 'no data' })
})

test('items that were voted on alike may be given as one', () => {
  const alike = new Map<string, RatedItem & { alike: number }>()
  for (const { item, votes } of ANAESTHESIA) {
    const key = votes.map(({ reviewer, label }) => `${reviewer} ${label}`).join()
    alike.set(key, { item, votes, alike: (alike.get(key)?.alike ?? 0) + 1 })
  }
  expect(alike.size).toBeLessThan(ANAESTHESIA.length)
  const [one, other] = [fit(ANAESTHESIA, ['1', '2', '3', '4']), fit([...alike.values()], ['1', '2', '3', '4'])]
  expect(other.logLikelihood).toBeCloseTo(one.logLikelihood, 6)
  for (const [index, share] of one.prevalence.entries()) expect(other.prevalence[index]).toBeCloseTo(share, 6)
})

test('many labels: planted reviewers are found with their own mistakes, whatever the labels are called', () => {
  const random = seededRandom('labels')
  const labels = ['refusal', 'partial', 'full', 'deflection', 'question', 'completed']
  const items = Array.from({ length: 600 }, (_, index): RatedItem => {
    const truth = labels[Math.floor(random() * labels.length)]!
    return {
      item: String(index),
      votes: [0.95, 0.9, 0.6].map((skill, reviewer) => ({
        reviewer: `r${reviewer}`,
        label: random() < skill ? truth : labels[Math.floor(random() * labels.length)]!,
      })),
    }
  })
  const model = fit(items, labels)
  const right = ({ rows }: DawidSkene['confusion'][number]) =>
    rows.reduce((sum, { n, shares }, truth) => sum + n * shares![truth]!, 0) / 600
  const [first, second, third] = model.confusion.map(right)
  expect(first!).toBeGreaterThan(0.9)
  expect(second!).toBeGreaterThan(0.85)
  expect(third!).toBeLessThan(0.75)
  const renamed = fit(
    items.map(({ item, votes }) => ({
      item,
      votes: votes.map(({ reviewer, label }) => ({ reviewer, label: `x${label}` })),
    })),
    labels.map((label) => `x${label}`),
  )
  expect(renamed.logLikelihood).toBeCloseTo(model.logLikelihood, 6)
})
