import { cohenEstimate } from '@/lib/core/agreement/cohen-kappa'
import { explainCoefficients } from '@/lib/core/agreement/explain'
import { majorityPass } from '@/lib/core/agreement/pass-rates'
import { tableCounts } from '@/lib/core/agreement/ratings'
import { LABEL_WORDS, RESPONSE_LABELS } from '@/lib/core/compliance/labels'
import {
  type AgreementLine,
  adjudicationView,
  agreementLine,
  coefficientOf,
  type PairLine,
  toPatterns,
} from '@/lib/core/review/agreement-view'
import { orderedLine } from '@/lib/core/review/coefficient-lines'
import { BLIND_BELOW } from '@/lib/core/review/rates'
import type { AgreementPattern } from '@/lib/data/queries/agreement'
import type { CriterionPattern, LabelPattern, PairVotes } from '@/lib/data/queries/votes-by-reviewer'

interface Viewer {
  reviews: boolean
}

/** More weeks than this are put together by month. */
const MOST_WEEKS = 26

const countOf = (rows: readonly { items: number }[]) => rows.reduce((sum, { items }) => sum + items, 0)

function groupBy<T>(rows: readonly T[], keyOf: (row: T) => string): [string, T[]][] {
  const groups = new Map<string, T[]>()
  for (const row of rows) groups.set(keyOf(row), [...(groups.get(keyOf(row)) ?? []), row])
  return [...groups]
}

/** The page's figures from one reading of the entries' votes. */
export function agreementSections(patterns: readonly AgreementPattern[], viewer: Viewer) {
  const whole = agreementLine({ key: 'all', label: 'All' }, toPatterns(patterns), viewer)
  const byCategory = groupBy(patterns, ({ categoryId }) => categoryId ?? 'none')
    .map(([key, rows]) => agreementLine({ key, label: rows[0]!.category }, toPatterns(rows), viewer))
    .sort((a, b) => b.n - a.n || a.label.localeCompare(b.label))
  const weeks = groupBy(patterns, ({ week }) => week)
  const periods = weeks.length > MOST_WEEKS ? groupBy(patterns, ({ week }) => week.slice(0, 7)) : weeks
  const overTime = periods.map(([key, rows]) => ({
    ...agreementLine({ key, label: key }, toPatterns(rows), viewer),
    pass: viewer.reviews && countOf(rows) < BLIND_BELOW ? null : majorityPass(rows),
  }))
  return {
    whole,
    ordered: orderedLine(patterns, viewer),
    words: wordsOf(whole),
    byCategory,
    overTime,
    adjudication: adjudicationView(patterns),
  }
}

function wordsOf(line: AgreementLine): string[] {
  if (line.withheld) return []
  const of = (name: Parameters<typeof coefficientOf>[1]) => {
    const estimate = coefficientOf(line, name)?.estimate
    if (!estimate) return { value: null, reason: 'no data' }
    return estimate.value ? { value: estimate.value.value } : { value: null, reason: estimate.reason }
  }
  const accepted = line.accepted ?? 0
  return explainCoefficients({
    ...{ percent: of('percent'), fleiss: of('fleiss'), alpha: of('alpha'), ac1: of('ac1') },
    commonest: Math.max(accepted, 1 - accepted),
    label: accepted >= 0.5 ? 'accept' : 'reject',
  })
}

/** A line a criterion: met or not, by everybody who judged. */
export function criterionLines(
  patterns: readonly CriterionPattern[],
  labels: ReadonlyMap<string, string>,
  viewer: Viewer,
): AgreementLine[] {
  return groupBy(patterns, ({ key }) => key).map(([key, rows]) =>
    agreementLine(
      { key, label: labels.get(key) ?? key },
      { counts: rows.map(({ met, failed }) => [met, failed]), items: rows.map(({ items }) => items) },
      viewer,
    ),
  )
}

/** All labels of responses together, then each against the others. */
export function labelLines(patterns: readonly LabelPattern[], viewer: Viewer): AgreementLine[] {
  const used = RESPONSE_LABELS.filter((key) => patterns.some(({ labels }) => labels.includes(key)))
  const items = patterns.map((pattern) => pattern.items)
  const countsOf = ({ labels }: LabelPattern, keys: readonly string[]) =>
    keys.map((key) => labels.filter((label) => label === key).length)
  const all = agreementLine(
    { key: 'all', label: 'All labels' },
    { counts: patterns.map((pattern) => countsOf(pattern, used)), items, q: Math.max(2, used.length) },
    viewer,
  )
  const each = used.map((key) =>
    agreementLine(
      { key, label: LABEL_WORDS[key] },
      {
        counts: patterns.map((pattern) => {
          const [own = 0] = countsOf(pattern, [key])
          return [own, pattern.labels.length - own]
        }),
        items,
      },
      viewer,
    ),
  )
  return [all, ...each]
}

export function pairLines(pairs: readonly PairVotes[], viewer: Viewer): PairLine[] {
  return pairs
    .map(({ one, other, both, oneAccepts, otherAccepts, neither }) => {
      const table = [
        [both, oneAccepts],
        [otherAccepts, neither],
      ]
      const line = agreementLine({ key: '', label: '' }, tableCounts(table), viewer)
      const of = (name: 'percent' | 'ac1') => coefficientOf(line, name)?.estimate.value?.value ?? null
      return {
        ...{ one, other, n: line.n, withheld: line.withheld, percent: of('percent'), ac1: of('ac1') },
        kappa: line.withheld ? null : (cohenEstimate(table).value?.value ?? null),
      }
    })
    .sort((a, b) => a.one.localeCompare(b.one) || a.other.localeCompare(b.other))
}
