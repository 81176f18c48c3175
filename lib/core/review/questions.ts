import type { DecisionName, DraftContent, Rubric } from './wire'

/** Where only questions are answered: a study whose raters weigh no text. Runs in the browser: types only from modules that bring zod. */

type Asking = Pick<Rubric, 'criteria'>

/** A question with the key that turns its answer. */
export interface QuestionLine {
  key: string
  label: string
  question: string
  press: string
}

export const questionLines = ({ criteria }: Asking): QuestionLine[] =>
  criteria.map(({ key, label, question }, index) => ({ key, label, question, press: `${index + 1}` }))

const unanswered = (draft: Pick<DraftContent, 'criteria'>, rubric: Asking) =>
  rubric.criteria.filter(({ key }) => !(key in draft.criteria))

/** Answers the next question; in words what else to do where none is left. */
export function answerNext<T extends Pick<DraftContent, 'criteria'>>(
  draft: T,
  rubric: Asking,
  yes: boolean,
): T | string {
  const [next] = unanswered(draft, rubric)
  if (!next) return `All are answered: 1 to ${rubric.criteria.length} change one, Enter sends them.`
  return { ...draft, criteria: { ...draft.criteria, [next.key]: yes } }
}

/** Yes at first, then the other answer. */
export const turnAnswer = <T extends Pick<DraftContent, 'criteria'>>(draft: T, key: string): T => ({
  ...draft,
  criteria: { ...draft.criteria, [key]: draft.criteria[key] !== true },
})

/** What the answers still lack before they can be sent, in words; null when nothing. The server checks again. */
export function questionsGap(
  draft: Pick<DraftContent, 'criteria'>,
  decision: DecisionName,
  rubric: Asking,
): string | null {
  const left = decision === 'ABSTAIN' ? [] : unanswered(draft, rubric)
  if (left.length === 0) return null
  return `Not sent: ${left.map(({ label }) => label.toLowerCase()).join(', ')} ${left.length === 1 ? 'is' : 'are'} not answered yet.`
}
