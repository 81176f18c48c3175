import { percent, percentRange } from '@/components/charts/percent'
import { BASIS_TEXT, isFixed } from '@/lib/core/agreement/basis'
import { wilson } from '@/lib/core/agreement/wilson'
import { ITEM_LISTS, type ItemStage } from '@/lib/core/item/lists'
import { type ExtraPattern, extraFigures, judgmentsSaved } from '@/lib/core/review/overlap'
import { agreementFigures, type RateLine, rateLine } from '@/lib/core/review/quality-report'
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

export const INTENT = { HARMFUL: 'Harmful', BORDERLINE: 'Borderline', BENIGN: 'Benign' } as const

type Pattern = QualityData['patterns'][number]
type Open = QualityData['open'][number]
interface LineHead {
  key: string
  label: string
  within?: string
}

/** The page's tables, from one reading of the votes. */
export function qualityView(
  data: QualityData,
  viewer: { reviews: boolean },
  stage: ItemStage,
  extras: readonly ExtraPattern[] = [],
) {
  const noun = ITEM_LISTS[stage]
  const scope = { noun, group: 'AS_GENERATED' as const }
  const headline = data.patterns.filter(({ group }) => group === scope.group)
  const open = data.open.filter(({ group }) => group === scope.group)
  const total = rateLine({ key: 'all', label: 'All categories' }, { patterns: headline, open }, scope, viewer)
  /** A line for each that has something judged; `of` says which one a text belongs to, null none. */
  const linesBy = (of: (row: Open) => LineHead | null): RateLine[] => {
    const heads = new Map(headline.flatMap((row) => of(row) ?? []).map((head) => [head.key, head]))
    return [...heads.values()].map((head) => {
      const mine = <T extends Open>(rows: readonly T[]) => rows.filter((row) => of(row)?.key === head.key)
      return rateLine(head, { patterns: mine(headline), open: mine(open) }, scope, viewer)
    })
  }
  const titles = new Map(headline.map(({ categoryId, category }) => [categoryId, category]))
  const byCategory = linesBy(({ categoryId }) => {
    const label = titles.get(categoryId) ?? ''
    return { key: categoryId ?? 'none', label, within: `in ${label}` }
  })
  const byModel = linesBy(({ model }) => (model === null ? null : { key: model, label: model, within: `by ${model}` }))
  const byPrompt = linesBy(({ promptVersionId: key, prompt: label }) =>
    key === null || label === null ? null : { key, label, within: `made with ${label}` },
  )
  const judgments = ({ accepts, rejects, abstains }: Pattern) => accepts + rejects + abstains
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
    saving: enough ? savingText(headline, noun) : null,
    extra: extraText(extras, noun, viewer),
    readings: [total, ...byCategory].filter(({ readings }) => readings !== null),
    total,
    byCategory: byCategory.sort(byN),
    byIntent: linesBy(({ intent }) => ({
      ...{ key: intent, label: INTENT[intent], within: `(${INTENT[intent].toLowerCase()})` },
    })).sort(byN),
    byOrigin: linesBy(({ origin }) => ({
      ...{ key: origin, label: ORIGIN[origin], within: `(${ORIGIN[origin].toLowerCase()})` },
    })),
    byModel: byModel.sort(byN),
    byPrompt: byPrompt.sort(byN),
    byReviewers,
    apart: apart.filter(({ n, open }) => n + open > 0),
    agreement: enough ? agreementFigures(headline) : null,
    estimand: majority.value === null ? majority.reason : majority.value.estimand,
  }
}

/** What stopping early saved, of what was planned; null where nothing may stop early. */
function savingText(headline: readonly Pattern[], noun: string): string | null {
  if (isFixed(headline)) return null
  const { saved, planned, entries } = judgmentsSaved(headline)
  return `${saved} of ${planned} planned judgments (${percent(saved / planned)}) were not needed: these ${entries} ${noun} were closed once no further vote could change the majority. Majority-pass is what all judgments would have given. All-pass is over ${BASIS_TEXT.FULL_OVERLAP}, and agreement over ${BASIS_TEXT.FIRST_TWO}: other votes would say that people agree more, or less, than they do.`
}

/** Judgments beyond the slots of close votes; null where there are none, or too few to be told to people who judge. */
function extraText(extras: readonly ExtraPattern[], noun: string, viewer: { reviews: boolean }): string | null {
  const { items, judgments, accepts, rejects, changed } = extraFigures(extras)
  if (items === 0 || (viewer.reviews && items < BLIND_BELOW)) return null
  const { value } = wilson(changed, items)
  return `Apart from all figures here: ${judgments} extra judgments on ${items} ${noun} whose vote was close, ${accepts} accept and ${rejects} reject. Counted with the votes they would change the majority of ${changed} of ${items} (95 % interval ${value ? percentRange(value) : '–'} %).`
}

const byN = (a: RateLine, b: RateLine) => b.n - a.n || a.label.localeCompare(b.label)
