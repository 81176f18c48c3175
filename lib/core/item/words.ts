import type { ItemStage } from './lists'

/** How lists and pages say an item's facts. */

export const itemNumber = (number: number) => String(number).padStart(4, '0')

export const ORIGIN_WORDS = {
  IMPORTED: 'imported',
  GENERATED: 'generated',
  DEMO_MODEL: 'demo model',
  WRITTEN: 'written',
} as const

export const STAGE_WORDS = { CHAIN: 'chain', INSTRUCTION: 'instruction', RESPONSE: 'response' } as const

/** "Chain 0012", at the start of a line or, as `small`, within one. */
export const itemName = (stage: ItemStage, number: number, small = false) =>
  `${small ? STAGE_WORDS[stage] : capital(STAGE_WORDS[stage])} ${itemNumber(number)}`
export const capital = (word: string) => `${word[0]!.toUpperCase()}${word.slice(1)}`

export const severityWords = (severity: number | null) =>
  severity === null ? 'no severity set' : `severity ${severity}`

/** The last word of a capability's name, for chips: "Social.create_post" is "post". */
export const shortStep = (name: string) => name.split('.').at(-1)!.split('_').at(-1) || name

export const FINDING_WORDS: Record<string, string> = {
  unknown_capability: 'Unknown capability',
  unlisted_capability: 'Capability not listed',
  length_out_of_range: 'Length out of range',
  empty_explanation: 'No explanation',
  repeated_sequence: 'Same steps as another',
  empty_text: 'No text',
  text_length: 'Very short or long',
  empty_pattern: 'No steps',
  no_tools: 'No tools',
  parameter_not_given: 'Parameter not given',
  tool_not_asked_for: 'Tool not asked for',
  other_language: 'Other language',
  near_duplicate: 'Near-duplicate',
  tool_called: 'Calls a tool',
  tool_not_offered: 'Tool not offered',
  arguments_not_json: 'Arguments are no JSON',
  arguments_not_as_asked: 'Arguments not as asked',
  call_unanswered: 'Call not answered',
  result_without_call: 'Result without a call',
  no_answer: 'No answer',
  ends_on_result: 'Ends on a result',
  cut_off: 'Cut off',
  model_error: 'Model failed',
  exec_passed: 'Carried out when tried',
  exec_missing_parameter: 'Tried: a parameter is missing',
  exec_no_call: 'Tried: no tool was called',
  exec_tool_error: 'Tried: a call failed',
  exec_refused: 'Tried: the model refused',
  exec_step_limit: 'Tried: not done within the limits',
}

export const SETTLED_WORDS = { UNANIMOUS: 'unanimous', MAJORITY: 'by majority', ADJUDICATED: 'adjudicated' } as const

export const DECISION_WORDS = {
  ACCEPT: 'accepted',
  REJECT: 'rejected',
  EDIT: 'edited',
  ABSTAIN: 'abstained',
  AMBIGUOUS: 'called ambiguous',
} as const
