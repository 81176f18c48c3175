import type { ItemStage } from '../item/lists'

/** What can be taken out. */
export const TAKE_OUT_STAGES = ['CHAIN', 'INSTRUCTION', 'RESPONSE'] as const satisfies readonly ItemStage[]
export type TakeOutStage = (typeof TAKE_OUT_STAGES)[number]

export const TAKE_OUT_FORMATS = ['agentalign-chains', 'agentalign-instructions', 'plumbline-jsonl'] as const
export type TakeOutFormat = (typeof TAKE_OUT_FORMATS)[number]

/** What accepted items of a stage can be taken out as. */
export const FORMATS_OF: Record<TakeOutStage, readonly TakeOutFormat[]> = {
  CHAIN: ['agentalign-chains', 'plumbline-jsonl'],
  INSTRUCTION: ['agentalign-instructions', 'plumbline-jsonl'],
  RESPONSE: ['plumbline-jsonl'],
}

export const TAKE_OUT: Record<TakeOutFormat, { label: string; what: string; extension: string; mediaType: string }> = {
  'agentalign-chains': {
    label: 'AgentAlign chain file',
    what: 'One JSON file in the shape of AgentAlign’s own tool chains. Steps and explanation only; titles are left out.',
    extension: 'json',
    mediaType: 'application/json; charset=utf-8',
  },
  'agentalign-instructions': {
    label: 'AgentAlign instruction file',
    what: 'One JSON list in the shape that AgentAlign’s response scripts read: id, instruction, category, sub_category, pattern, tools.',
    extension: 'json',
    mediaType: 'application/json; charset=utf-8',
  },
  'plumbline-jsonl': {
    label: 'Plumbline JSONL',
    what: 'One line each, with its revision, judgments, verdict and rule, and pinned to the texts that it was made from. Reads back in without loss.',
    extension: 'jsonl',
    mediaType: 'application/jsonl; charset=utf-8',
  },
}

export const isFormatOf = (stage: TakeOutStage, text: string): text is TakeOutFormat =>
  (FORMATS_OF[stage] as readonly string[]).includes(text)
