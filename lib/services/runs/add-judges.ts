import { JUDGES_BY_INTENT } from '@/lib/core/run/judges'
import type { RunTask } from '@/lib/core/run/targets'
import type { Tx } from '@/lib/data/client'
import type { CreatedItem } from '../items/create-items'
import { addCalls } from './add-calls'
import type { AnsweredCall } from './apply-output'

/** Of the opinions that the run asks for, those that apply. */
export const judgesAmong = ({ options }: AnsweredCall, applying: readonly RunTask[]) =>
  options.judges.filter(({ task }) => applying.includes(task))

/** The opinions that the run asks for on the instructions that it made: more calls of the same run, within the same budget. */
export function addJudges(
  tx: Tx,
  call: AnsweredCall,
  intent: 'HARMFUL' | 'BORDERLINE' | 'BENIGN',
  created: readonly CreatedItem[],
): Promise<number> {
  const judges = judgesAmong(call, JUDGES_BY_INTENT[intent])
  return addCalls(
    tx,
    call,
    created.flatMap((item) => judges.map((judge) => ({ ...item, ...judge, params: { intent } }))),
  )
}
