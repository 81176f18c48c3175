import fc from 'fast-check'
import { expect, test } from 'vitest'
import { MOST_PICKED, readPicked, writePicked } from '@/lib/core/item/picked'

test('numbers are written in runs, and read back', () => {
  expect(writePicked([12, 7, 3, 8, 9, 3])).toBe('3,7-9,12')
  expect(readPicked('3,7-9,12')).toEqual([3, 7, 8, 9, 12])
  expect(writePicked([])).toBe('')
  const some = fc.uniqueArray(fc.integer({ min: 1, max: 3_000_000 }), { minLength: 1, maxLength: 200 })
  fc.assert(
    fc.property(some, (numbers) => {
      expect(readPicked(writePicked(numbers))).toEqual([...numbers].sort((a, b) => a - b))
    }),
  )
})

test('a selection that cannot be read whole is none', () => {
  for (const text of [
    '',
    'a',
    '1,',
    '5-3',
    '1-2-3',
    '-1',
    '1.5',
    '99999999999',
    '1,9999999999',
    `1-${MOST_PICKED + 1}`,
    null,
    ['1'],
  ])
    expect(readPicked(text)).toBeNull()
  expect(readPicked(`1-${MOST_PICKED}`)).toHaveLength(MOST_PICKED)
  expect(readPicked(`1-${MOST_PICKED},${MOST_PICKED + 5}`)).toBeNull()
})

test('nothing makes the reader throw', () => {
  fc.assert(fc.property(fc.anything(), (value) => void readPicked(value)))
})
