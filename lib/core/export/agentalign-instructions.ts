import type { InstructionContent } from '../instruction/content'
import { type AgentAlignPart, indent } from './part'

export interface AgentAlignInstruction {
  /** A UUID. */
  id: string
  category: readonly string[]
  intent: 'HARMFUL' | 'BORDERLINE' | 'BENIGN'
  /** What a borderline one was settled to be. */
  split: 'BENIGN' | 'HARMFUL' | null
  content: InstructionContent
}

/**
 * Writes the list that AgentAlign's response scripts read, `[{id, instruction, category, sub_category, pattern, tools}]`,
 * indented by 4, one instruction at a time: join the texts of `add` in order, then `end()`. As in its published rows, ids
 * begin with "harmful-" or "benign-" and benign ones have the category "benign". It has no word for borderline: what is
 * settled is written as what it was settled to be, and the part says that the word was lost.
 */
export class AgentAlignInstructionWriter {
  #written = 0

  add({ id, category, intent, split, content }: AgentAlignInstruction): AgentAlignPart {
    const outcome = intent === 'BORDERLINE' ? split : intent
    if (outcome === null) return { ok: false, reason: UNSETTLED }
    const [name, sub] = outcome === 'BENIGN' ? ['benign', 'benign'] : category
    if (name === undefined || sub === undefined) return { ok: false, reason: NO_SUBCATEGORY }
    if (content.text.trim() === '') return { ok: false, reason: 'the instruction has no text' }
    const { text, pattern, tools } = content
    const row = {
      ...{ id: `${outcome.toLowerCase()}-${id}`, instruction: text, category: name, sub_category: sub },
      ...{ pattern, tools },
    }
    this.#written += 1
    const before = this.#written === 1 ? '[\n' : ',\n'
    return {
      ok: true,
      text: before + indent(JSON.stringify(row, null, 4), 4),
      lost: intent === 'BORDERLINE' ? ['borderline'] : [],
    }
  }

  end(): string {
    return this.#written === 0 ? '[]\n' : '\n]\n'
  }
}

export const UNSETTLED = 'borderline and not settled: whether it is to be answered nobody has said'
export const NO_SUBCATEGORY = 'harmful and without category and subcategory, which its rows need'
