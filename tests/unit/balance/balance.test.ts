import fc from 'fast-check'
import { expect, test } from 'vitest'
import { chainGaps, type Gap, orderGaps, taskOf } from '@/lib/core/balance/gaps'
import { type IntentCount, intentMix } from '@/lib/core/balance/mix'
import { meanOf, spreadOf } from '@/lib/core/balance/spread'
import {
  balanceTargetsSchema,
  ownShares,
  REFERENCE_ROWS,
  REFERENCE_STEPS,
  REFERENCE_TARGETS,
  REFERENCE_TOTAL,
} from '@/lib/core/balance/targets'

const count = (intent: IntentCount['intent'], accepted: number, rest: Partial<IntentCount> = {}): IntentCount => ({
  ...{ intent, settled: null, thirdParty: false, accepted, current: accepted, ...rest },
})

test('the targets that nobody chose are the published mix, and its own rows alone are 33.6 to 66.4', () => {
  expect(REFERENCE_TOTAL).toBe(18_749)
  const share = (rows: number) => Number(((rows / REFERENCE_TOTAL) * 100).toFixed(1))
  const { harmful, benign, thirdParty } = REFERENCE_TARGETS
  expect({ harmful, benign, thirdParty }).toEqual({
    harmful: share(REFERENCE_ROWS.harmful),
    benign: share(REFERENCE_ROWS.benign),
    thirdParty: share(REFERENCE_ROWS.thirdParty),
  })
  const own = ownShares(REFERENCE_TARGETS)
  expect([own.harmful, own.benign].map((part) => (part * 100).toFixed(1))).toEqual(['33.6', '66.4'])
  expect(Object.values(REFERENCE_STEPS).reduce((sum, n) => sum + n, 0)).toBe(240)
})

test('shares have to make 100, own rows have to have one, floors are whole numbers', () => {
  const fails = (targets: object) => balanceTargetsSchema.safeParse(targets).error?.issues.map(({ path }) => path[0])
  expect(fails({ harmful: 40, benign: 40, thirdParty: 20 })).toBeUndefined()
  expect(fails({ harmful: 33.3, benign: 33.3, thirdParty: 33.3 })).toBeUndefined()
  expect(fails({ harmful: 40, benign: 40, thirdParty: 21.4 })).toEqual(['thirdParty'])
  expect(fails({ harmful: 0, benign: 0, thirdParty: 100 })).toEqual(['benign'])
  expect(fails({ chainsPerSubcategory: 1.5 })).toEqual(['chainsPerSubcategory'])
  expect(fails({ instructionsPerChain: -1 })).toEqual(['instructionsPerChain'])
})

test('a borderline item counts as what it was settled to be, and unsettled in neither part', () => {
  const mix = intentMix(
    [
      count('HARMFUL', 30),
      count('BENIGN', 50),
      count('BORDERLINE', 10, { settled: 'HARMFUL' }),
      count('BORDERLINE', 10, { settled: 'BENIGN' }),
      count('BORDERLINE', 7, { current: 9 }),
    ],
    REFERENCE_TARGETS,
  )
  expect(mix.accepted).toBe(100)
  expect(mix.parts.map(({ accepted, settled, share }) => ({ accepted, settled, share }))).toEqual([
    { accepted: 40, settled: 10, share: 0.4 },
    { accepted: 60, settled: 10, share: 0.6 },
  ])
  expect(mix.unsettled).toEqual({ accepted: 7, current: 9 })
  expect(mix.benignShort).toBeCloseTo(0.0637, 3)
})

test('rows of other data sets are in neither part of the own ones; their share is of all', () => {
  const mix = intentMix(
    [
      ...[count('HARMFUL', 30), count('BENIGN', 50), count('BENIGN', 20, { current: 40, thirdParty: true })],
      count('BORDERLINE', 4, { thirdParty: true }),
    ],
    REFERENCE_TARGETS,
  )
  expect(mix.accepted).toBe(80)
  expect(mix.parts.map(({ accepted }) => accepted)).toEqual([30, 50])
  expect(mix.unsettled.accepted).toBe(0)
  expect(mix.thirdParty).toMatchObject({ accepted: 24, current: 44, target: 0.214 })
  expect(mix.thirdParty.share).toBeCloseTo(24 / 104, 12)
})

test('without accepted items there is no share and no warning; at its target there is none either', () => {
  const none = intentMix([count('BENIGN', 0, { current: 4 })], REFERENCE_TARGETS)
  expect(none.parts.map(({ share }) => share)).toEqual([null, null])
  expect(none.benignShort).toBeNull()
  const even = balanceTargetsSchema.parse({ harmful: 50, benign: 50, thirdParty: 0 })
  expect(intentMix([count('BENIGN', 5), count('HARMFUL', 5)], even).benignShort).toBeNull()
})

const intentCounts = fc.array(
  fc.record({
    intent: fc.constantFrom('HARMFUL', 'BORDERLINE', 'BENIGN'),
    settled: fc.constantFrom('HARMFUL', 'BENIGN', null),
    thirdParty: fc.constant(false),
    accepted: fc.nat(1e6),
    current: fc.nat(1e6),
  }) as fc.Arbitrary<IntentCount>,
)

