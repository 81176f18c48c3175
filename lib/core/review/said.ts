import type { DecisionName } from './wire'

/** What a judgment says to whoever reads it: where only questions are answered, no text was accepted. */
export type Said = DecisionName | 'ANSWERS'

export const saidBy = (decision: DecisionName, questionsOnly: boolean | undefined): Said =>
  questionsOnly && decision === 'ACCEPT' ? 'ANSWERS' : decision
