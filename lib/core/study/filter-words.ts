import type { ItemFilter } from '../item/filter'
import { SETTLED_WORDS } from '../item/words'

/** A list's filter in words, for the record: "in Misinformation; passed; 3 or 4 steps". Empty for none. */
export function filterWords(filter: ItemFilter, titleOf: (categoryId: string) => string): string {
  const either = (words: readonly string[] | undefined) => words?.join(' or ')
  const parts: (string | undefined | false)[] = [
    filter.categoryIds && `in ${either(filter.categoryIds.map(titleOf))}`,
    filter.severities && `severity ${either(filter.severities.map((one) => (one === null ? 'not set' : String(one))))}`,
    either(filter.intents?.map((one) => one.toLowerCase())),
    either(filter.verdicts?.map((one) => one.toLowerCase())),
    either(filter.settledBy?.map((one) => SETTLED_WORDS[one])),
    either(filter.origins?.map((one) => one.toLowerCase().replace('_', ' '))),
    filter.models && `by ${either(filter.models)}`,
    filter.steps && `${either(filter.steps.map(String))} steps`,
    filter.capabilities && `with ${either(filter.capabilities)}`,
    filter.sequence !== undefined && `with the steps ${filter.sequence}`,
    filter.findings && `found: ${either(filter.findings)}`,
    filter.splits && `settled: ${either(filter.splits.map((one) => one.toLowerCase()))}`,
    filter.languages && `in the language ${either(filter.languages)}`,
    filter.stale && 'stale',
    filter.flagged && 'flagged',
    filter.quarantined && 'quarantined',
    filter.parentId !== undefined && 'made from one item',
    filter.runId !== undefined && 'made by one run',
    filter.text ? `with the words “${filter.text}”` : undefined,
  ]
  return parts.filter((part) => typeof part === 'string' && part !== '').join('; ')
}
