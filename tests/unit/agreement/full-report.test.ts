import { expect, test } from 'vitest'
import { fullReport } from '@/lib/core/agreement/full-report'
import { readWideTable } from '@/lib/core/agreement/wide-table'
import { readCsv } from '@/lib/core/import/read-csv'
import { ANAESTHESIA } from '../../support/anaesthesia'

const LETTERS: Record<string, string> = { A: 'accept', R: 'reject' }
const times = (n: number, word: string) => Array.from({ length: n }, () => word)
const rowsOf = (words: string[]) =>
  words.flatMap((word, item) =>
    [...word].map((letter, rater) => ({ item: `i${item}`, reviewer: `r${rater}`, label: LETTERS[letter] ?? null })),
  )
/** 88 × 3/3, 5 × 2/3, 1 × 1/3, 6 × 0/3. */
const PAPER = rowsOf([...times(88, 'AAA'), ...times(3, 'AAR'), ...times(2, 'RAA'), 'RRA', ...times(6, 'RRR')])

test('the paper’s study: everything from its rows alone', () => {
  const { coefficients, exact, byLabel, pairs, reliability, inWords } = fullReport(PAPER, { draws: 300 })
  expect(coefficients.fleiss.value).toBeCloseTo(0.738, 3)
  expect(coefficients.alpha.value).toBeCloseTo(0.739, 3)
  expect(coefficients.ac1.value).toBeCloseTo(0.953, 3)
  expect(coefficients.cohen).toMatchObject({ note: 'mean of 3 pairs, each weighed by its items', n: 300 })
  expect(coefficients.ac2).toMatchObject({ value: null, reason: expect.stringContaining('without an order') })
  for (const name of ['percent', 'fleiss', 'alpha', 'ac1'] as const) {
    const { value, interval, bootstrap } = coefficients[name]
    expect(interval!.low).toBeLessThan(value!)
    expect(bootstrap!.low).toBeLessThan(value!)
  }
  expect(exact.majorityPass!.low).toBeCloseTo(0.861, 3)
  expect(byLabel.map(({ label, votes }) => [label, votes])).toEqual([
    ['accept', 275],
    ['reject', 25],
  ])
  expect(pairs.map(({ n }) => n)).toEqual([100, 100, 100])
  expect(reliability!.reviewers.map(({ votes }) => votes)).toEqual([100, 100, 100])
  expect(inWords.join(' ')).toContain('paradox')
})

test('the seed fixes the bootstrap, and no draws is none', () => {
  const interval = (seed: number, draws: number) => fullReport(PAPER, { seed, draws }).coefficients.alpha.bootstrap
  expect(interval(4, 200)).toEqual(interval(4, 200))
  expect(interval(4, 200)).not.toEqual(interval(5, 200))
  expect(interval(4, 0)).toBeNull()
})

test('two reviewers have Cohen’s κ and Scott’s π', () => {
  const rows = rowsOf([...times(118, 'AA'), ...times(5, 'AR'), ...times(2, 'RA')])
  const { coefficients } = fullReport(rows, { draws: 100 })
  expect(coefficients.cohen.value).toBeCloseTo(-0.0233918, 6)
  expect(coefficients.scott.value).toBeCloseTo(-0.0288066, 6)
})

test('ordered labels: the level moves what depends on it, and needs numbers where it measures', () => {
  const rows = ANAESTHESIA.flatMap(({ item, votes }) =>
    votes.slice(2).map(({ reviewer, label }) => ({ item, reviewer, label })),
  )
  const alpha = (level: 'NOMINAL' | 'ORDINAL' | 'INTERVAL') =>
    fullReport(rows, { level, draws: 0 }).coefficients.alpha.value!
  expect(alpha('ORDINAL')).toBeGreaterThan(alpha('NOMINAL') + 0.1)
  expect(alpha('INTERVAL')).toBeGreaterThan(alpha('NOMINAL') + 0.1)
  expect(() => fullReport(PAPER, { level: 'INTERVAL' })).toThrow(/numbers, not "accept"/)
  expect(() => fullReport(PAPER, { labels: ['accept'] })).toThrow(/"reject"/)
})

test('a wide table gives the same rows as a long file', () => {
  const rows = readWideTable('\uFEFFitem,Ana,"Bo, B."\r\n1,accept,reject\r\n"two\nlines",,accept\r\n')
  expect(rows).toEqual([
    { item: '1', reviewer: 'Ana', label: 'accept' },
    { item: '1', reviewer: 'Bo, B.', label: 'reject' },
    { item: 'two\nlines', reviewer: 'Bo, B.', label: 'accept' },
  ])
})

