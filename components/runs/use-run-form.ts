'use client'
import { useMemo, useState } from 'react'
import { TURN_LIMITS } from '@/lib/core/run/conversation'
import { judgesFor } from '@/lib/core/run/judges-for'
import { makesItems, RUN_TASKS, type RunTask, regenerates, stageMade, TASK_TARGETS } from '@/lib/core/run/targets'
import type { RunFormData } from './run-form-data'

export interface RunFormValues {
  task: RunTask
  categoryIds: string[]
  /** Of the filter's rows, those of one category; '': all. */
  category: string
  provider: string
  model: string
  /** '': the task's current version. */
  prompt: string
  temperature: string
  seed: string
  samples: string
  maxTokens: string
  budget: string
  budgetCalls: string
  queue: string
  judges: RunTask[]
  /** Per cent. */
  control: string
  /** Of a conversation; '': the task's own limits. */
  stepLimit: string
  tokenLimit: string
  secondTry: boolean
  /** Of a response, from 1; '': the model says which. */
  fromStep: string
  reason: string
}

/** Tasks that fit what was chosen in a list; all of them where nothing was. */
export const tasksFor = ({ task, itemIds, filter }: RunFormData['start']): readonly RunTask[] => {
  if (!task) return RUN_TASKS
  const chosen = itemIds !== null || Object.keys(filter).length > 0
  return chosen ? RUN_TASKS.filter((one) => TASK_TARGETS[one].on === TASK_TARGETS[task].on) : RUN_TASKS
}

function firstValues({ start, providers, queues }: RunFormData): RunFormValues {
  const provider = providers.find(({ id, name }) => id === start.provider || name === start.provider) ?? providers[0]
  const task = start.task ?? 'chain-synthesis'
  return {
    task,
    categoryIds: start.categoryIds,
    category: '',
    provider: provider?.id ?? '',
    model: provider?.models.find(({ id }) => id === start.model)?.id ?? provider?.models[0]?.id ?? '',
    prompt: start.prompt ?? '',
    ...{ temperature: '1', seed: '1', samples: '1', maxTokens: '', budget: '5', budgetCalls: '500' },
    queue: start.queue ?? firstQueue(queues, task),
    ...{ judges: [], control: '0', stepLimit: '', tokenLimit: '', secondTry: true },
    ...{ fromStep: start.fromStep === null ? '' : String(start.fromStep), reason: '' },
  }
}

/** New texts go to the newest queue of their stage; new attempts where the text was judged last. */
const firstQueue = (queues: RunFormData['queues'], task: RunTask) =>
  makesItems(task) ? (queues.find(({ stage }) => stage === stageMade(task))?.id ?? '') : ''

export function useRunForm(data: RunFormData) {
  const [values, setValues] = useState(() => firstValues(data))
  const set = (change: Partial<RunFormValues>) => setValues((before) => ({ ...before, ...change }))
  const setTask = (task: RunTask) =>
    set({
      task,
      prompt: '',
      queue: firstQueue(data.queues, task),
      judges: [],
      control: '0',
      stepLimit: '',
      tokenLimit: '',
    })
  const provider = data.providers.find(({ id }) => id === values.provider)
  const setProvider = (id: string) =>
    set({ provider: id, model: data.providers.find((one) => one.id === id)?.models[0]?.id ?? '' })
  const priced = provider?.models.find(({ id }) => id === values.model)?.priced ?? false
  const input = useMemo(() => toInput(data, values, priced), [data, values, priced])
  return { values, set, setTask, setProvider, provider, priced, input }
}

const numberOf = (text: string) => (text.trim() === '' ? null : Number(text))

/** What the server is asked with; a string says what is missing. */
function toInput(data: RunFormData, values: RunFormValues, priced: boolean): object | string {
  const { task, provider, model } = values
  if (!provider || !model) return 'Choose a model.'
  const targets = targetsOf(data, values)
  if (typeof targets === 'string') return targets
  const judges = judgesFor(task)
  return {
    ...{ projectId: data.project.id, task, targets, providerId: provider, model },
    prompt: values.prompt || null,
    temperature: Number(values.temperature),
    seed: Number(values.seed),
    samples: regenerates(task) ? 1 : Number(values.samples),
    maxOutputTokens: numberOf(values.maxTokens),
    budget: priced ? numberOf(values.budget) : null,
    budgetCalls: numberOf(values.budgetCalls),
    queueId: stageMade(task) && values.queue ? values.queue : null,
    judges: values.judges.filter((judge) => judges.includes(judge)),
    controlShare: regenerates(task) ? Number(values.control) / 100 : 0,
    stepLimit: TURN_LIMITS[task] ? numberOf(values.stepLimit) : null,
    tokenLimit: TURN_LIMITS[task] ? numberOf(values.tokenLimit) : null,
    secondTry: task === 'refusal' && values.secondTry,
    ...(task === 'regenerate-response' && {
      fromStep: values.fromStep.trim() === '' ? null : Number(values.fromStep) - 1,
      reason: values.reason,
    }),
  }
}

function targetsOf({ start }: RunFormData, { task, categoryIds, category }: RunFormValues): object | string {
  if (TASK_TARGETS[task].on === 'CATEGORY')
    return categoryIds.length > 0 ? { kind: 'CATEGORIES', categoryIds } : 'Choose a subcategory.'
  if (start.itemIds !== null && TASK_TARGETS[task].on === TASK_TARGETS[start.task ?? task].on) {
    return start.itemIds.length > 0 ? { kind: 'ITEMS', itemIds: start.itemIds } : 'None of the picked rows is there.'
  }
  return { kind: 'FILTER', filter: { ...start.filter, ...(category && { categoryIds: [category] }) } }
}
