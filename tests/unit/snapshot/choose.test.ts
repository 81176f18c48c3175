import { expect, test } from 'vitest'
import { runHashes } from '@/lib/core/instruction/sketch'
import { type Candidate, choose, mixCounts, partOf } from '@/lib/core/snapshot/choose'
import { jaccard, NearIndex, sketchSimilarity } from '@/lib/core/snapshot/near-duplicates'
import { normalise } from '@/lib/core/snapshot/normalise'
import { type SnapshotSpec, snapshotSpecSchema } from '@/lib/core/snapshot/spec'

type Given = Omit<Partial<SnapshotSpec>, 'duplicates' | 'passed' | 'leakage'> & {
  duplicates?: Partial<SnapshotSpec['duplicates']>
  passed?: Partial<SnapshotSpec['passed']>
  leakage?: Partial<SnapshotSpec['leakage']>
}
const spec = (more: Given = {}): SnapshotSpec => snapshotSpecSchema.parse({ stage: 'INSTRUCTION', seed: 7, ...more })

let last = 0
function candidate(text: string, more: Partial<Candidate> = {}): Candidate {
  last += 1
  return {
    ...{
      number: last,
      side: 'BENIGN',
      thirdParty: false,
      pattern: `p${last}`,
      accepts: 3,
      rejects: 0,
      adjudicated: false,
    },
    ...{
      complied: false,
      unsayable: null,
      textKey: normalise(text),
      runs: Int32Array.from(runHashes(text)),
      leak: null,
    },
    ...more,
  }
}
const numbered = (candidates: Candidate[], more: Given = {}) => {
  const { rows, left } = choose(candidates, spec(more))
  const number = (index: number) => candidates[index]!.number
  return {
    rows: rows.map(({ index }) => number(index)).sort((a, b) => a - b),
    left: Object.fromEntries(left.map(({ index, reason, keptNumber }) => [number(index), [reason, keptNumber]])),
  }
}

const long =
  'please move the meeting with the whole team from monday morning to friday afternoon and tell all who are invited to it'

test('equal texts stay once, and alike ones too, by the rule that says which', () => {
  last = 0
  const rows = [
    candidate(long),
    candidate(`${long.toUpperCase()}!`),
    candidate(long.replace(/it$/, 'them'), { accepts: 5 }),
    candidate('book a table for two at the harbour'),
  ]
  expect(numbered(rows)).toEqual({ rows: [1, 4], left: { 2: ['DUPLICATE', 1], 3: ['NEAR_DUPLICATE', 1] } })
  expect(numbered(rows, { duplicates: { keep: 'MOST_VOTES' } })).toEqual({
    ...{ rows: [3, 4], left: { 1: ['NEAR_DUPLICATE', 3], 2: ['NEAR_DUPLICATE', 3] } },
  })
  expect(numbered(rows, { duplicates: { keep: 'NEWEST' } }).rows).toEqual([3, 4])
  expect(numbered(rows, { duplicates: { nearFrom: null } }).rows).toEqual([1, 3, 4])
  expect(numbered(rows, { duplicates: { nearFrom: null, exact: false } }).rows).toEqual([1, 2, 3, 4])
})

test('a text that does not stay itself takes no other one along', () => {
  last = 0
  const rows = [candidate(long, { leak: 'SAME' }), candidate(`${long}.`)]
  expect(numbered(rows)).toEqual({ rows: [2], left: { 1: ['LEAKED', null] } })
})

test('what counts as passed is asked of each, and compliance never does', () => {
  last = 0
  const rows = [
    candidate('one two three four', { accepts: 1 }),
    candidate('five six seven eight', { accepts: 2, rejects: 1 }),
    candidate('nine ten eleven twelve', { accepts: 0, rejects: 2, adjudicated: true }),
    candidate('red green blue yellow', { complied: true, side: 'HARMFUL' }),
    candidate('bread butter milk cheese', { unsayable: 'too long' }),
  ]
  expect(numbered(rows, { passed: { votes: 2 } }).left).toMatchObject({
    1: ['TOO_FEW_VOTES', null],
    5: ['CANNOT_SAY', null],
  })
  expect(numbered(rows, { passed: { unanimous: true } }).rows).toEqual([1])
  expect(numbered(rows, { passed: { adjudicated: false } }).left[3]).toEqual(['ADJUDICATED', null])
  expect(numbered(rows, { passed: { votes: 0 } }).left[4]).toEqual(['COMPLIED', null])
})

