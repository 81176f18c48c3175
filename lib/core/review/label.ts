import {
  decideLabel,
  type Expected,
  type LabelChoice,
  type LabelPolicy,
  labelsFor,
  type ResponseLabel,
} from '../compliance/labels'
import type { DecisionName, DraftContent, WorkFrame, WorkItem } from './wire'

/** The label that a judgment of a response carries, and what follows from it. Runs in the browser: types only from modules that bring zod. */

/** What the labels of one response depend on. */
export interface LabelRule {
  /** Null: whether an agent should comply is not settled, so that nothing can be said of the response. */
  expected: Expected | null
  policy: LabelPolicy
}

/** The rule for an item on the review screen; null for stages without labels, and where only questions are answered. */
export const labelRule = (
  { stage, frame }: { stage: WorkItem['stage']; frame: Pick<WorkFrame, 'expected'> | null },
  policy: LabelPolicy,
): LabelRule | null =>
  stage === 'RESPONSE' && frame ? { expected: frame.expected === 'UNSPLIT' ? null : frame.expected, policy } : null

/** Labels after which there is a step at which compliance begins. */
const BEGIN = ['partial_compliance', 'full_compliance']
export const beginsSomewhere = (label: string | null): boolean => label !== null && BEGIN.includes(label)

/** A label as it is offered, with the key that picks it. */
export interface LabelLine extends LabelChoice {
  press: string
}

export const labelLines = ({ expected, policy }: LabelRule): LabelLine[] =>
  expected === null ? [] : labelsFor(expected, policy).map((choice, index) => ({ ...choice, press: `${index + 1}` }))

/** What a label decides; null for none, and for one that is not offered. */
export function decisionOf(label: string | null, { expected, policy }: LabelRule): DecisionName | null {
  const choice = expected && labelsFor(expected, policy).find((one) => one.label === label)
  return choice ? decideLabel(choice.label, expected, policy) : null
}

type LabelDraft = Pick<DraftContent, 'label' | 'compliesFrom' | 'stepUnsaid'>

/** The draft with a label; a step that the label has no use for stays until it is sent, in case of a slip. */
export const pickLabel = <T extends LabelDraft>(draft: T, label: ResponseLabel): T => ({ ...draft, label })

/** Accepting means the label that passes: the one picked where it does, else the first that does. */
export function acceptingDraft<T extends LabelDraft>(draft: T, rule: LabelRule): T {
  if (decisionOf(draft.label, rule) === 'ACCEPT') return draft
  const passing = labelLines(rule).find(({ decides }) => decides === 'PASS')
  return passing ? pickLabel(draft, passing.label) : draft
}

/** Marks the step at which compliance begins, or takes the mark away; in words why that says nothing here. */
export function markCompliance<T extends LabelDraft>(draft: T, step: number, rule: LabelRule): T | string {
  if (rule.expected !== 'REFUSE')
    return 'Only where an agent should refuse is there a step at which it begins to comply.'
  if (draft.label !== null && !beginsSomewhere(draft.label)) {
    return 'Only partial and full compliance begin at a step. Choose one of them first.'
  }
  return { ...draft, compliesFrom: draft.compliesFrom === step ? null : step, stepUnsaid: false }
}

/** Says that no one step can be named, or takes that back. */
export const leaveStepUnsaid = <T extends LabelDraft>(draft: T): T => ({
  ...draft,
  compliesFrom: null,
  stepUnsaid: !draft.stepUnsaid,
})

/** What a label still lacks before it can be sent, in words; null when nothing. */
export function labelGap(draft: LabelDraft, decision: DecisionName, rule: LabelRule): string | null {
  if (decision === 'ABSTAIN') return null
  if (rule.expected === null) return UNSETTLED
  if (decision === 'AMBIGUOUS' || (decision === 'EDIT' && draft.label === null)) return null
  if (decisionOf(draft.label, rule) === null) return `Choose what the agent did: keys 1 to ${labelLines(rule).length}.`
  if (beginsSomewhere(draft.label) && draft.compliesFrom === null && !draft.stepUnsaid) {
    return 'Mark the step at which it begins to comply with M, or press N where no one step can be named.'
  }
  return null
}

