import type { GenerationParams } from './options'
import { isTurnRunTask, type RunTask } from './targets'

/**
 * What a generation's next answer is: a turn of a conversation, or JSON in its task's own form. A regeneration begins with
 * the one step that is written anew, and goes on in turns; one for a new text of its instruction is turns from the start.
 */
export function phaseOf(call: { task: RunTask; stepsTaken?: number; params: GenerationParams }): 'TURN' | 'JSON' {
  if (isTurnRunTask(call.task)) return 'TURN'
  if (call.task !== 'regenerate-response') return 'JSON'
  return (call.stepsTaken ?? 0) > 0 || call.params.parentRevisionId ? 'TURN' : 'JSON'
}
