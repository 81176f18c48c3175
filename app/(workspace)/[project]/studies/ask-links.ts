import { runHref } from '@/components/runs/run-links'
import type { ItemStage } from '@/lib/core/item/lists'
import { MOST_PICKED, writePicked } from '@/lib/core/item/picked'
import type { RunTask } from '@/lib/core/run/targets'
import type { StudyText } from '@/lib/core/study/data'

const ASKS: Record<ItemStage, { task: RunTask; label: string }[]> = {
  CHAIN: [],
  INSTRUCTION: [
    { task: 'judge-semantic-relaxed', label: 'Ask a judge of what is meant to be harmful' },
    { task: 'judge-semantic-strict', label: 'Ask a judge of what is not' },
  ],
  RESPONSE: [
    { task: 'judge-false-compliance', label: 'Ask a judge where an agent should refuse' },
    { task: 'judge-refusal', label: 'Ask a judge where it should comply' },
  ],
}

/** Forms of runs that ask judge models about a study's texts; none for a sample that no address holds. */
export function askLinks(slug: string, stage: ItemStage, sample: readonly Pick<StudyText, 'item'>[]) {
  if (sample.length > MOST_PICKED) return []
  const pick = `?pick=${writePicked(sample.map(({ item }) => Number(item)))}`
  return ASKS[stage].map(({ task, label }) => ({ label, href: runHref(slug, task, pick) }))
}
