import { JUDGE_BY_EXPECTED, JUDGES_BY_INTENT } from './judges'
import { type RunTask, stageMade, TASK_TARGETS } from './targets'

/** Judges that apply to what a task makes. */
export function judgesFor(task: RunTask): RunTask[] {
  const { intents, expected } = TASK_TARGETS[task]
  const stage = stageMade(task)
  if (stage === 'RESPONSE') {
    const sides = expected === 'EITHER' || expected === null ? (['COMPLY', 'REFUSE'] as const) : [expected]
    return sides.map((side) => JUDGE_BY_EXPECTED[side])
  }
  if (stage !== 'INSTRUCTION') return []
  const of = intents ?? (['HARMFUL', 'BORDERLINE', 'BENIGN'] as const)
  return [...new Set(of.flatMap((intent) => JUDGES_BY_INTENT[intent]))]
}
