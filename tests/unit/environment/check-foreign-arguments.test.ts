import fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkForeignArguments } from '@/lib/environment/check-foreign-arguments'

const tool = (parameters: unknown) => ({ type: 'function', function: { name: 'book_table', parameters } })
const check = (parameters: unknown, value: Record<string, unknown>) => checkForeignArguments(tool(parameters), value)

const booking = {
  type: 'object',
  properties: {
    guests: { type: 'integer', minimum: 1, maximum: 8 },
    at: { type: 'object', properties: { street: { type: 'string', maxLength: 5 } }, required: ['street'] },
    tags: { type: 'array', items: { type: 'string' }, maxItems: 2 },
    note: { type: 'string' },
  },
  required: ['guests'],
  additionalProperties: false,
}

test('arguments are held against types, bounds, nested parts and what is not allowed', () => {
  expect(check(booking, { guests: 4, at: { street: 'Elm' }, tags: ['a'], note: null })).toEqual([])
  expect(check(booking, {})).toEqual(['guests is not given'])
  expect(check(booking, { guests: '4' })).toEqual(['guests must be of type integer, got "4"'])
  expect(check(booking, { guests: 9 })).toEqual(['guests must be at most 8, got 9'])
  expect(check(booking, { guests: 4, at: {} })).toEqual(['at.street is required but missing'])
  expect(check(booking, { guests: 4, tags: ['a', 5] })).toEqual(['tags[1] must be of type string, got 5'])
  expect(check(booking, { guests: 4, colour: 'red' })[0]).toContain('additional')
})

test('a union is kept to, and a choice of exactly one is read as a choice', () => {
  const union = { type: 'object', properties: { when: { oneOf: [{ type: 'string' }, { type: 'integer' }] } } }
  expect(check(union, { when: 5 })).toEqual([])
  expect(check(union, { when: true })[0]).toContain('when')
  const overlapping = { properties: { when: { oneOf: [{ pattern: '^a' }, { pattern: '^b' }] } } }
  expect(check(overlapping, { when: 'a' })).toEqual([])
})

test('what could run for long is left out: regular expressions, references that go round, comparisons of all with all', () => {
  const slow = { type: 'string', pattern: '^(a+)+$' }
  const hostile = {
    $id: 'https://example.com/x',
    properties: { a: slow, b: { $ref: '#' }, c: { type: 'array', uniqueItems: true }, d: { not: slow } },
    patternProperties: { '(x+x+)+y': { type: 'string' } },
    propertyNames: { pattern: '(x+x+)+y' },
    additionalProperties: false,
  }
  const value = {
    a: `${'a'.repeat(40)}!`,
    b: {},
    c: Array.from({ length: 10_000 }, () => ({})),
    d: 'a',
    ['x'.repeat(40)]: 1,
  }
  const from = process.cpuUsage()
  expect(check(hostile, value)).toEqual([])
  const { user } = process.cpuUsage(from)
  expect(user / 1000).toBeLessThan(2_000)
})

test('too large and too deep schemas and values are held against what is required only', () => {
  const wide = { properties: Object.fromEntries(Array.from({ length: 400 }, (_, n) => [`p${n}`, { type: 'string' }])) }
  expect(check(wide, { p0: 5 })).toEqual([])
  let deep: unknown = { type: 'string' }
  for (let n = 0; n < 5_000; n++) deep = { items: deep }
  expect(check({ properties: { a: deep } }, { a: [] })).toEqual([])
  expect(check({ properties: { a: { enum: [{ toString: 1 }] } } }, { a: 'x' })).toEqual(['a is none of {"toString":1}'])
  expect(check(booking, { guests: 4, note: 'x'.repeat(60_000), colour: 'red' })).toEqual([])
})

test('no schema and no value makes it throw', () => {
  const keywords = [
    'type',
    'properties',
    'required',
    'items',
    'enum',
    'minimum',
    'maxLength',
    'anyOf',
    'nullable',
    '$ref',
  ]
  const schema = fc.dictionary(fc.constantFrom(...keywords), fc.jsonValue({ maxDepth: 3 }))
  const value = fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 }))
  fc.assert(
    fc.property(fc.oneof(schema, fc.jsonValue()), value, (parameters, given) =>
      check(parameters, given).every((line) => typeof line === 'string'),
    ),
    { numRuns: 300 },
  )
})
