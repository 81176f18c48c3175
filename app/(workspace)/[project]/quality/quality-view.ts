import { ITEM_LISTS, type ItemStage } from '@/lib/core/item/lists'
import { agreementFigures, rateLine } from '@/lib/core/review/quality-report'
import { BLIND_BELOW, type RateGroup } from '@/lib/core/review/rates'
import type { QualityData } from '@/lib/data/queries/quality'

export const ORIGIN = {
  IMPORTED: 'Imported',
  GENERATED: 'Generated',
  DEMO_MODEL: 'Demo model',
  WRITTEN: 'Written',
} as const
const OTHERS: [RateGroup, string][] = [
  ['LATER_ATTEMPT', 'Later attempts'],
  ['CONTROL', 'Unchanged, judged again'],
  ['EDITED', 'People’s edits'],
  ['WRITTEN', 'Written by people'],
  ['DEMO_MODEL', 'Demo model'],
]

/** The page's tables, from one reading of the votes. */
export function qualityView(data: QualityData, viewer: { reviews: boolean }, stage: ItemStage) {
  const noun = ITEM_LISTS[stage]
  const scope = { noun, group: 'AS_GENERATED' as const }
  const headline = data.patterns.filter(({ group }) => group === scope.group)
  const open = data.open.filter(({ group }) => group === scope.group)
  const total = rateLine({ key: 'all', label: 'All categories' }, { patterns: headline, open }, scope, viewer)
  const categories = new Map(headline.map(({ categoryId, category }) => [categoryId, category]))
  const byCategory = [...categories].map(([id, title]) =>
    rateLine(
      { key: id ?? 'none', label: title, within: `in ${title}` },
      {
        patterns: headline.filter(({ categoryId }) => categoryId === id),
        open: open.filter(({ categoryId }) => categoryId === id),
      },
      scope,
      viewer,
    ),
  )
  const origins = [...new Set(headline.map(({ origin }) => origin))]
  const byOrigin = origins.map((key) =>
    rateLine(
      { key, label: ORIGIN[key], within: `(${ORIGIN[key].toLowerCase()})` },
      { patterns: headline.filter(({ origin }) => origin === key), open: open.filter(({ origin }) => origin === key) },
      scope,
      viewer,
    ),
  )
  const judgments = ({ accepts, rejects, abstains }: (typeof headline)[number]) => accepts + rejects + abstains
  const numbers = [...new Set(headline.map(judgments))].sort((a, b) => a - b)
  const byReviewers = numbers.map((count) =>
    rateLine(
      {
        key: String(count),
        label: `${count} ${count === 1 ? 'judgment' : 'judgments'}`,
        within: `with ${count} judgments`,
      },
      { patterns: headline.filter((pattern) => judgments(pattern) === count), open: [] },
      scope,
      viewer,
    ),
  )
  const apart = OTHERS.map(([group, label]) =>
    rateLine(
      { key: group, label },
      {
        patterns: data.patterns.filter((pattern) => pattern.group === group),
        open: data.open.filter((row) => row.group === group),
      },
      { noun, group },
      viewer,
    ),
  )
  const enough = !viewer.reviews || total.n >= BLIND_BELOW
  const majority = total.figures.majority
  return {
    headline,
    total,
    byCategory: byCategory.sort((a, b) => b.n - a.n || a.label.localeCompare(b.label)),
    byOrigin,
    byReviewers,
    apart: apart.filter(({ n, open }) => n + open > 0),
    agreement: enough ? agreementFigures(headline) : null,
    estimand: majority.value === null ? majority.reason : majority.value.estimand,
  }
}
