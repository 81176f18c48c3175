import { expect, test } from 'vitest'
import { decideProposals } from '@/lib/core/review/proposal'

const proposals = [{ id: 'a' }, { id: 'b' }]
const base = { proposals, adjudicatedProposalId: null }
const statuses = (input: Parameters<typeof decideProposals>[0]) =>
  decideProposals(input).outcomes.map(({ status }) => status)

test('a text that passed keeps its proposals and offers them', () => {
  expect(decideProposals({ ...base, verdict: 'PASSED' })).toEqual({
    outcomes: [
      { id: 'a', status: 'KEPT' },
      { id: 'b', status: 'KEPT' },
    ],
    opens: null,
    needsAdjudication: false,
  })
})

test('a text that failed takes its one proposal, which opens a new entry', () => {
  expect(decideProposals({ ...base, proposals: [{ id: 'a' }], verdict: 'FAILED' })).toEqual({
    outcomes: [{ id: 'a', status: 'APPLIED' }],
    opens: 'a',
    needsAdjudication: false,
  })
})

test('a text that failed with several proposals waits for adjudication', () => {
  const outcome = decideProposals({ ...base, verdict: 'FAILED' })
  expect(outcome).toMatchObject({ opens: null, needsAdjudication: true })
  expect(statuses({ ...base, verdict: 'FAILED' })).toEqual(['PENDING', 'PENDING'])
})

test('adjudication picks one and declines the others', () => {
  const picked = { ...base, verdict: 'FAILED', adjudicatedProposalId: 'b', adjudicated: true } as const
  expect(decideProposals(picked).opens).toBe('b')
  expect(statuses(picked)).toEqual(['DECLINED', 'APPLIED'])
})

test('an adjudication that picks none declines even a single proposal', () => {
  expect(statuses({ ...base, proposals: [{ id: 'a' }], verdict: 'FAILED', adjudicated: true })).toEqual(['DECLINED'])
})

test.each(['OPEN', 'CONTESTED'] as const)('a text that is %s settles no proposal', (verdict) => {
  expect(statuses({ ...base, verdict })).toEqual(['PENDING', 'PENDING'])
})

test('a failed text without proposals asks for nothing', () => {
  expect(decideProposals({ ...base, proposals: [], verdict: 'FAILED' })).toMatchObject({ needsAdjudication: false })
})

test('a pick from elsewhere is refused', () => {
  expect(() => decideProposals({ ...base, verdict: 'FAILED', adjudicatedProposalId: 'z' })).toThrow(RangeError)
})
