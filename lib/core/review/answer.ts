import { contentGap } from '../item/content'
import { type LabelRule, labelGap, sentLabel } from './label'
import type { DecisionName, DraftContent, JudgmentInput, Rubric, WorkItem } from './wire'

/** What the workbench does with an answer before it is sent. Runs in the browser: types only from modules that bring zod. */

export const EMPTY_DRAFT: DraftContent = {
  decision: null,
  criteria: {},
  reasons: [],
  note: '',
  stepMarks: [],
  label: null,
  compliesFrom: null,
  stepUnsaid: false,
  proposal: null,
}

export const isEmptyDraft = (draft: DraftContent) =>
  draft.reasons.length === 0 &&
  draft.note === '' &&
  draft.stepMarks.length === 0 &&
  draft.proposal === null &&
  draft.label === null &&
  draft.compliesFrom === null &&
  !draft.stepUnsaid &&
  Object.keys(draft.criteria).length === 0

/** Questions that decide nothing and are answered all the same. */
const openQuestions = ({ criteria }: Pick<Rubric, 'criteria'>) => criteria.filter(({ open }) => open)

/** The next question yes; where all are answered, the last one the other way. */
export function answerQuestion(draft: DraftContent, rubric: Pick<Rubric, 'criteria'>): DraftContent {
  const questions = openQuestions(rubric)
  const question = questions.find(({ key }) => !(key in draft.criteria)) ?? questions.at(-1)
  if (!question) return draft
  return { ...draft, criteria: { ...draft.criteria, [question.key]: draft.criteria[question.key] !== true } }
}

/** One line of the reason strip, with the key that presses it. */
export interface StripLine {
  kind: 'criterion' | 'reason'
  key: string
  label: string
  press: string
}

const PRESSES = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '0', '-', '=']

/** Failed criteria first, then reasons; the digits in order, and then the keys right of them. */
export function stripLines(rubric: Pick<Rubric, 'criteria' | 'reasons'>): StripLine[] {
  const lines = [
    ...rubric.criteria
      .filter(({ open }) => !open)
      .map(({ key, label }) => ({
        kind: 'criterion' as const,
        key,
        label: `Not ${label.toLowerCase()}`,
      })),
    ...rubric.reasons.map(({ key, label }) => ({ kind: 'reason' as const, key, label })),
  ]
  return lines.map((line, index) => ({ ...line, press: PRESSES[index] ?? '' }))
}

export const isChosen = (draft: DraftContent, line: StripLine) =>
  line.kind === 'criterion' ? draft.criteria[line.key] === false : draft.reasons.includes(line.key)

export function toggleLine(draft: DraftContent, line: StripLine): DraftContent {
  if (line.kind === 'criterion') {
    const { [line.key]: said, ...others } = draft.criteria
    return { ...draft, criteria: said === false ? others : { ...others, [line.key]: false } }
  }
  const reasons = draft.reasons.includes(line.key)
    ? draft.reasons.filter((key) => key !== line.key)
    : [...draft.reasons, line.key]
  return { ...draft, reasons }
}

/** What an answer still lacks, in words; null when it can be sent. The server checks again. `labels`: of a response. */
export function answerGap(
  draft: DraftContent,
  decision: DecisionName,
  labels: LabelRule | null = null,
  rubric: Pick<Rubric, 'criteria'> = { criteria: [] },
): string | null {
  const unlabelled = labels && labelGap(draft, decision, labels)
  if (unlabelled) return unlabelled
  const questions = openQuestions(rubric)
  const unanswered = questions.find(({ key }) => !(key in draft.criteria))
  if (unanswered && decision !== 'ABSTAIN') return `Answer too: ${unanswered.label}. Y says yes, again no.`
  const asked = new Set(questions.map(({ key }) => key))
  const failed = Object.entries(draft.criteria).some(([key, met]) => !met && !asked.has(key))
  if (!labels && decision === 'REJECT' && !failed && draft.reasons.length === 0)
    return 'Say why: one key below is enough.'
  if (decision !== 'ACCEPT' && draft.reasons.includes('other') && draft.note.trim() === '') {
    return '“Other” needs a note.'
  }
  if (decision !== 'EDIT') return null
  if (!draft.proposal) return 'Nothing was changed yet.'
  return contentGap(draft.proposal)
}

/** The answer as it is sent. An accept meets every criterion; an ambiguous one may say what does not; an abstention says nothing but its note. */
export function toJudgment(
  item: Pick<WorkItem, 'entryId' | 'revisionId'>,
  draft: DraftContent,
  decision: DecisionName,
  rubric: Pick<Rubric, 'criteria'>,
  made: { id: string; seconds: number },
  labels: LabelRule | null = null,
): JudgmentInput {
  const met = Object.fromEntries(rubric.criteria.filter(({ open }) => !open).map(({ key }) => [key, true]))
  const said = Object.fromEntries(
    openQuestions(rubric).flatMap(({ key }) => (key in draft.criteria ? [[key, draft.criteria[key]!]] : [])),
  )
  const given = decision === 'REJECT' || decision === 'EDIT' || decision === 'AMBIGUOUS'
  return {
    id: made.id,
    entryId: item.entryId,
    revisionId: item.revisionId,
    decision,
    ...(labels ? sentLabel(draft, decision, labels) : { label: null, compliesFrom: null }),
    criteria: decision === 'ACCEPT' ? { ...met, ...said } : given ? { ...met, ...draft.criteria } : {},
    reasons: given ? draft.reasons : [],
    note: draft.note,
    stepMarks: decision === 'ABSTAIN' ? [] : draft.stepMarks,
    seconds: made.seconds,
    proposal: decision === 'EDIT' ? draft.proposal : null,
  }
}
