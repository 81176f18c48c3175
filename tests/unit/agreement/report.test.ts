import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type AgreementRow, agreementReport, DuplicateJudgment } from '@/lib/core/agreement/report'

const rowsOf = (votes: string[][]): AgreementRow[] =>
  votes.flatMap((labels, item) =>
    labels.map((label, reviewer) => ({ item: `i${item}`, reviewer: `r${reviewer}`, label })),
  )

const three = (passes: number) => Array.from({ length: 3 }, (_, index) => (index < passes ? 'accept' : 'reject'))
const times = <T>(n: number, one: T) => Array.from({ length: n }, () => one)
const PAPER = rowsOf([...times(88, three(3)), ...times(5, three(2)), ...times(1, three(1)), ...times(6, three(0))])

test("the paper's study comes out as printed", () => {
  const report = agreementReport(PAPER)
  expect(report).toMatchObject({ items: 100, judgments: 300, majorityPass: { value: 0.93 }, allPass: { value: 0.88 } })
  expect(report.percentAgreement.value).toBeCloseTo(0.96, 10)
  expect(report.fleissKappa.value).toBeCloseTo(0.7382, 4)
})

test('another label may be the one that passes', () => {
  const rows = rowsOf([
    ['valid', 'valid'],
    ['valid', 'broken'],
  ])
  expect(agreementReport(rows, { pass: 'valid' })).toMatchObject({
    majorityPass: { value: 0.5 },
    allPass: { value: 0.5 },
  })
  expect(agreementReport(rows)).toMatchObject({ majorityPass: { value: 0 } })
})

test('no rows is no data', () => {
  expect(agreementReport([])).toMatchObject({ items: 0, majorityPass: { value: null }, fleissKappa: { value: null } })
})

test('one reviewer twice on one item is refused with both rows', () => {
  const rows = [
    { item: 'a', reviewer: 'x', label: 'accept' },
    { item: 'a', reviewer: 'x', label: 'reject' },
  ]
  expect(() => agreementReport(rows)).toThrow(DuplicateJudgment)
  expect(() => agreementReport(rows)).toThrow(/rows 1 and 2/)
})

test('the order of rows and the names of people and items do not matter', () => {
  const anyVotes = fc.array(fc.array(fc.constantFrom('accept', 'reject', 'edit'), { minLength: 1, maxLength: 4 }), {
    maxLength: 15,
  })
  fc.assert(
    fc.property(anyVotes, (votes) => {
      const rows = rowsOf(votes)
      const renamed = rows.toReversed().map((row) => ({ ...row, item: `${row.item}-x`, reviewer: `y-${row.reviewer}` }))
      const [one, other] = [agreementReport(rows), agreementReport(renamed)]
      expect(other.majorityPass).toEqual(one.majorityPass)
      expect(other.allPass).toEqual(one.allPass)
      expect(other.fleissKappa.value ?? 9).toBeCloseTo(one.fleissKappa.value ?? 9, 9)
    }),
  )
})
