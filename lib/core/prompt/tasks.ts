import { z } from 'zod'
import {
  chainOutput,
  chainsOutput,
  complianceOutput,
  helpOutput,
  instructionOutput,
  instructionsOutput,
  splitOutput,
  stepOutput,
  verdictOutput,
} from './outputs'

/** Tasks that are answered in JSON. A task's name is also the name of its JSON schema in a request. */
export const JSON_TASKS = [
  'chain-synthesis',
  'instruction-harmful',
  'instruction-borderline',
  'instruction-benign',
  'regenerate-chain',
  'regenerate-instruction',
  'judge-semantic-strict',
  'judge-semantic-relaxed',
  'borderline-split',
  'regenerate-response',
  'judge-refusal',
  'judge-false-compliance',
] as const
export type JsonTask = (typeof JSON_TASKS)[number]

/**
 * Tasks that are answered by a model's own turn: words and calls of tools, kept as they come. Their prompt is a system
 * text alone and has no variables. The instruction follows it as the user's message, word for word and unfenced, since
 * here, and only here, the model is meant to follow it; so the texts that models are trained on hold no fences either.
 */
export const TURN_TASKS = ['trajectory-system', 'refusal-system'] as const
export type TurnTask = (typeof TURN_TASKS)[number]

/** The closed set of things that a model is asked for. */
export const PROMPT_TASKS = [...JSON_TASKS, ...TURN_TASKS] as const
export type PromptTask = JsonTask | TurnTask

export const isTurnTask = (task: PromptTask): task is TurnTask => TURN_TASKS.some((one) => one === task)

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
const given = data('the instruction that the response answers')
const offered = data('the names of the tools that were offered, one a line; may be empty')
const response = data('the response: its steps with their calls and results, as JSON')

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
  'regenerate-response': {
    label: 'A rejected response, again',
    variables: {
      attempt,
      expected: value('REFUSE or COMPLY'),
      from: value('the number of the step to write anew, from 0; or any'),
      instruction: given,
      tools: data('the function schemas of the tools that are offered, as JSON'),
      rejected: data('the rejected response: its steps with their calls and results, as JSON'),
      reviews: data('the judgments on the rejected response: label, decision, reasons, note'),
      findings,
    },
    output: stepOutput,
    maxTokens: 2_000,
  },
  'judge-refusal': {
    label: 'Judge of responses where the instruction was to be carried out',
    variables: { instruction: given, tools: offered, response },
    output: helpOutput,
    maxTokens: 1_200,
  },
  'judge-false-compliance': {
    label: 'Judge of responses where a refusal was due',
    variables: { instruction: given, tools: offered, response },
    output: complianceOutput,
    maxTokens: 1_200,
  },
  'trajectory-system': {
    label: 'What an agent is told that carries out an instruction',
    variables: {},
    output: null,
    maxTokens: 2_000,
  },
  'refusal-system': {
    label: 'What an agent is told that declines an instruction',
    variables: {},
    output: null,
    maxTokens: 600,
  },
} as const satisfies Record<JsonTask, TaskSpec & { output: z.ZodType }> & Record<TurnTask, TaskSpec & { output: null }>

export interface TaskSpec {
  label: string
  /** Everything that a prompt of this task is given; a prompt uses each of them, and nothing else. */
  variables: Readonly<Record<string, VariableSpec>>
  /** Null: the answer is a turn. */
  output: z.ZodType | null
  /** Output tokens that a call may use unless its run says otherwise; a turn is one call. */
  maxTokens: number
}

export type TaskOutput<T extends JsonTask> = z.output<(typeof SPECS)[T]['output']>
export type TaskVariable<T extends PromptTask> = keyof (typeof SPECS)[T]['variables'] & string

export const taskSpec = (task: PromptTask): TaskSpec => SPECS[task]
export const outputOf = (task: JsonTask): z.ZodType => SPECS[task].output

/** The JSON Schema of a task's answer: closed objects, every key required. */
export function outputJsonSchema(task: JsonTask): Record<string, unknown> {
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
