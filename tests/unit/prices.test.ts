import fc from 'fast-check'
import { expect, test } from 'vitest'
import { boundTokens, costOf, estimateTokens, formatCost, isPrice, maxCost, utf8Length } from '@/lib/core/model/prices'

test.each([
  [{ inputTokens: 1_000_000, outputTokens: 0 }, { inputPerMillion: '2.50', outputPerMillion: '10' }, 2_500_000],
  [{ inputTokens: 0, outputTokens: 1_000_000 }, { inputPerMillion: '2.50', outputPerMillion: '10' }, 10_000_000],
  [{ inputTokens: 1, outputTokens: 0 }, { inputPerMillion: '0.15', outputPerMillion: '0.6' }, 1],
  [{ inputTokens: 3, outputTokens: 0 }, { inputPerMillion: 0.1, outputPerMillion: 0.2 }, 1],
  [{ inputTokens: 30, outputTokens: 0 }, { inputPerMillion: 0.1, outputPerMillion: 0.2 }, 3],
  [{ inputTokens: 5, outputTokens: 5 }, { inputPerMillion: 0, outputPerMillion: '0' }, 0],
])('%j at %j is %d micro-dollars', (usage, price, micro) => expect(costOf(usage, price)).toBe(micro))

test('what is not known is not free', () => {
  expect(costOf(null, { inputPerMillion: 1, outputPerMillion: 1 })).toBeNull()
  expect(costOf({ inputTokens: 1, outputTokens: 1 }, null)).toBeNull()
  expect(maxCost(1, 1, null)).toBeNull()
  expect(costOf({ inputTokens: 1, outputTokens: 1 }, { inputPerMillion: 'dear', outputPerMillion: 1 })).toBeNull()
})

test.each(['0', '0.0001', '15', '100000', 3, 0.075])('%s is a price', (value) => expect(isPrice(value)).toBe(true))
test.each(['', '-1', '1e3', '100001', 'x', '1,5', Number.NaN, -1, Number.POSITIVE_INFINITY])('%s is none', (value) =>
  expect(isPrice(value)).toBe(false),
)

const tokens = fc.nat(10_000_000)
const priceText = fc
  .tuple(fc.nat(999), fc.nat(9_999))
  .map(([whole, part]) => `${whole}.${String(part).padStart(4, '0')}`)
const price = fc.record({ inputPerMillion: priceText, outputPerMillion: priceText })

test('costs are whole, never negative, and within one micro-dollar of the exact product', () => {
  fc.assert(
    fc.property(tokens, tokens, price, (inputTokens, outputTokens, given) => {
      const cost = costOf({ inputTokens, outputTokens }, given) ?? Number.NaN
      const exact = inputTokens * Number(given.inputPerMillion) + outputTokens * Number(given.outputPerMillion)
      expect(Number.isInteger(cost)).toBe(true)
      expect(cost - exact).toBeGreaterThan(-0.01)
      expect(cost - exact).toBeLessThan(1.01)
    }),
  )
})

test('a call never costs more than was reserved for it', () => {
  fc.assert(
    fc.property(tokens, tokens, tokens, tokens, price, (input, output, more, most, given) => {
      const used = costOf({ inputTokens: input, outputTokens: output }, given) ?? Number.NaN
      expect(used).toBeLessThanOrEqual(maxCost(input + more, output + most, given) ?? Number.NaN)
    }),
  )
})

test('lengths are those of UTF-8, and the bound is above every estimate', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(utf8Length(text)).toBe(new TextEncoder().encode(text).length)
      expect(boundTokens([text])).toBeGreaterThan(estimateTokens(text))
    }),
  )
  expect(estimateTokens('')).toBe(0)
  expect(estimateTokens('Twelve words are about sixteen tokens, or so it is said.')).toBe(14)
})

test.each([
  [0, '$0'],
  [1, '$0.000001'],
  [1_500, '$0.0015'],
  [123_456, '$0.123'],
  [12_345_678, '$12.35'],
])('%d reads %s', (micro, words) => expect(formatCost(micro)).toBe(words))
