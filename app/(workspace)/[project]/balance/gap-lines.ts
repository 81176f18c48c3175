import type { GapLine } from '@/components/balance/gap-table'
import { figure } from '@/components/balance/lines'
import type { GapRow } from '@/lib/core/balance/gaps'
import type { BalanceTargets } from '@/lib/core/balance/targets'
import { capital } from '@/lib/core/item/words'
import type { BalanceCategory } from '@/lib/data/queries/balance'
import { gapHref } from './balance-hrefs'

interface GapScope {
  slug: string
  categories: readonly BalanceCategory[]
  targets: BalanceTargets
  spends: boolean
}

/** Rows in words, each with its run for those who may start one. */
export function gapLines(gaps: readonly GapRow[], { slug, categories, targets, spends }: GapScope): GapLine[] {
  const titles = new Map(categories.map(({ id, title }) => [id, title]))
  return gaps.map((gap) => ({
    ...{ key: gap.key, toMake: gap.toMake, title: titleOf(gap) },
    text: [textOf(gap, targets), waitingOf(gap), partOf(gap)].filter(Boolean).join('; '),
    category: (gap.categoryId && titles.get(gap.categoryId)) || 'no category',
    href: spends ? gapHref(slug, gap) : null,
  }))
}

function titleOf({ kind, intent }: GapRow): string {
  if (kind === 'CHAINS') return 'Chains'
  if (kind === 'INSTRUCTIONS') return `${capital((intent ?? '').toLowerCase())} instructions`
  return intent === 'HARMFUL' ? 'Refusals' : 'Trajectories'
}

function textOf({ kind, intent, missing, of }: GapRow, { instructionsPerChain: floor }: BalanceTargets): string {
  if (kind === 'CHAINS') return `${figure(of - missing)} accepted of at least ${figure(of)}`
  const lacking = `${figure(missing)} of ${figure(of)}`
  const few = floor === 1 ? 'no accepted one' : `fewer than ${figure(floor)} accepted`
  if (kind === 'INSTRUCTIONS') return `${lacking} ${intent === 'HARMFUL' ? 'chains' : 'step sequences'} with ${few}`
  return `${lacking} accepted instructions without an accepted response`
}

const waitingOf = ({ waiting }: GapRow) =>
  waiting > 0 && `of these ${figure(waiting)} ${waiting === 1 ? 'waits' : 'wait'} for a verdict`

const partOf = ({ kind, numbers, toMake }: GapRow) =>
  kind !== 'CHAINS' && numbers.length < toMake && `the run takes the first ${figure(numbers.length)}`
