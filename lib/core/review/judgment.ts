import type { ResponseLabel } from '../compliance/labels'
import { contentGap, type ItemContent, isInstruction, isResponse, sameContent, stepCountOf } from '../item/content'
import { canonicalJson } from '../json/canonical'
import type { ResponseContent } from '../trajectory/content'
import { type LabelRule, labelErrors } from './label'
import { OTHER_REASON, type RubricContent } from './rubric'
import type { Decision } from './verdict'

export interface JudgmentDraft {
  decision: Decision
  criteria: Record<string, boolean>
  reasons: readonly string[]
  note: string
  stepMarks: readonly number[]
  /** core/review/label.ts; null for stages without labels. */
  label: ResponseLabel | null
  compliesFrom: number | null
  proposal: ItemContent | null
}

export interface JudgedItem {
  /** The text that was judged. */
  content: ItemContent
  /** Of a response; absent for other stages. */
  labels?: LabelRule | null
  /** Its queue has AMBIGUOUS among the answers. */
  offersAmbiguous?: boolean
  /** Its questions are answered, and nothing else is. */
  questionsOnly?: boolean
}

export type JudgmentCheck =
  | {
      ok: true
      /** As it is stored: an accept has every criterion met, reasons and marks are sorted and stand once. */
      judgment: JudgmentDraft
    }
  | { ok: false; fieldErrors: Record<string, string[]> }

type RubricKeys = Pick<RubricContent, 'criteria' | 'reasons'>

/**
 * Whether an answer is one, by its decision:
 * - ACCEPT meets every criterion (unanswered ones count as met) and gives no reasons;
 * - REJECT names a failed criterion or a reason, and with "other" a note; of a response its label is the reason;
 * - EDIT carries a proposal that differs from the text and could stand on its own (steps, explanation);
 * - AMBIGUOUS, where the queue offers it, may say why, and need not;
 * - ABSTAIN carries nothing but an optional note;
 * - a question that decides nothing (`open`) is answered with every decision but an abstention.
 * Where only questions are answered there is ACCEPT ("the answers were sent") and ABSTAIN, with a note at most.
 * A response is accepted, rejected or to be made again by its label (core/review/label.ts).
 * Keys that the rubric does not have, and marks beyond the last step, are refused.
 */
export function validateJudgment(input: JudgmentDraft, rubric: RubricKeys, item: JudgedItem): JudgmentCheck {
  const errors = new FieldErrors()
  checkKeys(input, rubric, item, errors)
  checkDecision(input, rubric, errors)
  if (input.decision === 'AMBIGUOUS' && !item.offersAmbiguous) {
    errors.add('decision', 'In this queue "ambiguous" is not among the answers. Accept, reject, edit or abstain.')
  }
  const labels = item.labels ?? null
  if (item.questionsOnly) checkQuestionsOnly(input, errors)
  else for (const [field, message] of labelErrors(input, labels, stepCountOf(item.content))) errors.add(field, message)
  if (input.decision === 'EDIT') checkProposal(input.proposal, item.content, errors)
  else if (input.proposal) errors.add('proposal', 'Only an edit carries a changed text.')
  return errors.any ? { ok: false, fieldErrors: errors.byField } : { ok: true, judgment: normalise(input, rubric) }
}

function checkQuestionsOnly(input: JudgmentDraft, errors: FieldErrors): void {
  if (input.decision !== 'ACCEPT' && input.decision !== 'ABSTAIN')
    errors.add('decision', 'Here questions are answered and nothing else. Send the answers, or abstain.')
  if (input.label !== null || input.compliesFrom !== null)
    errors.add('label', 'Here no label is given: the questions ask for what it would say.')
  if (input.reasons.length > 0) errors.add('reasons', 'Here no reasons are given.')
  if (input.stepMarks.length > 0) errors.add('stepMarks', 'Here no step is marked.')
}

class FieldErrors {
  byField: Record<string, string[]> = {}
  add(field: string, message: string) {
    this.byField[field] = [...(this.byField[field] ?? []), message]
  }
  get any() {
    return Object.keys(this.byField).length > 0
  }
}

