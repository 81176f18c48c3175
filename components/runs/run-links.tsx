import type { ItemStage } from '@/lib/core/item/lists'
import type { RunTask } from '@/lib/core/run/targets'
import { BulkLink } from '../item-list/bulk-acts'
import type { MoreActs } from '../item-list/list-kind'

/** What a run can make of items of a stage; the form it leads to offers the tasks beside it. */
export const RUN_LINKS: Record<ItemStage, { task: RunTask; label: string }[]> = {
  CHAIN: [
    { task: 'instruction-harmful', label: 'Make instructions' },
    { task: 'regenerate-chain', label: 'Regenerate' },
  ],
  INSTRUCTION: [
    { task: 'trajectory', label: 'Make trajectories' },
    { task: 'refusal', label: 'Make refusals' },
    { task: 'execution-check', label: 'Try in the environment' },
    { task: 'regenerate-instruction', label: 'Regenerate' },
    { task: 'judge-semantic-strict', label: 'Ask for opinions' },
  ],
  RESPONSE: [
    { task: 'regenerate-response', label: 'Regenerate' },
    { task: 'judge-false-compliance', label: 'Ask for opinions' },
  ],
}

/** The form of a run about rows of a list. `address`: the list's or the selection's own, with its question mark, or empty. */
export const runHref = (slug: string, task: RunTask, address: string) =>
  `/${slug}/runs/new?task=${task}${address && `&${address.slice(1)}`}`

export const runLinks =
  (slug: string, stage: ItemStage): MoreActs =>
  (_chosen, address) =>
    RUN_LINKS[stage].map(({ task, label }) => (
      <BulkLink key={task} href={runHref(slug, task, address)}>
        {label}
      </BulkLink>
    ))
