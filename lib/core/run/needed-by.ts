import { STAGE_WORDS } from '../item/words'
import type { RunTask } from './targets'
import { TASK_TARGETS } from './targets'

/** What a project has to have before a task can be run on anything, in words: "a chain that passed …". */
export function neededBy(task: RunTask): string {
  const { on, text, intents } = TASK_TARGETS[task]
  if (on === 'CATEGORY') return 'a subcategory'
  const noun = STAGE_WORDS[on]
  if (text === 'ACCEPTED') return `a ${noun} that passed, with a tool for each step`
  if (text === 'REJECTED') return `a ${noun} that failed and is not being judged`
  return `a ${intents?.map((intent) => intent.toLowerCase()).join(' or ') ?? ''} ${noun}`
}