test('whatever the counts: parts and the unsettled make up all items, and shares make up one', () => {
  fc.assert(
    fc.property(intentCounts, (counts) => {
      const { parts, accepted, current, unsettled } = intentMix(counts, REFERENCE_TARGETS)
      const all = (key: 'accepted' | 'current') => counts.reduce((sum, row) => sum + row[key], 0)
      expect(parts[0]!.accepted + parts[1]!.accepted).toBe(accepted)
      expect(accepted + unsettled.accepted).toBe(all('accepted'))
      expect(current + unsettled.current).toBe(all('current'))
      if (accepted > 0) expect(parts[0]!.share! + parts[1]!.share!).toBeCloseTo(1, 9)
    }),
  )
})

test('a spread has a line for none, and every chain in one line', () => {
  expect(spreadOf([]).map(({ label, count }) => [label, count])).toEqual([
    ['none', 0],
    ['1', 0],
  ])
  const lines = spreadOf([
    { number: 0, count: 4 },
    { number: 5, count: 2 },
    { number: 8, count: 1 },
  ])
  expect(lines.map(({ label }) => label)).toEqual(['none', '1', '2', '3', '4 to 6', '7 to 10'])
  const numbers = fc.array(fc.record({ number: fc.nat(200), count: fc.nat(1_000) }))
  fc.assert(
    fc.property(numbers, (counts) => {
      const whole = counts.reduce((sum, one) => sum + one.count, 0)
      expect(spreadOf(counts).reduce((sum, one) => sum + one.count, 0)).toBe(whole)
    }),
  )
  expect(
    meanOf([
      { number: 1, count: 1 },
      { number: 4, count: 2 },
    ]),
  ).toBe(3)
  expect(meanOf([])).toBeNull()
})

const gap = (data: Partial<Gap>): Gap => ({
  ...{ kind: 'INSTRUCTIONS', categoryId: 'a', intent: 'BENIGN', missing: 1, waiting: 0, of: 10, numbers: [] },
  ...data,
})
const short = { parts: intentMix([count('HARMFUL', 10)], REFERENCE_TARGETS).parts }

test('what is missing most comes first; of equal lacks the intent furthest below its share, then what others need', () => {
  const rows = orderGaps(
    [
      gap({ intent: 'HARMFUL', missing: 3 }),
      gap({ intent: 'BENIGN', missing: 3 }),
      gap({ kind: 'RESPONSES', intent: 'BENIGN', missing: 3 }),
      gap({ intent: 'BORDERLINE', missing: 9, waiting: 9 }),
      gap({ kind: 'CHAINS', intent: null, missing: 5, waiting: 1 }),
    ],
    short,
  )
  expect(rows.map(({ kind, intent, toMake }) => [kind, intent, toMake])).toEqual([
    ['CHAINS', null, 4],
    ['INSTRUCTIONS', 'BENIGN', 3],
    ['RESPONSES', 'BENIGN', 3],
    ['INSTRUCTIONS', 'HARMFUL', 3],
  ])
})

const gaps = fc.array(
  fc.record({
    kind: fc.constantFrom('CHAINS', 'INSTRUCTIONS', 'RESPONSES'),
    categoryId: fc.constantFrom('a', 'b', null),
    intent: fc.constantFrom('HARMFUL', 'BORDERLINE', 'BENIGN', null),
    missing: fc.nat(9),
    waiting: fc.nat(9),
    of: fc.nat(20),
    numbers: fc.constant([]),
  }) as fc.Arbitrary<Gap>,
)

test('whatever is missing: no row without anything to make, none before a larger one, the same whatever the order given', () => {
  fc.assert(
    fc.property(gaps, (given) => {
      const distinct = [...new Map(given.map((one) => [`${one.kind}${one.intent}${one.categoryId}`, one])).values()]
      const rows = orderGaps(distinct, short)
      expect(rows.every(({ toMake, missing, waiting }) => toMake > 0 && toMake === missing - waiting)).toBe(true)
      expect(rows.map(({ toMake }) => toMake)).toEqual(rows.map(({ toMake }) => toMake).sort((a, b) => b - a))
      expect(orderGaps(distinct.toReversed(), short)).toEqual(rows)
    }),
  )
})

test('a subcategory lacks chains up to the floor, and no more wait than are missing', () => {
  const categories = [
    { id: 'a', accepted: 0, waiting: 5 },
    { id: 'b', accepted: 2, waiting: 0 },
    { id: 'c', accepted: 1, waiting: 0 },
  ]
  expect(chainGaps(categories, 2).map(({ categoryId, missing, waiting }) => [categoryId, missing, waiting])).toEqual([
    ['a', 2, 2],
    ['c', 1, 0],
  ])
  expect(chainGaps(categories, 0)).toEqual([])
})

test('each lack has the task that fills it', () => {
  expect(taskOf(gap({ kind: 'CHAINS', intent: null }))).toBe('chain-synthesis')
  expect(taskOf(gap({ intent: 'BORDERLINE' }))).toBe('instruction-borderline')
  expect(taskOf(gap({ kind: 'RESPONSES', intent: 'HARMFUL' }))).toBe('refusal')
  expect(taskOf(gap({ kind: 'RESPONSES', intent: 'BENIGN' }))).toBe('trajectory')
})
