import { expect, test } from 'vitest'
import { type JudgmentDraft, validateJudgment } from '@/lib/core/review/judgment'
import { CHAIN_RUBRIC, rubricContentSchema } from '@/lib/core/review/rubric'

const content = { steps: ['A.b', 'C.d'], explanation: 'Reads, then writes.' }
const draft = (changes: Partial<JudgmentDraft>): JudgmentDraft => ({
  decision: 'ACCEPT',
  criteria: {},
  reasons: [],
  note: '',
  stepMarks: [],
  label: null,
  compliesFrom: null,
  proposal: null,
  ...changes,
})
const check = (changes: Partial<JudgmentDraft>) => validateJudgment(draft(changes), CHAIN_RUBRIC, { content })
const fieldsOf = (changes: Partial<JudgmentDraft>) => {
  const checked = check(changes)
  return checked.ok ? [] : Object.keys(checked.fieldErrors)
}

test('an accept meets every criterion, answered or not', () => {
  expect(check({})).toMatchObject({ ok: true, judgment: { criteria: { logical: true, practical: true } } })
  expect(fieldsOf({ criteria: { logical: false } })).toEqual(['criteria'])
  expect(fieldsOf({ reasons: ['idle_step'] })).toEqual(['reasons'])
})

test('a reject says why: a failed criterion or a reason', () => {
  expect(fieldsOf({ decision: 'REJECT' })).toEqual(['reasons'])
  expect(fieldsOf({ decision: 'REJECT', criteria: { logical: true } })).toEqual(['reasons'])
  expect(fieldsOf({ decision: 'REJECT', criteria: { logical: false } })).toEqual([])
  expect(fieldsOf({ decision: 'REJECT', reasons: ['idle_step'] })).toEqual([])
})

test('"other" needs a note', () => {
  expect(fieldsOf({ decision: 'REJECT', reasons: ['other'], note: ' ' })).toEqual(['note'])
  expect(fieldsOf({ decision: 'REJECT', reasons: ['other'], note: 'The shop is closed.' })).toEqual([])
})

test('an edit carries a text that differs and could stand', () => {
  const edit = (proposal: JudgmentDraft['proposal']) => fieldsOf({ decision: 'EDIT', proposal })
  expect(edit(null)).toEqual(['proposal'])
  expect(edit(content)).toEqual(['proposal'])
  expect(edit({ ...content, explanation: ` ${content.explanation}\n` })).toEqual(['proposal'])
  expect(edit({ ...content, steps: [] })).toEqual(['proposal'])
  expect(edit({ ...content, explanation: ' ' })).toEqual(['proposal'])
  expect(edit({ ...content, steps: ['A.b'] })).toEqual([])
  expect(edit({ ...content, title: 'Read and write' })).toEqual([])
})

test('only an edit carries a text, and an abstention carries nothing', () => {
  expect(fieldsOf({ proposal: { ...content, steps: ['A.b'] } })).toEqual(['proposal'])
  expect(fieldsOf({ decision: 'ABSTAIN', criteria: { logical: false } })).toEqual(['decision'])
  expect(fieldsOf({ decision: 'ABSTAIN', note: 'I know the author.' })).toEqual([])
})

test('keys that the rubric does not have and steps that are not there are refused', () => {
  expect(fieldsOf({ decision: 'REJECT', criteria: { pretty: false } })).toEqual(['criteria'])
  expect(fieldsOf({ decision: 'REJECT', reasons: ['dislike'] })).toEqual(['reasons'])
  expect(
    fieldsOf({ decision: 'REJECT', criteria: JSON.parse('{"__proto__": false}'), reasons: ['idle_step'] }),
  ).toEqual(['criteria'])
  for (const mark of [-1, 2, 0.5]) expect(fieldsOf({ stepMarks: [mark] })).toEqual(['stepMarks'])
})

test('reasons and marks are stored once and in order', () => {
  const checked = check({
    decision: 'REJECT',
    reasons: ['idle_step', 'wrong_order', 'idle_step'],
    stepMarks: [1, 0, 1],
    label: null,
    compliesFrom: null,
  })
  expect(checked).toMatchObject({ ok: true, judgment: { reasons: ['wrong_order', 'idle_step'], stepMarks: [0, 1] } })
})

test('the default rubric is one, with the two criteria and nine reasons', () => {
  const rubric = rubricContentSchema.parse(CHAIN_RUBRIC)
  expect(rubric.criteria.map(({ key }) => key)).toEqual(['logical', 'practical'])
  expect(rubric.reasons).toHaveLength(9)
})

test('a rubric has keys of its own, each once, as many as number keys reach', () => {
  const [reason] = CHAIN_RUBRIC.reasons
  const reasons = Array.from({ length: 10 }, (_, n) => ({ key: `r${n}`, label: 'R' }))
  expect(rubricContentSchema.safeParse({ ...CHAIN_RUBRIC, reasons: [reason, reason] }).success).toBe(false)
  expect(rubricContentSchema.safeParse({ ...CHAIN_RUBRIC, reasons }).success).toBe(false)
  expect(rubricContentSchema.safeParse({ ...CHAIN_RUBRIC, reasons: [{ key: '__proto__', label: 'R' }] }).success).toBe(
    false,
  )
})