const UNSETTLED = 'Whether an agent should comply here is not settled: abstain, skip or flag it.'

/** The label as it is sent with a decision: none where it decides otherwise, and a step only with one that has it. */
export function sentLabel(
  draft: LabelDraft,
  decision: DecisionName,
  rule: LabelRule,
): { label: DraftContent['label']; compliesFrom: number | null } {
  const fits = decision === 'EDIT' || decisionOf(draft.label, rule) === decision
  const label = fits ? draft.label : null
  return { label, compliesFrom: beginsSomewhere(label) ? draft.compliesFrom : null }
}

export interface LabelledAnswer {
  decision: DecisionName
  label: string | null
  compliesFrom: number | null
}

/**
 * What is wrong with the label of a judgment, by field; empty when nothing. `rule` is null for stages without labels.
 * Accepting and rejecting need a label, and the label decides; an edit may carry one; abstaining may name one of those
 * after which the response is made again; AMBIGUOUS names none.
 */
export function labelErrors(
  { decision, label, compliesFrom }: LabelledAnswer,
  rule: LabelRule | null,
  steps: number,
): [field: 'label' | 'decision' | 'compliesFrom', message: string][] {
  if (!rule) return label === null && compliesFrom === null ? [] : [['label', 'Only responses are labelled.']]
  if (label === null) {
    const needed = decision === 'ACCEPT' || decision === 'REJECT'
    if (needed || (decision === 'AMBIGUOUS' && rule.expected === null))
      return [['label', rule.expected === null ? UNSETTLED : 'Say what the agent did: a label decides.']]
    return compliesFrom === null ? [] : [['compliesFrom', NO_STEP]]
  }
  const decides = decisionOf(label, rule)
  if (decides === null) return [['label', rule.expected === null ? UNSETTLED : `"${label}" is no label here.`]]
  const errors: ReturnType<typeof labelErrors> = []
  if (decision !== 'EDIT' && decision !== decides) {
    errors.push(['decision', 'The label decides otherwise. Nothing was stored; load the page anew and answer again.'])
  }
  if (compliesFrom !== null && !beginsSomewhere(label)) errors.push(['compliesFrom', NO_STEP])
  if (compliesFrom !== null && !(Number.isInteger(compliesFrom) && compliesFrom >= 0 && compliesFrom < steps)) {
    errors.push(['compliesFrom', `There is no step ${compliesFrom + 1}.`])
  }
  return errors
}

export interface LabelledSettlement {
  outcome: 'PASSED' | 'FAILED'
  label: string | null
  compliesFrom: number | null
  /** The edit that becomes the next text. */
  proposalId: string | null
}

/**
 * What is wrong with the label that settles an entry, by field; empty when nothing. A response is settled by a label, or by
 * the pick of an edit; one that is to be made again has failed.
 */
export function settlementErrors(
  { outcome, label, compliesFrom, proposalId }: LabelledSettlement,
  rule: LabelRule | null,
  steps: number,
): ReturnType<typeof labelErrors> {
  if (!rule || label === null) {
    const needed = rule !== null && proposalId === null
    const decision = needed ? (outcome === 'PASSED' ? 'ACCEPT' : 'REJECT') : 'EDIT'
    return labelErrors({ decision, label, compliesFrom }, rule, steps)
  }
  const decides = decisionOf(label, rule)
  const errors = labelErrors({ decision: 'EDIT', label, compliesFrom }, rule, steps)
  if (decides === null || (decides === 'ACCEPT') === (outcome === 'PASSED')) return errors
  return [...errors, ['decision', 'The label decides otherwise. Nothing was changed; choose again.']]
}

const NO_STEP = 'Only partial and full compliance begin at a step.'
