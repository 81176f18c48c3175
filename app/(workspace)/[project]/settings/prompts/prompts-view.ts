import { isTurnTask, type PromptTask } from '@/lib/core/prompt/tasks'
import { type RateLine, rateLine } from '@/lib/core/review/quality-report'
import type { RateGroup } from '@/lib/core/review/rates'
import type { PromptVotes } from '@/lib/data/queries/prompt-rates'
import { figureHref } from '../../quality/figure-params'

const GROUPS: Partial<Record<RateGroup, string>> = {
  AS_GENERATED: 'First attempts',
  LATER_ATTEMPT: 'Later attempts',
  DEMO_MODEL: 'Demo model',
}

/** What a task makes, as reviewers judge it; null for judges, whose opinions nobody votes on. */
export function madeBy(task: PromptTask): 'chains' | 'instructions' | 'responses' | null {
  if (task === 'chain-synthesis' || task === 'regenerate-chain') return 'chains'
  if (task.startsWith('instruction-') || task === 'regenerate-instruction') return 'instructions'
  return isTurnTask(task) || task === 'regenerate-response' ? 'responses' : null
}

/** Pass rates of what one version made, a line a group; groups are wholes of their own and are never added up. */
export function promptRates(
  votes: readonly PromptVotes[],
  version: { id: string | null; task: PromptTask },
  viewer: { reviews: boolean },
): RateLine[] {
  const noun = madeBy(version.task)
  const own = votes.filter(({ promptVersionId }) => promptVersionId === version.id)
  if (!noun) return []
  return Object.entries(GROUPS).flatMap(([key, label]) => {
    const group = key as RateGroup
    const inGroup = own.filter((row) => row.group === group)
    if (inGroup.length === 0) return []
    const patterns = inGroup.filter(({ closed }) => closed)
    const open = inGroup.filter(({ closed }) => !closed)
    return [rateLine({ key, label, within: 'made with this prompt' }, { patterns, open }, { noun, group }, viewer)]
  })
}

/** Where the items behind a rate of a version are listed; with `pass`, those that passed. */
export const promptItemsHref =
  (slug: string, { id, task }: { id: string | null; task: PromptTask }) =>
  ({ key }: RateLine, pass?: 'majority' | 'all') =>
    figureHref(`/${slug}/quality/items`, {
      ...{ group: key as RateGroup, promptVersionId: id ?? undefined, pass },
      stage: STAGES[madeBy(task) ?? 'chains'],
    })
const STAGES = { chains: 'CHAIN', instructions: 'INSTRUCTION', responses: 'RESPONSE' } as const