function checkKeys(input: JudgmentDraft, rubric: RubricKeys, item: JudgedItem, errors: FieldErrors): void {
  const criteria = new Set(rubric.criteria.map(({ key }) => key))
  const reasons = new Set(rubric.reasons.map(({ key }) => key))
  for (const key of Object.keys(input.criteria)) {
    if (!criteria.has(key)) errors.add('criteria', `The rubric has no criterion "${key}".`)
  }
  for (const key of input.reasons) if (!reasons.has(key)) errors.add('reasons', `The rubric has no reason "${key}".`)
  for (const mark of input.stepMarks) {
    if (!Number.isInteger(mark) || mark < 0 || mark >= stepCountOf(item.content)) {
      errors.add('stepMarks', `There is no step ${mark + 1}.`)
    }
  }
}

function checkDecision(input: JudgmentDraft, { criteria }: RubricKeys, errors: FieldErrors): void {
  const open = criteria.filter((criterion) => criterion.open)
  const asked = new Set(open.map(({ key }) => key))
  const failed = Object.entries(input.criteria).some(([key, met]) => !met && !asked.has(key))
  if (input.decision !== 'ABSTAIN') {
    for (const { key, label } of open) if (!(key in input.criteria)) errors.add('criteria', `Answer too: ${label}.`)
  }
  if (input.decision === 'ACCEPT') {
    if (failed) errors.add('criteria', 'An accepted text meets every criterion. Reject it, or change the answer.')
    if (input.reasons.length > 0) errors.add('reasons', 'An accepted text has no reasons against it.')
  }
  if (input.decision === 'REJECT' && !failed && input.reasons.length === 0 && input.label === null) {
    errors.add('reasons', 'Say why: at least one criterion that fails, or one reason.')
  }
  if (input.decision === 'ABSTAIN' && (Object.keys(input.criteria).length > 0 || input.reasons.length > 0)) {
    errors.add('decision', 'An abstention gives no criteria and no reasons.')
  }
  if (input.reasons.includes(OTHER_REASON) && input.note.trim() === '') {
    errors.add('note', 'The reason "other" needs a note.')
  }
}

function checkProposal(proposal: ItemContent | null, content: ItemContent, errors: FieldErrors): void {
  if (!proposal) {
    errors.add('proposal', 'An edit needs the changed text.')
    return
  }
  const gap = contentGap(proposal)
  if (gap) errors.add('proposal', gap)
  if (!keepsShape(proposal, content)) errors.add('proposal', SHAPE_WORDS[isResponse(content) ? 'response' : 'other'])
  if (sameContent(proposal, content)) errors.add('proposal', 'Nothing was changed. Accept or reject it as it stands.')
}

const SHAPE_WORDS = {
  response: 'An edit of a response changes its steps; what was asked and the tools offered stay.',
  other: 'An edit of an instruction changes its words, nothing else.',
}

/**
 * The same stage's content; what came from the stage before is not the reviewer's to change: an instruction's steps and
 * tools, a response's request and tools.
 */
function keepsShape(proposal: ItemContent, content: ItemContent): boolean {
  if (isResponse(proposal) || isResponse(content)) {
    return (
      isResponse(proposal) &&
      isResponse(content) &&
      canonicalJson(askedOf(proposal)) === canonicalJson(askedOf(content))
    )
  }
  if (isInstruction(proposal) !== isInstruction(content)) return false
  if (!isInstruction(proposal) || !isInstruction(content)) return true
  return canonicalJson([proposal.pattern, proposal.tools]) === canonicalJson([content.pattern, content.tools])
}

const askedOf = ({ messages, tools }: ResponseContent) => [
  messages.filter(({ role }) => role === 'user' || role === 'system'),
  tools,
]

function normalise(input: JudgmentDraft, rubric: RubricKeys): JudgmentDraft {
  const met = rubric.criteria.filter(({ open }) => !open).map(({ key }) => [key, true] as const)
  return {
    ...input,
    criteria: input.decision === 'ACCEPT' ? { ...input.criteria, ...Object.fromEntries(met) } : input.criteria,
    reasons: rubric.reasons.map(({ key }) => key).filter((key) => input.reasons.includes(key)),
    stepMarks: [...new Set(input.stepMarks)].sort((a, b) => a - b),
  }
}
