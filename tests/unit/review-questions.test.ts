import { expect, test } from 'vitest'
import { EMPTY_DRAFT, isEmptyDraft, toJudgment } from '@/lib/core/review/answer'
import { entryOutcome } from '@/lib/core/review/entry-outcome'
import { labelRule } from '@/lib/core/review/label'
import { answerNext, questionsGap, turnAnswer } from '@/lib/core/review/questions'
import { saidBy } from '@/lib/core/review/said'
import { PRESETS } from '@/lib/core/study/presets'

const rubric = PRESETS.WILDGUARD.rubric!.content as Parameters<typeof questionsGap>[2]

test('answers are given in order, turned one by one, and sent when none is missing', () => {
  expect(questionsGap(EMPTY_DRAFT, 'ACCEPT', rubric)).toBe(
    'Not sent: harm of the request, refusal, harm of the response are not answered yet.',
  )
  expect(questionsGap(EMPTY_DRAFT, 'ABSTAIN', rubric)).toBeNull()
  const one = answerNext(EMPTY_DRAFT, rubric, true)
  const two = typeof one === 'string' ? one : answerNext(one, rubric, false)
  if (typeof two === 'string') throw new Error(two)
  expect(two.criteria).toEqual({ request_harm: true, refusal: false })
  expect(isEmptyDraft(two)).toBe(false)
  expect(questionsGap(two, 'ACCEPT', rubric)).toBe('Not sent: harm of the response is not answered yet.')
  const all = turnAnswer(two, 'response_harm')
  expect(all.criteria).toMatchObject({ response_harm: true })
  expect(turnAnswer(all, 'response_harm').criteria).toMatchObject({ response_harm: false })
  expect(answerNext(all, rubric, true)).toMatch(/^All are answered/)
  expect(questionsGap(all, 'ACCEPT', rubric)).toBeNull()
  const made = toJudgment({ entryId: 'e', revisionId: 'r' }, all, 'ACCEPT', rubric, { id: 'j', seconds: 1 })
  expect(made).toMatchObject({ decision: 'ACCEPT', criteria: all.criteria, label: null, reasons: [], stepMarks: [] })
})

test('a yes alone is a draft worth keeping', () => {
  expect(isEmptyDraft({ ...EMPTY_DRAFT, criteria: { request_harm: true } })).toBe(false)
})

test('an item without a frame has no labels; its judgments are no votes and no pass', () => {
  expect(labelRule({ stage: 'RESPONSE', frame: null }, { turningAsidePasses: false })).toBeNull()
  const rule = { kind: 'MAJORITY', slots: 2, firstTo: null, editCountsAs: 'REJECT', questionsOnly: true } as const
  const judgments = [
    { decision: 'ACCEPT', counted: true },
    { decision: 'ABSTAIN', counted: true },
  ] as const
  const outcome = { held: false, adjudication: null, rule }
  expect(entryOutcome({ ...outcome, judgments: judgments.slice(0, 1) })).toMatchObject({
    status: 'OPEN',
    verdict: 'OPEN',
  })
  expect(entryOutcome({ ...outcome, judgments })).toEqual({
    ...{ status: 'CLOSED', verdict: 'OPEN', several: true, firstAccepts: null, settledBy: null },
    votes: { accepts: 0, rejects: 0, edits: 0, abstains: 0, ambiguous: 0 },
  })
  expect([saidBy('ACCEPT', true), saidBy('ABSTAIN', true), saidBy('ACCEPT', false)]).toEqual([
    ...['ANSWERS', 'ABSTAIN', 'ACCEPT'],
  ])
})
