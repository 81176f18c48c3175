import { type ByStage, type CategoryLine, STAGES, type StageCounts, type StepLine } from '@/components/balance/lines'
import { chainGaps, type GapRow, orderGaps } from '@/lib/core/balance/gaps'
import { intentMix, type Mix, shareOf } from '@/lib/core/balance/mix'
import { meanOf, type NumberCount, type SpreadLine, spreadOf } from '@/lib/core/balance/spread'
import { type BalanceTargets, REFERENCE_STEPS } from '@/lib/core/balance/targets'
import type { ItemStage } from '@/lib/core/item/lists'
import type { Balance, BalanceCell, Use } from '@/lib/data/queries/balance'

export type MixStage = 'INSTRUCTION' | 'RESPONSE'

export interface BalanceView {
  mix: Mix
  gaps: GapRow[]
  /** Gaps that hold nothing to make: what they lack waits for a verdict. */
  onlyWaiting: number
  categories: CategoryLine[]
  chains: { all: number; instructions: SpreadLine[]; responses: SpreadLine[] }
  steps: StepLine[]
  /** Steps of the accepted ones of each stage. */
  means: Record<ItemStage, number | null>
  tools: Use[]
  capabilities: Use[]
  current: number
}

const none = (): StageCounts => ({
  accepted: { CHAIN: 0, INSTRUCTION: 0, RESPONSE: 0 },
  current: { CHAIN: 0, INSTRUCTION: 0, RESPONSE: 0 },
})

/** Everything that the page prints, from one reading of the counts. */
export function balanceView(data: Balance, targets: BalanceTargets, stage: MixStage): BalanceView {
  const mix = intentMix(
    data.cells.filter((cell) => cell.stage === stage),
    targets,
  )
  const categories = categoryLines(data, targets)
  const leaves = categories.flatMap(({ id, accepted, children }) => {
    if (children.length > 0) return children.map((child) => ({ id: child.id, chains: child.accepted.CHAIN }))
    return id === null ? [] : [{ id, chains: accepted.CHAIN }]
  })
  const waiting = waitingChains(data.cells)
  const missing = chainGaps(
    leaves.map(({ id, chains }) => ({ id, accepted: chains, waiting: waiting.get(id) ?? 0 })),
    targets.chainsPerSubcategory,
  )
  const all = [...missing, ...data.gaps]
  const gaps = orderGaps(all, mix)
  return {
    ...{ mix, gaps, onlyWaiting: all.length - gaps.length, categories },
    chains: chainSpreads(data),
    steps: stepLines(data.cells),
    means: {
      CHAIN: meanOf(stepCounts(data.cells, 'CHAIN')),
      INSTRUCTION: meanOf(stepCounts(data.cells, 'INSTRUCTION')),
      RESPONSE: meanOf(stepCounts(data.cells, 'RESPONSE')),
    },
    tools: data.tools.toSorted(byUse),
    capabilities: data.capabilities.toSorted(byUse),
    current: data.cells.reduce((sum, { current }) => sum + current, 0),
  }
}

const used = ({ instructions, responses, chains }: Use) => instructions + responses + chains
const byUse = (a: Use, b: Use) => used(b) - used(a) || a.name.localeCompare(b.name)

function categoryLines({ cells, categories }: Balance, targets: BalanceTargets): CategoryLine[] {
  const byCategory = new Map<string | null, StageCounts>()
  for (const { categoryId, stage, accepted, current } of cells) {
    const counts = byCategory.get(categoryId) ?? none()
    counts.accepted[stage] += accepted
    counts.current[stage] += current
    byCategory.set(categoryId, counts)
  }
  const countsOf = (id: string | null) => byCategory.get(id) ?? none()
  const known = new Set(categories.map(({ id }) => id))
  const lines = categories
    .filter(({ parentId }) => parentId === null)
    .map(({ id, title }): CategoryLine => {
      const children = categories
        .filter(({ parentId }) => parentId === id)
        .map((child) => {
          const counts = countsOf(child.id)
          return { ...counts, ...child, belowFloor: counts.accepted.CHAIN < targets.chainsPerSubcategory }
        })
      return { id, title, children, ...sumOf([countsOf(id), ...children]) }
    })
  // Items without a category, and those whose category was put away.
  const others = [...byCategory].filter(([id]) => id === null || !known.has(id)).map(([, counts]) => counts)
  if (others.length === 0) return lines
  return [...lines, { id: null, title: 'No category', children: [], ...sumOf(others) }]
}

function sumOf(many: StageCounts[]): StageCounts {
  const sum = none()
  for (const stage of STAGES) {
    for (const one of many) {
      sum.accepted[stage] += one.accepted[stage]
      sum.current[stage] += one.current[stage]
    }
  }
  return sum
}

function waitingChains(cells: readonly BalanceCell[]): Map<string | null, number> {
  const waiting = new Map<string | null, number>()
  for (const cell of cells) {
    if (cell.stage === 'CHAIN') waiting.set(cell.categoryId, (waiting.get(cell.categoryId) ?? 0) + cell.waiting)
  }
  return waiting
}

function chainSpreads({ chains }: Balance): BalanceView['chains'] {
  const by = (key: 'instructions' | 'responses'): NumberCount[] =>
    chains.map((row) => ({ number: row[key], count: row.chains }))
  const all = chains.reduce((sum, row) => sum + row.chains, 0)
  return { all, instructions: spreadOf(by('instructions')), responses: spreadOf(by('responses')) }
}

const stepCounts = (cells: readonly BalanceCell[], stage: ItemStage): NumberCount[] =>
  cells.filter((cell) => cell.stage === stage).map(({ steps, accepted }) => ({ number: steps, count: accepted }))

function stepLines(cells: readonly BalanceCell[]): StepLine[] {
  const lines = new Map<number, ByStage>()
  for (const steps of Object.keys(REFERENCE_STEPS).map(Number)) lines.set(steps, none().accepted)
  for (const { steps, stage, accepted } of cells) {
    if (accepted === 0) continue
    const line = lines.get(steps) ?? none().accepted
    line[stage] += accepted
    lines.set(steps, line)
  }
  const sum = (rows: Iterable<number>) => [...rows].reduce((total, n) => total + n, 0)
  const chains = sum([...lines.values()].map(({ CHAIN }) => CHAIN))
  const whole = sum(Object.values(REFERENCE_STEPS))
  return [...lines]
    .sort(([a], [b]) => a - b)
    .map(([steps, accepted]) => ({
      ...{ steps, accepted, share: shareOf(accepted.CHAIN, chains) },
      reference: (REFERENCE_STEPS[steps] ?? 0) / whole,
    }))
}
