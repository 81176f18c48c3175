/**
 * What becomes of a row: its consumer REJECTS it, CRASHES on it (and ends the whole run), silently DROPS it or silently
 * LOSES a part of it; it WARNS or learns nothing; or nobody looks (UNCHECKED), and the model learns what is wrong.
 */
export const LINT_EFFECTS = ['REJECTED', 'CRASHES', 'DROPPED', 'LOST', 'WARNED', 'UNCHECKED'] as const
export type LintEffect = (typeof LINT_EFFECTS)[number]

export interface LintProblem {
  effect: LintEffect
  code: string
  message: string
  /** JSON path from the row, such as `$.messages[2].tool_calls[0].id`. */
  path: string
}

export type Report = (effect: LintEffect, code: string, message: string, path: string) => void

/** Collects what a linter reports. */
export function collect(lint: (report: Report) => void): LintProblem[] {
  const problems: LintProblem[] = []
  lint((effect, code, message, path) => problems.push({ effect, code, message, path }))
  return problems
}

/** A row with any of these must not leave. */
export const isFatal = ({ effect }: LintProblem) => effect !== 'WARNED' && effect !== 'UNCHECKED'
