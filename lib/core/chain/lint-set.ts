import type { ChainContent } from './content'
import { type ChainFinding, type KnownCapabilities, lintChain, repeatedSequence, SequenceCounts } from './lint'

export interface LintedChain {
  /** Category and subcategory by their names in the source. */
  category: readonly string[]
  content: ChainContent
}

export interface ChainSetInput {
  chains: readonly LintedChain[]
  capabilities: readonly { name: string; listed: boolean; tools?: readonly string[] }[]
  taxonomy: readonly TaxonomyNode[]
}

export interface TaxonomyNode {
  slug: string
  severity: number | null
  children: readonly { slug: string; severity: number | null }[]
}

export interface ChainSetLint {
  counts: {
    chains: number
    categories: number
    subcategories: number
    capabilitiesListed: number
    tools: number
    distinctSequences: number
    /** Step sequences that stand more than once. */
    repeatedSequences: number
    /** Chains that use at least one capability missing from the list. */
    chainsMissingCapability: number
    chainsLengthOutOfRange: number
    chainsEmptyExplanation: number
    chainsRepeated: number
  }
  /** Capabilities that chains use and the list lacks; `known` when the tools map has them. */
  missingCapabilities: { name: string; chains: number; known: boolean }[]
  /** Listed capabilities that no chain uses. */
  unusedCapabilities: string[]
  /** Subcategories with fewer chains than THIN_BELOW, none included. */
  thinSubcategories: { path: readonly [string, string]; chains: number }[]
  /** Subcategories without a severity of their own or of their category: masked until one is set. */
  withoutSeverity: (readonly [string, string])[]
  /** Paths that chains name and the taxonomy lacks; empty when there is no taxonomy. */
  unknownCategories: { path: readonly string[]; chains: number }[]
  /** By chain, in the order given. */
  findings: ChainFinding[][]
}

/** AgentAlign asked for 2 to 3 chains a subcategory (arXiv 2505.23020, Table 7). */
export const THIN_BELOW = 2

export function knownCapabilities(capabilities: ChainSetInput['capabilities']): KnownCapabilities {
  return {
    listed: new Set(capabilities.filter(({ listed }) => listed).map(({ name }) => name)),
    known: new Set(capabilities.map(({ name }) => name)),
  }
}

/** Everything that can be said of a whole set of chains; exact counts, each with its members. */
export function lintChainSet({ chains, capabilities, taxonomy }: ChainSetInput): ChainSetLint {
  const known = knownCapabilities(capabilities)
  const sequences = new SequenceCounts()
  for (const { category, content } of chains) sequences.add(category, content.steps)
  const findings = chains.map(({ category, content }) => {
    const repeated = repeatedSequence(sequences.others(category, content.steps))
    return repeated ? [...lintChain(content, known), repeated] : lintChain(content, known)
  })
  const having = (...codes: ChainFinding['code'][]) =>
    findings.filter((list) => list.some(({ code }) => codes.includes(code))).length

  return {
    counts: {
      chains: chains.length,
      categories: taxonomy.length,
      subcategories: taxonomy.reduce((sum, { children }) => sum + children.length, 0),
      capabilitiesListed: known.listed.size,
      tools: new Set(capabilities.flatMap(({ tools }) => tools ?? [])).size,
      distinctSequences: sequences.distinct,
      repeatedSequences: sequences.repeated,
      chainsMissingCapability: having('unknown_capability', 'unlisted_capability'),
      chainsLengthOutOfRange: having('length_out_of_range'),
      chainsEmptyExplanation: having('empty_explanation'),
      chainsRepeated: having('repeated_sequence'),
    },
    ...lintCapabilityUse(chains, known),
    ...lintTaxonomy(chains, taxonomy),
    findings,
  }
}

function lintCapabilityUse(chains: readonly LintedChain[], { listed, known }: KnownCapabilities) {
  const uses = new Map<string, number>()
  for (const { content } of chains) {
    for (const name of new Set(content.steps)) uses.set(name, (uses.get(name) ?? 0) + 1)
  }
  const missing = listed.size === 0 ? [] : [...uses].filter(([name]) => !listed.has(name))
  return {
    missingCapabilities: missing.map(([name, count]) => ({ name, chains: count, known: known.has(name) })),
    unusedCapabilities: [...listed].filter((name) => !uses.has(name)),
  }
}

function lintTaxonomy(chains: readonly LintedChain[], taxonomy: readonly TaxonomyNode[]) {
  const byPath = new Map<string, { path: readonly string[]; chains: number }>()
  for (const { category } of chains) {
    const key = JSON.stringify(category)
    const place = byPath.get(key) ?? { path: category, chains: 0 }
    byPath.set(key, { ...place, chains: place.chains + 1 })
  }
  const leaves = taxonomy.flatMap((node) =>
    node.children.map((child) => ({
      path: [node.slug, child.slug] as const,
      severity: child.severity ?? node.severity,
      chains: byPath.get(JSON.stringify([node.slug, child.slug]))?.chains ?? 0,
    })),
  )
  const paths = new Set(leaves.map(({ path }) => JSON.stringify(path)))
  return {
    thinSubcategories: leaves
      .filter((leaf) => leaf.chains < THIN_BELOW)
      .map(({ path, chains: n }) => ({ path, chains: n })),
    withoutSeverity: leaves.filter(({ severity }) => severity === null).map(({ path }) => path),
    unknownCategories:
      taxonomy.length === 0 ? [] : [...byPath].filter(([key]) => !paths.has(key)).map(([, place]) => place),
  }
}
