import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Lines } from '@/lib/core/json/lines'
import { parseJson } from '@/lib/core/json/parse'
import { JsonFault } from '@/lib/core/json/tokens'
import { formatPath, JsonValues } from '@/lib/core/json/values'

const codes = (text: string) => {
  const parsed = parseJson(text)
  return parsed.ok ? [] : parsed.problems.map(({ code }) => code)
}

test.each([
  ['nothing', '', 'truncated'],
  ['white space', ' \n ', 'truncated'],
  ['an open list', '[1, 2', 'truncated'],
  ['an open text', '{"a": "b', 'truncated'],
  ['a text cut in an escape', '"\\u00', 'truncated'],
  ['a comma too many', '[1,]', 'not_json'],
  ['a key without quotes', '{a: 1}', 'not_json'],
  ['a missing colon', '{"a" 1}', 'not_json'],
  ['a leading zero', '[01]', 'not_json'],
  ['a plus sign', '[+1]', 'not_json'],
  ['NaN', '[NaN]', 'not_json'],
  ['a word', 'hello', 'not_json'],
  ['a line break in a text', '["a\nb"]', 'not_json'],
  ['an unknown escape', '["\\x41"]', 'not_json'],
  ['two values', '{} {}', 'not_json'],
  ['the wrong bracket', '[}', 'not_json'],
  ['a comment', '[1] // one', 'not_json'],
  ['65 levels', '['.repeat(65) + ']'.repeat(65), 'too_deep'],
  ['a text over 1 MB', JSON.stringify('x'.repeat(1_048_577)), 'too_large'],
  ['a number of 2,000 digits', '9'.repeat(2_000), 'too_large'],
  ['a number beyond a double', '[1e999]', 'number_out_of_range'],
  ['a duplicate key', '{"a": 1, "a": 1}', 'duplicate_key'],
  ['a duplicate key, once escaped', '{"a": 1, "\\u0061": 1}', 'duplicate_key'],
  ['__proto__', '{"__proto__": {"admin": true}}', 'unsafe_key'],
  ['constructor', '{"a": {"constructor": 1}}', 'unsafe_key'],
  ['prototype', '{"prototype": 1}', 'unsafe_key'],
  ['half a character, escaped', '["\\ud800"]', 'lone_surrogate'],
  ['half a character, raw', '["\ud800"]', 'lone_surrogate'],
  ['halves in the wrong order', '["\\udc00\\ud800"]', 'lone_surrogate'],
  ['U+0000, escaped', '["a\\u0000b"]', 'nul_character'],
  ['U+0000 in a key', '{"\\u0000": 1}', 'nul_character'],
])('%s is named for what it is', (_, text, code) => {
  expect(codes(text)).toEqual([code])
})

test('64 levels and a pair of surrogates are fine', () => {
  expect(codes('['.repeat(64) + ']'.repeat(64))).toEqual([])
  expect(parseJson('["\\ud83d\\ude00"]')).toEqual({ ok: true, value: ['😀'] })
})

test('an unsafe key reaches no prototype', () => {
  const parsed = parseJson('{"__proto__": {"polluted": true}, "a": {"__proto__": 1}}')
  expect(parsed.ok).toBe(false)
  expect(({} as Record<string, unknown>).polluted).toBeUndefined()
})

test('a fault names line, column and path', () => {
  const parsed = parseJson('{\n  "a": [1,\n    "\\ud800"]\n}')
  expect(parsed).toMatchObject({ ok: false, problems: [{ at: { line: 3, column: 5 }, path: ['a', 1] }] })
  const broken = parseJson('{\r\n  "a": tru\r\n}')
  expect(broken).toMatchObject({ ok: false, problems: [{ at: { line: 2, column: 8 } }] })
})

test('a path is printed so that it can be read', () => {
  expect(formatPath(['fraud', 'phishing kits', 'patterns', 0, 'steps'])).toBe(
    '$.fraud["phishing kits"].patterns[0].steps',
  )
})

const storable = fc
  .string({ unit: 'binary', maxLength: 8 })
  .filter((text) => text.isWellFormed() && !text.includes('\u0000'))
const safeKey = storable.filter((key) => !['__proto__', 'constructor', 'prototype'].includes(key))
const { value: anyJson } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 5 },
    fc.constantFrom(null, true, false),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => number || 0),
    storable,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(safeKey, tie('value'), { maxKeys: 4, noNullPrototype: true }),
  ),
}))

