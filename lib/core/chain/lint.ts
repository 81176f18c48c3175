import { type ChainContent, stepKey } from './content'

export type ChainFindingCode =
  | 'unknown_capability'
  | 'unlisted_capability'
  | 'length_out_of_range'
  | 'empty_explanation'
  | 'repeated_sequence'

export interface ChainFinding {
  code: ChainFindingCode
  severity: 'INFO' | 'WARNING' | 'ERROR'
  message: string
  /** Zero-based indexes of the steps meant; empty when the whole chain is. */
  steps: number[]
}

/** What is known of capabilities. Without a list (none is listed) nothing is missing from it. */
export interface KnownCapabilities {
  /** In the imported capability list. */
  listed: ReadonlySet<string>
  /** Known in any way: listed, or named by the capability→tools map. */
  known: ReadonlySet<string>
}

/** AgentAlign asks for 1 to 5 steps (arXiv 2505.23020, Table 7). */
export const CHAIN_LENGTH = { min: 1, max: 5 } as const

/** What can be said of one chain alone. A capability that stands several times is reported once, with all its steps. */
export function lintChain(content: ChainContent, capabilities: KnownCapabilities): ChainFinding[] {
  return [...lintLength(content), ...lintExplanation(content), ...lintCapabilities(content, capabilities)]
}

function lintLength({ steps }: ChainContent): ChainFinding[] {
  if (steps.length >= CHAIN_LENGTH.min && steps.length <= CHAIN_LENGTH.max) return []
  const message = `${count(steps.length, 'step')}; a chain has ${CHAIN_LENGTH.min} to ${CHAIN_LENGTH.max}`
  return [{ code: 'length_out_of_range', severity: steps.length === 0 ? 'ERROR' : 'WARNING', message, steps: [] }]
}

function lintExplanation({ explanation }: ChainContent): ChainFinding[] {
  if (explanation.trim() !== '') return []
  return [{ code: 'empty_explanation', severity: 'ERROR', message: 'No explanation', steps: [] }]
}

function lintCapabilities({ steps }: ChainContent, { listed, known }: KnownCapabilities): ChainFinding[] {
  if (listed.size === 0) return []
  const missing = [...new Set(steps)].filter((name) => !listed.has(name))
  return missing.map((name) => {
    const at = steps.flatMap((step, index) => (step === name ? [index] : []))
    return known.has(name)
      ? {
          code: 'unlisted_capability',
          severity: 'WARNING',
          message: `${name} is not in the capability list`,
          steps: at,
        }
      : {
          code: 'unknown_capability',
          severity: 'ERROR',
          message: `${name} is in no list and no tool has it`,
          steps: at,
        }
  })
}

/** Other chains with the same steps: in this subcategory, and in others. Null when there are none. */
export function repeatedSequence(others: { within: number; across: number }): ChainFinding | null {
  if (others.within + others.across === 0) return null
  const parts = [
    others.within > 0 ? `${count(others.within, 'other chain')} of this subcategory` : '',
    others.across > 0 ? `${count(others.across, 'chain')} of other subcategories` : '',
  ].filter(Boolean)
  return { code: 'repeated_sequence', severity: 'INFO', message: `Same steps as ${parts.join(' and ')}`, steps: [] }
}

/** How often each step sequence stands, in all and by subcategory: `add` every chain, then ask. */
export class SequenceCounts {
  #byKey = new Map<string, Map<string, number>>()

  add(category: readonly string[], steps: readonly string[]): void {
    const key = stepKey(steps)
    const counts = this.#byKey.get(key) ?? new Map<string, number>()
    const place = category.join('\u0000')
    counts.set(place, (counts.get(place) ?? 0) + 1)
    this.#byKey.set(key, counts)
  }

  /** Of one chain that was added: the others like it. */
  others(category: readonly string[], steps: readonly string[]): { within: number; across: number } {
    const counts = this.#byKey.get(stepKey(steps)) ?? new Map<string, number>()
    const here = counts.get(category.join('\u0000')) ?? 0
    return { within: Math.max(0, here - 1), across: total(counts) - here }
  }

  get distinct(): number {
    return this.#byKey.size
  }

  /** Sequences that stand more than once. */
  get repeated(): number {
    return [...this.#byKey.values()].filter((counts) => total(counts) > 1).length
  }

  /** Chains whose sequence stands more than once. */
  get chainsRepeated(): number {
    return [...this.#byKey.values()].map(total).reduce((sum, n) => sum + (n > 1 ? n : 0), 0)
  }
}

const total = (counts: ReadonlyMap<string, number>) => [...counts.values()].reduce((sum, n) => sum + n, 0)
/** "1 word", "2 words". */
export const count = (n: number, noun: string) => `${n} ${noun}${n === 1 ? '' : 's'}`
