import { expect, test } from 'vitest'
import { agreesWithGold, calibrationOutcome } from '@/lib/core/gold/answer'
import { drawAudit, sameJudgment } from '@/lib/core/gold/audit'

const said = (decision: string, label: string | null = null) => ({ decision, label })

test('an edit says what a reject says; a label, where gold names one, decides', () => {
  const accept = { decision: 'ACCEPT', label: null } as const
  const reject = { decision: 'REJECT', label: null } as const
  expect(['ACCEPT', 'REJECT', 'EDIT', 'AMBIGUOUS', 'ABSTAIN'].map((one) => agreesWithGold(accept, said(one)))).toEqual([
    true,
    false,
    false,
    false,
    false,
  ])
  expect(['ACCEPT', 'REJECT', 'EDIT', 'AMBIGUOUS', 'ABSTAIN'].map((one) => agreesWithGold(reject, said(one)))).toEqual([
    false,
    true,
    true,
    false,
    false,
  ])
  const partial = { decision: 'REJECT', label: 'partial_compliance' } as const
  expect(agreesWithGold(partial, said('REJECT', 'partial_compliance'))).toBe(true)
  expect(agreesWithGold(partial, said('REJECT', 'full_compliance'))).toBe(false)
})

test('a calibration is passed at its mark exactly, and open until all is answered', () => {
  const tally = (right: number, answered: number) => ({ right, answered, of: 10, passMark: 0.8 })
  expect(calibrationOutcome(tally(8, 9))).toBe('OPEN')
  expect(calibrationOutcome(tally(8, 10))).toBe('PASSED')
  expect(calibrationOutcome(tally(7, 10))).toBe('FAILED')
  expect(calibrationOutcome({ right: 0, answered: 0, of: 0, passMark: 0 })).toBe('OPEN')
  expect(calibrationOutcome({ right: 7, answered: 10, of: 10, passMark: 0.7 })).toBe('PASSED')
})

test('an audit draws the same share of everybody, rounded up, by its seed', () => {
  const judgments = Array.from({ length: 47 }, (_, n) => ({ judgmentId: `j${n}`, reviewerId: n < 40 ? 'a' : 'b' }))
  const drawn = drawAudit(judgments, 0.15, 7)
  const of = (reviewer: string) => drawn.filter(({ reviewerId }) => reviewerId === reviewer)
  expect([of('a').length, of('b').length]).toEqual([6, 2])
  expect(new Set(drawn.map(({ judgmentId }) => judgmentId)).size).toBe(8)
  expect(drawAudit(judgments, 0.15, 7)).toEqual(drawn)
  expect(drawAudit(judgments, 0.15, 8)).not.toEqual(drawn)
  // Another reviewer's work moves nobody's draw.
  expect(drawAudit(judgments.slice(0, 40), 0.15, 7)).toEqual(of('a'))
  expect(drawAudit(judgments, 1, 7)).toHaveLength(47)
})

test('two judgments say the same of a text, or not, or one says neither', () => {
  expect(sameJudgment('ACCEPT', 'ACCEPT')).toBe(true)
  expect(sameJudgment('EDIT', 'REJECT')).toBe(true)
  expect(sameJudgment('ACCEPT', 'EDIT')).toBe(false)
  expect(sameJudgment('ABSTAIN', 'ACCEPT')).toBeNull()
  expect(sameJudgment('ACCEPT', 'AMBIGUOUS')).toBeNull()
})
