import type { ChainContent } from '../chain/content'
import { type AgentAlignPart, indent } from './part'

export interface AgentAlignChain {
  category: readonly string[]
  content: ChainContent
}

/**
 * Writes AgentAlign's chain file, `{category: {subcategory: {patterns: [{steps, explanation}]}}}`, indented by 4, one
 * chain at a time: join the texts of `add` in order, then `end()`. Chains must come grouped by category and, in it,
 * by subcategory. The format has no titles: a part says when one was left out.
 * Throws RangeError when a group that was left is entered again.
 */
export class AgentAlignChainWriter {
  #category: string | null = null
  #subcategory: string | null = null
  #left = new Set<string>()

  add({ category, content }: AgentAlignChain): AgentAlignPart {
    const [name, sub] = category
    if (name === undefined || sub === undefined || category.length !== 2) {
      return { ok: false, reason: 'the chain has no category and subcategory, which the file is built on' }
    }
    if (content.steps.length === 0) return { ok: false, reason: 'the chain has no steps' }
    const text = this.#enter(name, sub) + indent(printPattern(content), 16)
    return { ok: true, text, lost: content.title ? ['title'] : [] }
  }

  end(): string {
    if (this.#category === null) return '{}\n'
    return `${CLOSE_SUBCATEGORY}${CLOSE_CATEGORY}\n}\n`
  }

  #enter(category: string, subcategory: string): string {
    if (category === this.#category && subcategory === this.#subcategory) return ',\n'
    let text = ''
    if (this.#category === null) text = '{\n'
    else text = category === this.#category ? `${CLOSE_SUBCATEGORY},\n` : `${CLOSE_SUBCATEGORY}${CLOSE_CATEGORY},\n`
    if (category !== this.#category) {
      this.#open(category)
      text += `    ${JSON.stringify(category)}: {\n`
    }
    this.#open(`${category}\u0000${subcategory}`)
    this.#category = category
    this.#subcategory = subcategory
    return `${text}        ${JSON.stringify(subcategory)}: {\n            "patterns": [\n`
  }

  #open(group: string): void {
    if (this.#left.has(group)) throw new RangeError('Chains must come grouped by category and subcategory.')
    this.#left.add(group)
  }
}

const CLOSE_SUBCATEGORY = '\n            ]\n        }'
const CLOSE_CATEGORY = '\n    }'

const printPattern = ({ steps, explanation }: ChainContent) => JSON.stringify({ steps, explanation }, null, 4)
