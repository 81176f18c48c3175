import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sampleWithoutReplacement, shuffle } from '@/lib/core/sampling/draw'
import { seededRandom } from '@/lib/core/sampling/random'

const take = (n: number, seed: number | string) => {
  const random = seededRandom(seed)
  return Array.from({ length: n }, () => random())
}

test('the same seed draws the same, another seed something else, and a text is not a number', () => {
  expect(take(5, 7)).toEqual(take(5, 7))
  expect(take(5, 7)).not.toEqual(take(5, 8))
  expect(take(5, 'spring')).toEqual(take(5, 'spring'))
  expect(take(5, '7')).not.toEqual(take(5, 7))
})

test('draws fixed once stay as they were: samples of studies are drawn again from their seed', () => {
  expect(take(3, 1)).toMatchInlineSnapshot(`
    [
      0.5923215462826192,
      0.3370417458936572,
      0.5576901994645596,
    ]
  `)
  expect(take(3, 'study')).toMatchInlineSnapshot(`
    [
      0.8520764335989952,
      0.10857977462001145,
      0.7074909394141287,
    ]
  `)
  expect(sampleWithoutReplacement(1000, 6, seededRandom(2026))).toMatchInlineSnapshot(`
    [
      864,
      60,
      506,
      566,
      292,
      117,
    ]
  `)
})

test('draws spread evenly over [0, 1)', () => {
  const draws = take(100_000, 3)
  const tenths = Array.from({ length: 10 }, (_, tenth) => draws.filter((x) => Math.floor(x * 10) === tenth).length)
  for (const count of tenths) expect(Math.abs(count - 10_000)).toBeLessThan(400)
})

test('a sample has k different members of the set, and its beginning is the smaller sample', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 300 }), fc.nat(), fc.nat(), (n, part, seed) => {
      const k = n === 0 ? 0 : part % (n + 1)
      const sample = sampleWithoutReplacement(n, k, seededRandom(seed))
      expect(new Set(sample).size).toBe(k)
      expect(sample.every((index) => index >= 0 && index < n)).toBe(true)
      const fewer = Math.floor(k / 2)
      expect(sampleWithoutReplacement(n, fewer, seededRandom(seed))).toEqual(sample.slice(0, fewer))
    }),
  )
})

test('every pair of a small set is as likely as any other', () => {
  const random = seededRandom('pairs')
  const seen = new Map<string, number>()
  for (let draw = 0; draw < 30_000; draw++) {
    const pair = sampleWithoutReplacement(4, 2, random).join()
    seen.set(pair, (seen.get(pair) ?? 0) + 1)
  }
  expect(seen.size).toBe(12)
  for (const count of seen.values()) expect(Math.abs(count - 2500)).toBeLessThan(200)
})

test('a million are sampled without listing them', () => {
  const began = performance.now()
  sampleWithoutReplacement(1_000_000_000, 100, seededRandom(1))
  expect(performance.now() - began).toBeLessThan(50)
})

test('more than there are cannot be sampled', () => {
  expect(() => sampleWithoutReplacement(3, 4, seededRandom(1))).toThrow(RangeError)
})

test('shuffling keeps every member', () => {
  const list = ['a', 'b', 'b', 'c', 'd', 'e']
  const shuffled = shuffle(list, seededRandom(5))
  expect([...shuffled].sort()).toEqual(list)
  expect(shuffled).not.toEqual(list)
})