test.each([
  ['item\n1', /line 1/],
  ['item,A,A\n1,x,y', /"A" has two columns/],
  ['item,A\n1,x\n1,y', /line 3: Item "1"/],
  ['item,A\n1,x,y', /line 2: More cells/],
  ['item,A\n,x', /line 2: The item has no name/],
  ['item,A\n1,"x', /line 2: A quote is not closed/],
  ['item,A\n1,"x"y', /line 2: After a closing quote/],
  ['item,A\n1,x"y', /line 2: A quote stands inside/],
])('a wide table that cannot be read says where: %j', (text, message) => {
  expect(() => readWideTable(text)).toThrow(message)
})

test('CSV: doubled quotes, empty cells and lines, no end of line at the end', () => {
  expect(readCsv('a,"b ""c"""\n\n,\r\nlast')).toEqual([
    { line: 1, cells: ['a', 'b "c"'] },
    { line: 3, cells: ['', ''] },
    { line: 4, cells: ['last'] },
  ])
})

test('ordered labels have AC2 beside AC1, with weights of the level', () => {
  const rows = ANAESTHESIA.flatMap(({ item, votes }) =>
    votes.slice(2).map(({ reviewer, label }) => ({ item, reviewer, label })),
  )
  const { coefficients } = fullReport(rows, { level: 'ORDINAL', draws: 0 })
  expect(coefficients.ac2.value!).toBeGreaterThan(coefficients.ac1.value! + 0.05)
  expect(coefficients.ac1.value).toBe(fullReport(rows, { draws: 0 }).coefficients.ac1.value)
})

test('intervals by leaving out items and reviewers, and by clusters where rows name them', () => {
  const clustered = PAPER.map((row) => ({ ...row, cluster: `c${Math.floor(Number(row.item.slice(1)) / 10)}` }))
  const { coefficients, clusters } = fullReport(clustered, { draws: 300 })
  expect(clusters).toBe(10)
  for (const name of ['percent', 'fleiss', 'alpha', 'ac1', 'brennanPrediger'] as const) {
    const { value, jackknife, byReviewer, byCluster } = coefficients[name]
    for (const range of [jackknife, byReviewer, byCluster]) {
      expect(range!.low, name).toBeLessThanOrEqual(value!)
      expect(range!.high, name).toBeGreaterThanOrEqual(value! - 1e-9)
    }
  }
  expect(fullReport(PAPER, { draws: 0 }).clusters).toBeNull()
  expect(() => fullReport([...clustered, { ...clustered[0]!, reviewer: 'r9', cluster: 'other' }])).toThrow(
    /cluster "c0"/,
  )
})

test('“ambiguous” is read both ways; where nobody says so there are no readings', () => {
  const rows = rowsOf(['AAA', 'AAR', 'RRR']).map((row) =>
    row.item === 'i1' && row.label === 'reject' ? { ...row, label: 'ambiguous' } : row,
  )
  const { readings } = fullReport([...rows, ...rowsOf(['', '', '', '', 'AR'])], { draws: 0 })
  expect(readings).toMatchObject({ votes: 1, label: 'ambiguous' })
  expect([readings!.strict.allPass.passed, readings!.lenient.allPass.passed]).toEqual([1, 2])
  expect(fullReport(PAPER, { draws: 0 }).readings).toBeNull()
})

test('a claim by every rule: exact bound, at any time, sample sizes, the sequential test and strata', () => {
  const { claim } = fullReport(PAPER, { draws: 0, claim: 0.9, bad: 0.8, population: 1000 })
  expect(claim).toMatchObject({ passed: 93, failed: 7, population: 1000 })
  expect(claim.lower.fixed.value!).toBeCloseTo(0.8727, 3)
  expect(claim.lower.anytime.value!).toBeLessThan(claim.lower.fixed.value!)
  expect(claim.sampleSizes.map(({ n }) => n)).toEqual([28, 45, 59])
  expect(claim.finite.value!.interval.low).toBeGreaterThan(0.863)
  expect(claim.sprt.decision).toBe('ACCEPT')
  expect(fullReport(PAPER, { draws: 0 }).claim.sprt).toMatchObject({ decision: 'ACCEPT', decidedAt: 27 })

  // N = (800, 200), n = (40, 40), x = (38, 30).
  const rows = ['h', 'b'].flatMap((stratum) =>
    Array.from({ length: 40 }, (_, index) => ({
      ...{ item: `${stratum}${index}`, reviewer: 'r1', stratum },
      label: index < (stratum === 'h' ? 38 : 30) ? 'accept' : 'reject',
    })),
  )
  const { postStratified } = fullReport(rows, { draws: 0, strata: { h: 800, b: 200 } }).claim
  expect(postStratified!.value!.rate).toBeCloseTo(0.91, 6)
  expect(postStratified!.value!.standardError).toBeCloseTo(0.029906, 6)
  expect(fullReport(rows, { draws: 0, strata: { h: 800 } }).claim.postStratified).toMatchObject({
    value: null,
    reason: expect.stringContaining('b0'),
  })
})
