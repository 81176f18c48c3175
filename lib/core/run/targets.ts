import { z } from 'zod'
import type { ItemStage } from '../item/lists'
import type { JsonTask } from '../prompt/tasks'
import { isJudge } from './judges'

/** What a task is run on, and which text of it. */
export interface TaskTarget {
  /** CATEGORY: subcategories. Otherwise the stage of the items. */
  on: 'CATEGORY' | 'CHAIN' | 'INSTRUCTION'
  /** ACCEPTED: the text that passed last. REJECTED: the current text, where it failed or is stale. CURRENT: whatever stands. */
  text: 'ACCEPTED' | 'REJECTED' | 'CURRENT' | null
  /** Of the items made, or of those it is about; null: any. */
  intents: readonly ('HARMFUL' | 'BORDERLINE' | 'BENIGN')[] | null
}

/** The tasks that a run can be of, in the order in which they are offered. */
export const RUN_TASKS = [
  'chain-synthesis',
  'instruction-harmful',
  'instruction-borderline',
  'instruction-benign',
  'regenerate-chain',
  'regenerate-instruction',
  'judge-semantic-strict',
  'judge-semantic-relaxed',
  'borderline-split',
] as const satisfies readonly JsonTask[]
export type RunTask = (typeof RUN_TASKS)[number]

export const runTaskSchema = z.enum(RUN_TASKS)
export const isRunTask = (task: string): task is RunTask => RUN_TASKS.some((one) => one === task)

export const TASK_TARGETS: Record<RunTask, TaskTarget> = {
  'chain-synthesis': { on: 'CATEGORY', text: null, intents: ['HARMFUL'] },
  'instruction-harmful': { on: 'CHAIN', text: 'ACCEPTED', intents: ['HARMFUL'] },
  'instruction-borderline': { on: 'CHAIN', text: 'ACCEPTED', intents: ['BORDERLINE'] },
  'instruction-benign': { on: 'CHAIN', text: 'ACCEPTED', intents: ['BENIGN'] },
  'regenerate-chain': { on: 'CHAIN', text: 'REJECTED', intents: null },
  'regenerate-instruction': { on: 'INSTRUCTION', text: 'REJECTED', intents: null },
  'judge-semantic-strict': { on: 'INSTRUCTION', text: 'CURRENT', intents: ['BORDERLINE', 'BENIGN'] },
  'judge-semantic-relaxed': { on: 'INSTRUCTION', text: 'CURRENT', intents: ['HARMFUL'] },
  'borderline-split': { on: 'INSTRUCTION', text: 'CURRENT', intents: ['BORDERLINE'] },
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
  withoutText: 'have no text yet',
  inAnotherRun: 'are in a run that is not over',
} as const
export type LeftOutWhy = keyof typeof LEFT_OUT_WORDS

export const regenerates = (task: RunTask) => task.startsWith('regenerate-')
export const makesItems = (task: RunTask) => !regenerates(task) && !isJudge(task)

/** Of which stage the items are that a run makes, or writes again; null: it leaves opinions alone. */
export function stageMade(task: RunTask): ItemStage | null {
  if (isJudge(task)) return null
  const { on } = TASK_TARGETS[task]
  if (on === 'CATEGORY') return 'CHAIN'
  return regenerates(task) ? on : BELOW[on]
}
const BELOW = { CHAIN: 'INSTRUCTION', INSTRUCTION: 'RESPONSE' } as const satisfies Partial<Record<ItemStage, ItemStage>>
