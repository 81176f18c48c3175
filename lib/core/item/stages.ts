import type { z } from 'zod'
import { chainContentSchema, chainSearchText } from '../chain/content'
import { instructionContentSchema } from '../instruction/content'
import { detectLanguage } from '../instruction/language'
import { sketch } from '../instruction/sketch'
import { type ItemContent, isInstruction, stepsOf } from './content'
import type { ItemStage } from './lists'

const SCHEMAS: Partial<Record<ItemStage, z.ZodType<ItemContent>>> = {
  CHAIN: chainContentSchema,
  INSTRUCTION: instructionContentSchema,
}

/** A stored or sent content as its stage has it; throws (a ZodError) where it is not that. */
export function readContent(stage: ItemStage, value: unknown): ItemContent {
  const schema = SCHEMAS[stage]
  if (!schema) throw new Error(`Items of stage ${stage} have no content yet`)
  return schema.parse(value)
}

/** Whether a content is one of the stage: an edit of an instruction is an instruction. */
export const isOfStage = (stage: ItemStage, content: ItemContent) => SCHEMAS[stage]?.safeParse(content).success === true

/** What lists, counts and search read of a content, so that they never read the content. */
export interface ItemSummary {
  stepCount: number
  stepKey: string
  /** At most 2,000 characters. */
  searchText: string
  toolNames: string[]
  /** core/instruction/language.ts; null for chains. */
  language: string | null
  /** core/instruction/sketch.ts; empty for chains. */
  sketch: number[]
}

export function summarize(content: ItemContent): ItemSummary {
  const steps = stepsOf(content)
  const shared = { stepCount: steps.length, stepKey: steps.join(' > ') }
  if (!isInstruction(content)) {
    return { ...shared, searchText: chainSearchText(content), toolNames: [], language: null, sketch: [] }
  }
  return {
    ...shared,
    searchText: content.text.slice(0, 2_000),
    toolNames: [...new Set(content.tools.map((tool) => tool.function.name))],
    language: detectLanguage(content.text),
    sketch: sketch(content.text),
  }
}