test('JSON is read as the platform reads it, indented or not', () => {
  fc.assert(
    fc.property(anyJson, fc.constantFrom(0, 1, 4), (value, indent) => {
      expect(parseJson(JSON.stringify(value, null, indent))).toEqual({ ok: true, value })
    }),
  )
})

test('no text makes the reader throw, and what it takes the platform takes too', () => {
  const nearlyJson = fc
    .tuple(anyJson, fc.nat(), fc.string({ unit: 'binary', maxLength: 3 }))
    .map(([value, at, junk]) => {
      const text = JSON.stringify(value, null, 1)
      return text.slice(0, at % (text.length + 1)) + junk + text.slice(at % (text.length + 1))
    })
  fc.assert(
    fc.property(fc.oneof(nearlyJson, fc.string({ unit: 'binary' })), (text) => {
      const parsed = parseJson(text)
      if (parsed.ok) expect(JSON.parse(text)).toEqual(parsed.value)
    }),
    { numRuns: 500 },
  )
})

/** Everything a reader says of a text cut into the given pieces. */
function read(text: string, cuts: number[], depth: number) {
  const said: unknown[] = []
  const reader = new JsonValues(depth, {
    value: (found) => said.push(['value', found]),
    open: (...opened) => said.push(['open', opened]),
    issue: (issue) => said.push(['issue', issue]),
  })
  try {
    let from = 0
    for (const cut of [...cuts.map((at) => at % (text.length + 1)).sort((a, b) => a - b), text.length]) {
      reader.write(text.slice(from, cut))
      from = cut
    }
    reader.end()
  } catch (error) {
    if (!(error instanceof JsonFault)) throw error
    said.push(['fault', error.code, error.message, error.at])
  }
  return said
}

test('however a text is cut, the same values come out, with the same places and raw text', () => {
  const cuts = fc.array(fc.nat(10_000), { maxLength: 12 })
  const texts = fc.oneof(
    anyJson.map((value) => JSON.stringify(value, null, 2)),
    fc.constantFrom('{"a": [1, 2, {"a": "\\ud83d\\ude00", "a": 1e999}], "a": tru', '[[1,2],["\\u0000",{"b":-0.5e3}]]'),
  )
  fc.assert(
    fc.property(texts, cuts, fc.nat(3), (text, at, depth) => {
      expect(read(text, at, depth)).toEqual(read(text, [], depth))
    }),
    { numRuns: 300 },
  )
})

test('raw text is the text that stood in the file', () => {
  const text = '{ "a": [ {"x" :1},\n {"y":"\\u0041"} ] }'
  const raws = read(text, [9, 12, 20], 2).flatMap((said) => {
    const [kind, found] = said as [string, { raw: string }]
    return kind === 'value' ? [found.raw] : []
  })
  expect(raws).toEqual(['{"x" :1}', '{"y":"\\u0041"}'])
})

test('lines are cut alike however the text is, and an endless one is not held', () => {
  const lines = (text: string, size: number) => {
    const reader = new Lines()
    const all = []
    for (let from = 0; from < text.length; from += size) all.push(...reader.write(text.slice(from, from + size)))
    return [...all, ...reader.end()]
  }
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('a', '\r', '\n', ' '), maxLength: 40 }),
      fc.integer({ min: 1, max: 9 }),
      (text, size) => {
        expect(lines(text, size)).toEqual(lines(text, text.length || 1))
      },
    ),
  )
  const long = lines(`${'x'.repeat(8_400_000)}\nshort`, 65_536)
  expect(long.map(({ number, tooLong, text }) => [number, tooLong, text.length])).toEqual([
    [1, true, 1_000],
    [2, false, 5],
  ])
})

test('white space between tokens changes nothing, and hides nothing', () => {
  fc.assert(
    fc.property(fc.json(), fc.integer({ min: 1, max: 4 }), (text, indent) => {
      const value = JSON.parse(text)
      const compact = parseJson(JSON.stringify(value))
      expect(parseJson(JSON.stringify(value, null, indent))).toEqual(compact)
    }),
  )
  expect(codes('{ "a" : 1 ,\n "a" : 2 }')).toEqual(['duplicate_key'])
  expect(parseJson('{"a \\" b":  " c  d "}')).toEqual({ ok: true, value: { 'a " b': ' c  d ' } })
})
