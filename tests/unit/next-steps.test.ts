import { expect, test } from 'vitest'
import { type NextStepFacts, nextSteps } from '@/lib/core/review/next-steps'

const quiet: NextStepFacts = {
  chains: 40,
  unqueued: 0,
  passed: 0,
  emptySubcategories: 0,
  left: 0,
  contested: { total: 0, own: 0 },
  flagged: 0,
  may: { curate: true },
}
const keys = (facts: Partial<NextStepFacts>) => nextSteps({ ...quiet, ...facts }).map(({ key }) => key)

test('the step that moves most items comes first, taking out last', () => {
  expect(keys({ left: 3, unqueued: 20, flagged: 4, passed: 100 })).toEqual(['QUEUE', 'FLAGS', 'JUDGE', 'TAKE_OUT'])
})

test('nothing is suggested that has no item, or that the reader may not do', () => {
  expect(keys({})).toEqual([])
  const work = { unqueued: 5, flagged: 5, passed: 5, emptySubcategories: 5 }
  expect(keys({ ...work, left: null, contested: null, may: { curate: false } })).toEqual([])
})

test('an empty project starts with an import, for those who can', () => {
  expect(keys({ chains: 0 })).toEqual(['IMPORT'])
  expect(keys({ chains: 0, may: { curate: false } })).toEqual([])
})

test('what one judged oneself is counted apart', () => {
  const text = (contested: { total: number; own: number }) => nextSteps({ ...quiet, contested })[0]!.text
  expect(text({ total: 5, own: 2 })).toContain('You may settle 3; you judged or wrote the other 2.')
  expect(text({ total: 2, own: 2 })).toContain('somebody else settles these')
})
