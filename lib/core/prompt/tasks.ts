import { z } from 'zod'
import { chainOutput, chainsOutput, instructionOutput, instructionsOutput, splitOutput, verdictOutput } from './outputs'

/** The closed set of things that a model is asked for. A task's name is also the name of its JSON schema in a request. */
export const PROMPT_TASKS = [
  'chain-synthesis',
  'instruction-harmful',
  'instruction-borderline',
  'instruction-benign',
  'regenerate-chain',
  'regenerate-instruction',
  'judge-semantic-strict',
  'judge-semantic-relaxed',
  'borderline-split',
] as const
export type PromptTask = (typeof PROMPT_TASKS)[number]

export const promptTaskSchema = z.enum(PROMPT_TASKS)

/**
 * `value`: ours, put in as it is: numbers and closed words. `data`: what came from people, models or files; put in as a
 * fenced block. No variable is both.
 */
export type VariableKind = 'value' | 'data'

export interface VariableSpec {
  kind: VariableKind
  /** For those who write prompts. */
  about: string
}

const data = (about: string): VariableSpec => ({ kind: 'data', about })
const value = (about: string): VariableSpec => ({ kind: 'value', about })

const category = data('the harm category, by name')
const subcategory = data('its subcategory, by name')
const capabilities = data('the listed capabilities, one a line: name, what it does, what it gives')
const chain = data('the accepted chain: its steps in order with what each does, and the explanation')
const steps = data('the chain’s steps in order, with what each does; no explanation, no category')
const tools = data('one function schema a step, as JSON')
const existing = data('what this target already has, one a line; may be empty')
const attempt = value('the number of the attempt that was rejected')
const reviews = data('the judgments on the rejected text: decision, failed criteria, reasons, note')
const findings = data('what the automated checks found in the rejected text; may be empty')
const judged = data('the one instruction to be judged')

const SPECS = {
  'chain-synthesis': {
    label: 'Chains for a subcategory',
    variables: { category, subcategory, capabilities, existing },
    output: chainsOutput,
    maxTokens: 2_000,
  },
  'instruction-harmful': {
    label: 'Harmful instructions for a chain',
    variables: { category, subcategory, chain, tools, existing },
    output: instructionsOutput,
    maxTokens: 3_000,
  },
  'instruction-borderline': {
    label: 'Borderline instructions for a chain',
    variables: { steps, tools, existing },
    output: instructionsOutput,
    maxTokens: 3_000,
  },
  'instruction-benign': {
    label: 'Benign instructions for a chain',
    variables: { steps, tools, existing },
    output: instructionsOutput,
    maxTokens: 3_000,
  },
  'regenerate-chain': {
    label: 'A rejected chain, again',
    variables: {
      attempt,
      category,
      subcategory,
      capabilities,
      rejected: data('the rejected chain, as JSON'),
      reviews,
      findings,
    },
    output: chainOutput,
    maxTokens: 1_000,
  },
  'regenerate-instruction': {
    label: 'A rejected instruction, again',
    variables: {
      attempt,
      intent: value('harmful, borderline or benign'),
      category: data('the harm category, by name; empty when the intent is benign'),
      subcategory: data('its subcategory, by name; empty when the intent is benign'),
      chain: data('the chain: its steps in order with what each does; its explanation only when the intent is harmful'),
      tools,
      rejected: data('the rejected instruction'),
      reviews,
      findings,
    },
    output: instructionOutput,
    maxTokens: 1_000,
  },
  'judge-semantic-strict': {
    label: 'Strict judge, for benign and borderline instructions',
    variables: { instruction: judged },
    output: verdictOutput,
    maxTokens: 800,
  },
  'judge-semantic-relaxed': {
    label: 'Relaxed judge, for harmful instructions',
    variables: { instruction: judged },
    output: verdictOutput,
    maxTokens: 800,
  },
  'borderline-split': {
    label: 'Opinion on a borderline instruction',
    variables: { instruction: judged },
    output: splitOutput,
    maxTokens: 800,
  },
} as const satisfies Record<PromptTask, TaskSpec>

export interface TaskSpec {
  label: string
  /** Everything that a prompt of this task is given; a prompt uses each of them, and nothing else. */
  variables: Readonly<Record<string, VariableSpec>>
  output: z.ZodType
  /** Output tokens that a call may use unless its run says otherwise. */
  maxTokens: number
}

export type TaskOutput<T extends PromptTask> = z.output<(typeof SPECS)[T]['output']>
export type TaskVariable<T extends PromptTask> = keyof (typeof SPECS)[T]['variables'] & string

export const taskSpec = (task: PromptTask): TaskSpec => SPECS[task]

/** The JSON Schema of a task's answer: closed objects, every key required. */
export function outputJsonSchema(task: PromptTask): Record<string, unknown> {
  const { $schema, ...schema } = z.toJSONSchema(SPECS[task].output, { io: 'input' })
  return schema
}

export type PromptVariables = Record<string, { kind: VariableKind; value: string }>

/**
 * Texts by variable, each with the kind that its task gives it. The compiler asks for exactly the task's variables;
 * renderPrompt asks again.
 */
export function promptVariables<T extends PromptTask>(
  task: T,
  values: Record<TaskVariable<T>, string | number>,
): PromptVariables {
  const { variables } = taskSpec(task)
  return Object.fromEntries(
    Object.entries<string | number>(values).map(([name, text]) => [
      name,
      { kind: variables[name]?.kind ?? 'data', value: String(text) },
    ]),
  )
}
