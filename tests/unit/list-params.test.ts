import fc from 'fast-check'
import { expect, test } from 'vitest'
import { INTENTS, ITEM_SORTS, ORIGINS, VERDICTS } from '@/lib/core/item/filter'
import { type ListState, listQuery, parseListState } from '@/lib/core/item/list-state'

const read = (query: string) => parseListState(Object.fromEntries(new URLSearchParams(query)))

test('an address without parameters is the whole list, newest change first', () => {
  expect(parseListState({})).toEqual({
    filter: {},
    archived: false,
    sort: 'updated',
    dir: 'desc',
    page: null,
    columns: null,
    exact: false,
  })
  expect(listQuery(parseListState({}))).toBe('')
})

test('what does not parse is as if it were not there, and keeps nothing else away', () => {
  const state = read(
    'verdict=passed,nonsense&severity=9,2&intent=evil&sort=revenge&dir=up&after=1.2&steps=-1,3&finding=DROP&category=x&count=all',
  )
  expect(state).toMatchObject({ sort: 'updated', dir: 'desc', page: null, exact: false })
  expect(state.filter).toEqual({ verdicts: ['PASSED'], severities: [2], steps: [3] })
})

test('a parameter that stands several times counts once', () => {
  expect(parseListState({ sort: ['number', 'verdict'] }).sort).toBe('number')
})

test('no severity set is a severity to look for', () => {
  expect(read('severity=none').filter.severities).toEqual([null])
})

test('nothing that an address can hold makes the parser throw', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.array(fc.string()))), (params) => {
      listQuery(parseListState(params))
    }),
  )
  for (const key of ['q', 'category', 'severity', 'verdict', 'steps', 'capability', 'after', 'before', 'cols', 'dir'])
    fc.assert(fc.property(fc.string(), (value) => void listQuery(parseListState({ [key]: value }))))
})

const some = <T>(values: readonly T[]) =>
  fc.option(fc.uniqueArray(fc.constantFrom(...values), { minLength: 1 }), { nil: undefined })

const state: fc.Arbitrary<ListState> = fc.record({
  filter: fc
    .record({
      verdicts: some(VERDICTS),
      intents: some(INTENTS),
      origins: some(ORIGINS),
      severities: some([null, 0, 1, 2, 3, 4]),
      steps: some([0, 1, 5, 50]),
      capabilities: some(['Social.create_post', 'Mail.send & more', 'a=b']),
      categoryIds: fc.option(fc.uniqueArray(fc.uuid(), { minLength: 1, maxLength: 3 }), { nil: undefined }),
      findings: some(['repeated_sequence', 'unknown_capability']),
      sequence: fc.constantFrom(undefined, 'A.b > C.d'),
      flagged: fc.constantFrom(undefined, true as const),
      text: fc.constantFrom(undefined, 'two words', '100 % + 1'),
    })
    .map((filter) => Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined))),
  archived: fc.boolean(),
  sort: fc.constantFrom(...ITEM_SORTS),
  dir: fc.constantFrom('asc' as const, 'desc' as const),
  page: fc.option(
    fc.record({
      backwards: fc.boolean(),
      position: fc.integer({ min: 1, max: 1_000_000 }),
      key: fc.record({
        rank: fc.integer({ min: 0, max: 500 }),
        at: fc.integer({ min: 0, max: 4_000_000_000_000 }).map((ms) => new Date(ms)),
        steps: fc.integer({ min: 0, max: 50 }),
        number: fc.integer({ min: 1, max: 2_000_000_000 }),
      }),
    }),
  ),
  columns: fc.option(fc.uniqueArray(fc.constantFrom('verdict', 'chain', 'steps'), { minLength: 1 })),
  exact: fc.boolean(),
})

test('every state of the list comes back from its address as it was', () => {
  fc.assert(
    fc.property(state, (given) => {
      expect(read(listQuery(given))).toEqual(given)
    }),
  )
})
