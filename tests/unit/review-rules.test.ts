import fc from 'fast-check'
import { expect, test } from 'vitest'
import { diffWords } from '@/components/review/word-diff'
import { estimandText, rateFigures, rateGroup } from '@/lib/core/review/rates'
import { claimCount, claimWindow } from '@/lib/core/review/slots'
import { canUndo, type UndoFacts } from '@/lib/core/review/undo'

test.each([
  [720, 3, 10],
  [30, 3, 10],
  [15, 3, 5],
  [3, 3, 1],
  [2, 3, 1],
  [1, 50, 1],
  [0, 3, 0],
  [5, 0, 5],
])('with %i empty slots and %i active reviewers the window is %i', (empty, active, window) => {
  expect(claimWindow(empty, active)).toBe(window)
})

test('the window never exceeds 10, and is 1 when fewer slots than reviewers are left', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 1, max: 100 }), (empty, active) => {
      const window = claimWindow(empty, active)
      expect(window).toBeGreaterThanOrEqual(1)
      expect(window).toBeLessThanOrEqual(10)
      if (empty < active) expect(window).toBe(1)
    }),
  )
})

test('a tab gets what it wants, within the window, less what it holds', () => {
  expect(claimCount({ window: 10, held: 4, want: 10 })).toBe(6)
  expect(claimCount({ window: 10, held: 0, want: 1 })).toBe(1)
  expect(claimCount({ window: 1, held: 4, want: 10 })).toBe(0)
})

const undo = (changes: Partial<UndoFacts>) =>
  canUndo({ own: true, live: true, newer: 0, usedBy: null, queueClosed: false, stands: false, ...changes })

test('the last ten judgments can be taken back', () => {
  expect(undo({ newer: 9 })).toEqual({ ok: true })
  expect(undo({ newer: 10 })).toMatchObject({ ok: false, why: expect.stringContaining('last 10') })
})

test('a judgment that was used stands, and the key says why', () => {
  expect(undo({ usedBy: 'ADJUDICATION' })).toMatchObject({ ok: false, why: expect.stringContaining('adjudicated') })
  expect(undo({ usedBy: 'EDIT' })).toMatchObject({ ok: false, why: expect.stringContaining('edit') })
  expect(undo({ stands: true })).toMatchObject({ ok: false, why: expect.stringContaining('10 minutes') })
  for (const facts of [{ own: false }, { live: false }, { queueClosed: true }]) expect(undo(facts).ok).toBe(false)
})

test('the headline is first attempts as generated or imported; the rest stands apart', () => {
  const entry = { purpose: 'CURATION', origin: 'GENERATED', author: 'MODEL', attempt: 1 } as const
  expect(rateGroup(entry)).toBe('AS_GENERATED')
  expect(rateGroup({ ...entry, origin: 'IMPORTED', author: 'IMPORT' })).toBe('AS_GENERATED')
  expect(rateGroup({ ...entry, attempt: 2 })).toBe('LATER_ATTEMPT')
  expect(rateGroup({ ...entry, author: 'PERSON', attempt: 2 })).toBe('EDITED')
  expect(rateGroup({ ...entry, origin: 'DEMO_MODEL' })).toBe('DEMO_MODEL')
  expect(rateGroup({ ...entry, origin: 'WRITTEN', author: 'PERSON' })).toBe('WRITTEN')
  for (const purpose of ['STUDY', 'CALIBRATION', 'AUDIT'] as const) expect(rateGroup({ ...entry, purpose })).toBeNull()
})

const scope = { noun: 'chains', group: 'AS_GENERATED' } as const
const accepted = (n: number) => Array.from({ length: n }, () => ({ accepts: 3, rejects: 0, abstains: 0, slots: 3 }))

test('a rate says what it estimates, of how many, and what is still open', () => {
  expect(estimandText('MAJORITY', { ...scope, within: 'in Misinformation' }, 120, 4)).toBe(
    'Share of chains in Misinformation (first attempts, as generated or imported) that more reviewers accept than reject: 120 closed, 4 still open and not counted.',
  )
})

test('under 20 closed items no rate is shown to people who judge; to others it is', () => {
  expect(rateFigures(accepted(19), 1, scope, { reviews: true }).majority).toEqual({
    value: null,
    reason: 'too few (19): shown from 20 closed chains on',
  })
  expect(rateFigures(accepted(20), 1, scope, { reviews: true }).all.value).toMatchObject({ passed: 20, n: 20, open: 1 })
  expect(rateFigures(accepted(19), 1, scope, { reviews: false }).majority.value).toMatchObject({ n: 19 })
})

test('the parts of a word diff join back to both texts', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '\n', '.', 'é', '😀', '<'), maxLength: 40 })
  fc.assert(
    fc.property(text, text, (before, after) => {
      const parts = diffWords(before, after)
      const join = (not: string) =>
        parts
          .filter(({ kind }) => kind !== not)
          .map((part) => part.text)
          .join('')
      expect(join('add')).toBe(before)
      expect(join('del')).toBe(after)
    }),
  )
})
