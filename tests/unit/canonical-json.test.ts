import fc from 'fast-check'
import { expect, test } from 'vitest'
import { CanonicalJsonError, canonicalJson } from '@/lib/core/json/canonical'

const storable = fc
  .string({ unit: 'grapheme', maxLength: 12 })
  .filter((text) => text.isWellFormed() && !text.includes('\u0000'))
const { value: anyValue } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom(null, true, false),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    storable,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(storable, tie('value'), { maxKeys: 4 }),
  ),
}))

// RFC 8785 §3.2.3: the sorting example, by UTF-16 code units.
test('keys are sorted as the RFC sorts them', () => {
  const value = {
    '\u20ac': 'Euro Sign',
    '\r': 'Carriage Return',
    '\ufb33': 'Hebrew Letter Dalet With Dagesh',
    '1': 'One',
    '\ud83d\ude00': 'Emoji: Grinning Face',
    '\u0080': 'Control',
    '\u00f6': 'Latin Small Letter O With Diaeresis',
  }
  const order = Object.values(JSON.parse(canonicalJson(value)) as Record<string, string>)
  expect(canonicalJson(value).indexOf('Carriage')).toBeLessThan(canonicalJson(value).indexOf('One'))
  expect(canonicalJson(value)).toBe(
    '{"\\r":"Carriage Return","1":"One","\u0080":"Control","\u00f6":"Latin Small Letter O With Diaeresis","\u20ac":"Euro Sign","\ud83d\ude00":"Emoji: Grinning Face","\ufb33":"Hebrew Letter Dalet With Dagesh"}',
  )
  expect(order).toHaveLength(7)
})

// RFC 8785 §3.2.2: primitive serialisation.
test('numbers and texts are printed as the RFC prints them', () => {
  const value = {
    numbers: [Number('333333333.33333329'), 1e30, 4.5, 2e-3, 0.000000000000000000000000001, -0],
    string: '\u20ac$\u000f\nA\'B"\\\\"/',
    literals: [null, true, false],
  }
  expect(canonicalJson(value)).toBe(
    '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27,0],"string":"\u20ac$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
  )
})

test.each<[string, unknown, RegExp]>([
  ['NaN', { a: [Number.NaN] }, /NaN is not a JSON number at \$\.a\[0\]/],
  ['an infinity', -Infinity, /-Infinity is not a JSON number/],
  ['half a character', { a: '\ud800' }, /lone surrogate.* at \$\.a/],
  ['half a character in a key', { '\udc00': 1 }, /lone surrogate/],
  ['U+0000', ['a\u0000'], /U\+0000 at \$\[0\]/],
  ['undefined in a list', [undefined], /undefined is not JSON/],
  ['a bigint', 1n, /bigint is not JSON/],
  ['a date', new Date(0), /object of a class/],
  ['a map', new Map(), /object of a class/],
])('%s is refused with its place', (_, value, message) => {
  expect(() => canonicalJson(value)).toThrow(CanonicalJsonError)
  expect(() => canonicalJson(value)).toThrow(message)
})

test('a value without end is refused, not followed', () => {
  const endless: unknown[] = []
  endless.push(endless)
  expect(() => canonicalJson(endless)).toThrow(/nested deeper/)
})

test('members that are undefined are left out', () => {
  expect(canonicalJson({ title: undefined, steps: [] })).toBe('{"steps":[]}')
})

test('a canonical text read again is the same text, and so is one with its keys in another order', () => {
  const reversed = (value: unknown): unknown =>
    Array.isArray(value)
      ? value.map(reversed)
      : value !== null && typeof value === 'object'
        ? Object.fromEntries(
            Object.entries(value)
              .reverse()
              .map(([key, member]) => [key, reversed(member)]),
          )
        : value
  fc.assert(
    fc.property(anyValue, (value) => {
      const text = canonicalJson(value)
      expect(canonicalJson(JSON.parse(text))).toBe(text)
      expect(canonicalJson(reversed(value))).toBe(text)
    }),
  )
})
