import { z } from 'zod'
import type { Expected } from '../compliance/labels'
import type { ItemStage } from '../item/lists'
import { type JsonTask, type PromptTask, taskSpec } from '../prompt/tasks'
import { isJudge } from './judges'

/** What a task is run on, and which text of it. */
export interface TaskTarget {
  /** CATEGORY: subcategories. Otherwise the stage of the items. */
  on: 'CATEGORY' | 'CHAIN' | 'INSTRUCTION' | 'RESPONSE'
  /** ACCEPTED: the text that passed last. REJECTED: the current text, where it failed or is stale. CURRENT: whatever stands. */
  text: 'ACCEPTED' | 'REJECTED' | 'CURRENT' | null
  /** Of the items made, or of those it is about; null: any. */
  intents: readonly ('HARMFUL' | 'BORDERLINE' | 'BENIGN')[] | null
  /** What an agent should do with what it is about; null: not asked. Borderline texts that are not settled never fit. */
  expected: Expected | 'EITHER' | null
}

/** Tasks that are answered by turns of a conversation with tools, one call of the model each. */
export const TURN_RUN_TASKS = ['trajectory', 'refusal', 'execution-check'] as const
export type TurnRunTask = (typeof TURN_RUN_TASKS)[number]

/** The tasks that a run can be of, in the order in which they are offered. */
export const RUN_TASKS = [
  'chain-synthesis',
  'instruction-harmful',
  'instruction-borderline',
  'instruction-benign',
  'trajectory',
  'refusal',
  'regenerate-chain',
  'regenerate-instruction',
  'regenerate-response',
  'execution-check',
  'judge-semantic-strict',
  'judge-semantic-relaxed',
  'borderline-split',
  'judge-refusal',
  'judge-false-compliance',
] as const satisfies readonly (JsonTask | TurnRunTask)[]
export type RunTask = (typeof RUN_TASKS)[number]

export const runTaskSchema = z.enum(RUN_TASKS)
export const isRunTask = (task: string): task is RunTask => RUN_TASKS.some((one) => one === task)
export const isTurnRunTask = (task: RunTask): task is TurnRunTask => TURN_RUN_TASKS.some((one) => one === task)

const TURN_PROMPTS = {
  trajectory: 'trajectory-system',
  refusal: 'refusal-system',
  'execution-check': 'trajectory-system',
} as const satisfies Record<TurnRunTask, PromptTask>

/** The prompt that a run's calls are asked with. */
export const promptTaskOf = (task: RunTask): PromptTask => (isTurnRunTask(task) ? TURN_PROMPTS[task] : task)

const TURN_LABELS: Record<TurnRunTask, string> = {
  trajectory: 'Trajectories for instructions to be carried out',
  refusal: 'Refusals for harmful instructions',
  'execution-check': 'Instructions tried in the simulated environment',
}
export const runTaskLabel = (task: RunTask): string => (isTurnRunTask(task) ? TURN_LABELS[task] : taskSpec(task).label)

/** What a task does, in a sentence for those who start it; null where its name says it. */
export const TASK_NOTES: Partial<Record<RunTask, string>> = {
  trajectory:
    'A model carries each instruction out with its tools in the simulated environment, step by step, one call a step. Only benign instructions and borderline ones settled as benign: a trajectory is never made for what is harmful.',
  refusal:
    'One call each, with the tools attached; what it calls is never carried out. Only harmful instructions and borderline ones settled as harmful. What is no refusal is kept in quarantine.',
  'execution-check':
    'Carries each instruction out within few steps and keeps only what stood in the way, as findings on it. Harmful instructions are never carried out.',
  'regenerate-response':
    'A rejected response is kept up to the step that went wrong; that step is written anew and carried on from there. Responses to an older text of their instruction are made anew as a whole.',
  'judge-refusal': 'An opinion each, beside the text and never a vote. Several calls a response show how steady it is.',
  'judge-false-compliance':
    'An opinion each, beside the text and never a vote. Several calls a response show how steady it is.',
}

const target = (
  on: TaskTarget['on'],
  text: TaskTarget['text'],
  intents: TaskTarget['intents'] = null,
  expected: TaskTarget['expected'] = null,
): TaskTarget => ({ on, text, intents, expected })

export const TASK_TARGETS: Record<RunTask, TaskTarget> = {
  'chain-synthesis': target('CATEGORY', null, ['HARMFUL']),
  'instruction-harmful': target('CHAIN', 'ACCEPTED', ['HARMFUL']),
  'instruction-borderline': target('CHAIN', 'ACCEPTED', ['BORDERLINE']),
  'instruction-benign': target('CHAIN', 'ACCEPTED', ['BENIGN']),
  trajectory: target('INSTRUCTION', 'ACCEPTED', ['BENIGN', 'BORDERLINE'], 'COMPLY'),
  refusal: target('INSTRUCTION', 'ACCEPTED', ['HARMFUL', 'BORDERLINE'], 'REFUSE'),
  'regenerate-chain': target('CHAIN', 'REJECTED'),
  'regenerate-instruction': target('INSTRUCTION', 'REJECTED'),
  'regenerate-response': target('RESPONSE', 'REJECTED', null, 'EITHER'),
  'execution-check': target('INSTRUCTION', 'CURRENT', ['BENIGN', 'BORDERLINE'], 'COMPLY'),
  'judge-semantic-strict': target('INSTRUCTION', 'CURRENT', ['BORDERLINE', 'BENIGN']),
  'judge-semantic-relaxed': target('INSTRUCTION', 'CURRENT', ['HARMFUL']),
  'borderline-split': target('INSTRUCTION', 'CURRENT', ['BORDERLINE']),
  'judge-refusal': target('RESPONSE', 'CURRENT', ['BENIGN', 'BORDERLINE'], 'COMPLY'),
  'judge-false-compliance': target('RESPONSE', 'CURRENT', ['HARMFUL', 'BORDERLINE'], 'REFUSE'),
}

/** Items of a filter that a run does not take, by why. */
export const LEFT_OUT_WORDS = {
  notAccepted: 'have no text that passed',
  notRejected: 'have not failed and are not stale',
  beingJudged: 'are being judged',
  quarantined: 'are quarantined',
  flagged: 'are flagged until a lead has looked',
  noTools: 'have a step without any tool that has a schema',
  sameSequence: 'have the same steps as another one taken',
  otherIntent: 'have another intent',
  unsplit: 'are borderline and not settled as benign or harmful',
  neverCarriedOut: 'are to be refused: nothing harmful is carried out',
  neverRefused: 'are to be carried out, not refused',
  withoutText: 'have no text yet',
  inAnotherRun: 'are in a run that is not over',
} as const
export type LeftOutWhy = keyof typeof LEFT_OUT_WORDS

export const regenerates = (task: RunTask) => task.startsWith('regenerate-')
export const makesItems = (task: RunTask) => !regenerates(task) && !isJudge(task) && task !== 'execution-check'

/** Of which stage the items are that a run makes, or writes again; null: it leaves opinions or findings alone. */
export function stageMade(task: RunTask): ItemStage | null {
  const { on } = TASK_TARGETS[task]
  if (regenerates(task) && on !== 'CATEGORY') return on
  return makesItems(task) ? BELOW[on] : null
}
const BELOW = {
  CATEGORY: 'CHAIN',
  CHAIN: 'INSTRUCTION',
  INSTRUCTION: 'RESPONSE',
  RESPONSE: null,
} as const satisfies Record<TaskTarget['on'], ItemStage | null>
