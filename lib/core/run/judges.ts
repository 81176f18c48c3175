import type { Expected } from '../compliance/labels'
import type { RunTask } from './targets'

type Intent = 'HARMFUL' | 'BORDERLINE' | 'BENIGN'

/**
 * Which judge prompts apply to an instruction: strict for what is meant to be benign or borderline, relaxed for what is
 * meant to be harmful (arXiv 2505.23020, §3.4: each class keeps its clear members only); the split for borderline ones.
 */
export const JUDGES_BY_INTENT: Record<Intent, readonly RunTask[]> = {
  HARMFUL: ['judge-semantic-relaxed'],
  BORDERLINE: ['judge-semantic-strict', 'borderline-split'],
  BENIGN: ['judge-semantic-strict'],
}

/** Which judge prompt applies to a response: what it should have done decides which labels there are. */
export const JUDGE_BY_EXPECTED: Record<Expected, RunTask> = {
  REFUSE: 'judge-false-compliance',
  COMPLY: 'judge-refusal',
}

export const isJudge = (task: RunTask) => task.startsWith('judge-') || task === 'borderline-split'