test('shares come out to within a row, and the draw is the same in any order', () => {
  const own = { harmful: 26.4, benign: 52.2, thirdParty: null }
  expect(mixCounts({ HARMFUL: 100, BENIGN: 100, THIRD_PARTY: 0 }, own)).toEqual({
    HARMFUL: 51,
    BENIGN: 100,
    THIRD_PARTY: 0,
  })
  expect(mixCounts({ HARMFUL: 10, BENIGN: 0, THIRD_PARTY: 0 }, own)).toMatchObject({ HARMFUL: 10, BENIGN: 0 })
  expect(mixCounts({ HARMFUL: 5_000, BENIGN: 9_783, THIRD_PARTY: 4_010 }, { ...own, thirdParty: 21.4 })).toEqual({
    HARMFUL: 4_947,
    BENIGN: 9_781,
    THIRD_PARTY: 4_010,
  })
  last = 0
  const rows = Array.from({ length: 40 }, (_, at) =>
    candidate(`row number ${at} of all`, { side: at < 20 ? 'HARMFUL' : 'BENIGN' }),
  )
  const mix = { mix: { harmful: 25, benign: 75, thirdParty: null } }
  const chosen = numbered(rows, mix)
  expect(chosen.rows).toHaveLength(27)
  expect(numbered([...rows].reverse(), mix)).toEqual(chosen)
  expect(numbered([candidate('b', { side: 'BORDERLINE' })], mix).left[41]).toEqual(['UNSETTLED', null])
})

test('rows of others have a share of their own where one is asked for, and count as what they are where none is', () => {
  last = 0
  const rows = Array.from({ length: 90 }, (_, at) =>
    candidate(`row number ${at} of all`, { side: at < 30 ? 'HARMFUL' : 'BENIGN', thirdParty: at >= 60 }),
  )
  const shares = (thirdParty: number | null) => {
    const { rows: chosen, thirdPartyBefore } = choose(
      rows,
      spec({ mix: { harmful: 25, benign: 50, thirdParty }, duplicates: { nearFrom: null } }),
    )
    expect(thirdPartyBefore).toEqual({ HARMFUL: 0, BENIGN: 30, BORDERLINE: 0 })
    const drawn = chosen.map(({ index }) => rows[index]!)
    return [
      drawn.filter(({ side }) => side === 'HARMFUL').length,
      drawn.filter(({ side, thirdParty: others }) => side === 'BENIGN' && !others).length,
      drawn.filter(({ thirdParty: others }) => others).length,
    ]
  }
  expect(shares(25)).toEqual([15, 30, 15])
  expect(shares(0)).toEqual([15, 30, 0])
  const [harmful, benign, others] = shares(null)
  expect([harmful, benign! + others!]).toEqual([30, 60])
})

test('rows of one step sequence fall into one part, close to the shares asked for', () => {
  last = 0
  const rows = Array.from({ length: 4_000 }, (_, at) => candidate(`text ${at}`, { pattern: `p${at % 1_000}` }))
  const { rows: chosen } = choose(
    rows,
    spec({ parts: { train: 80, validation: 10, test: 10 }, duplicates: { nearFrom: null } }),
  )
  const partsOf = new Map<string | null, Set<string>>()
  for (const { index, part } of chosen) {
    const { pattern } = rows[index]!
    partsOf.set(pattern, (partsOf.get(pattern) ?? new Set()).add(part))
  }
  expect([...partsOf.values()].every((parts) => parts.size === 1)).toBe(true)
  const train = chosen.filter(({ part }) => part === 'TRAIN').length / chosen.length
  expect(train).toBeGreaterThan(0.77)
  expect(train).toBeLessThan(0.83)
  expect(partOf({ pattern: null, number: 5 }, spec())).toBe(partOf({ pattern: null, number: 5 }, spec()))
})

test('the index finds every pair that comparing all with all finds', () => {
  const words = ['write', 'mail', 'team', 'move', 'book', 'read', 'file', 'send']
  let state = 1
  const next = (n: number) => {
    state = (state * 48_271) % 2_147_483_647
    return state % n
  }
  const texts = Array.from({ length: 300 }, () => {
    const text = Array.from({ length: 8 + next(6) }, () => words[next(3)])
    return Int32Array.from(runHashes(text.join(' ')))
  })
  const index = new NearIndex(0.6, texts)
  let found = 0
  texts.forEach((runs, at) => {
    const best = Math.max(0, ...texts.slice(0, at).map((other) => jaccard(runs, other)))
    const alike = index.find(runs)
    expect(alike?.similarity ?? 0).toBeCloseTo(best >= 0.6 ? best : 0, 12)
    if (alike) found += 1
    index.add(at, runs)
  })
  expect(found).toBeGreaterThan(20)
})

test('a sketch knows a text that was changed a little, and tells no other', () => {
  const sketch = (text: string) => runHashes(text).slice(0, 64)
  expect(sketchSimilarity(sketch(long), sketch(long))).toBe(1)
  expect(sketchSimilarity(sketch(long), sketch(long.replace('invited', 'asked')))).toBeGreaterThan(0.6)
  expect(sketchSimilarity(sketch(long), sketch('something else that has nothing to do with it'))).toBe(0)
})
