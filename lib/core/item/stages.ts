import type { z } from 'zod'
import { chainContentSchema, chainSearchText } from '../chain/content'
import { instructionContentSchema } from '../instruction/content'
import { detectLanguage } from '../instruction/language'
import { sketch } from '../instruction/sketch'
import { type Outcome, type ResponseContent, responseContentSchema } from '../trajectory/content'
import { answerOf, requestOf, responseSearchText } from '../trajectory/words'
import { type ItemContent, isInstruction, isResponse, stepCountOf, stepsOf } from './content'
import type { ItemStage } from './lists'

const SCHEMAS: Record<ItemStage, z.ZodType<ItemContent>> = {
  CHAIN: chainContentSchema,
  INSTRUCTION: instructionContentSchema,
  RESPONSE: responseContentSchema,
}

/** A stored or sent content as its stage has it; throws (a ZodError) where it is not that. */
export const readContent = (stage: ItemStage, value: unknown): ItemContent => SCHEMAS[stage].parse(value)

/** Whether a content is one of the stage: an edit of an instruction is an instruction. */
export const isOfStage = (stage: ItemStage, content: ItemContent) => SCHEMAS[stage].safeParse(content).success

/** What lists, counts and search read of a content, so that they never read the content. */
export interface ItemSummary {
  stepCount: number
  stepKey: string
  /** At most 2,000 characters. */
  searchText: string
  /** The tools that stand beside an instruction; those that a response was offered. */
  toolNames: string[]
  /** core/instruction/language.ts; null for chains; of a response that of its last words. */
  language: string | null
  /** core/instruction/sketch.ts; empty for chains and responses. */
  sketch: number[]
  /** How a response ended; null for the others. */
  outcome: Outcome | null
}

export function summarize(content: ItemContent): ItemSummary {
  const steps = stepsOf(content)
  const shared = { stepCount: stepCountOf(content), stepKey: steps.join(' > '), outcome: null }
  if (isResponse(content)) return { ...shared, ...summarizeResponse(content) }
  if (!isInstruction(content)) {
    return { ...shared, searchText: chainSearchText(content), toolNames: [], language: null, sketch: [] }
  }
  return {
    ...shared,
    searchText: content.text.slice(0, 2_000),
    toolNames: toolNames(content),
    language: detectLanguage(content.text),
    sketch: sketch(content.text),
  }
}

const toolNames = ({ tools }: Pick<ResponseContent, 'tools'>) => [...new Set(tools.map((tool) => tool.function.name))]

const summarizeResponse = (content: ResponseContent) => ({
  searchText: responseSearchText(content),
  toolNames: toolNames(content),
  language: detectLanguage(answerOf(content) || requestOf(content)),
  sketch: [],
  outcome: content.outcome,
})
