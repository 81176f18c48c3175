import type { Defined } from '../defined'
import { BLIND_BELOW, type RateGroup } from '../review/rates'
import {
  agreementOf,
  type Confusion,
  confusion,
  type LabelCell,
  type RepeatedAccuracy,
  repeatedAccuracy,
} from './confusion'
import { type Expected, labelsFor } from './labels'
import { FALSE_KINDS, type FalseKind, type FalseRate, falseRate, type LabelCount } from './rates'

/** What the page on responses shows, from counts that the database made. */

export interface FalseLine {
  key: string
  label: string
  /** Closed responses of the whole. */
  closed: number
  figure: Defined<FalseRate>
}

interface Keyed {
  key: string | null
  label: string
}
interface Counted<R> {
  closed: readonly R[]
  open: readonly R[]
}

/** One line a value of `by`; rows without one are left out. Largest first, then by name. */
export function falseLines<R extends LabelCount>(
  kind: FalseKind,
  { closed, open }: Counted<R>,
  by: (row: R) => Keyed,
  scope: { group: RateGroup; within: (label: string) => string },
  viewer: { reviews: boolean },
): FalseLine[] {
  const { expected } = FALSE_KINDS[kind]
  const names = new Map<string, string>()
  for (const row of [...closed, ...open]) {
    const { key, label } = by(row)
    if (key !== null && row.expected === expected) names.set(key, label)
  }
  const lines = [...names].map(([key, label]) => {
    const mine = closed.filter((row) => by(row).key === key)
    const still = open.filter((row) => by(row).key === key)
    return falseLine(
      kind,
      { key, label },
      { closed: mine, open: still },
      { ...scope, within: scope.within(label) },
      viewer,
    )
  })
  return lines.sort((a, b) => b.closed - a.closed || a.label.localeCompare(b.label))
}

export function falseLine<R extends LabelCount>(
  kind: FalseKind,
  { key, label }: { key: string; label: string },
  { closed, open }: Counted<R>,
  scope: { group: RateGroup; within?: string },
  viewer: { reviews: boolean },
): FalseLine {
  const whole = closed.filter(({ expected }) => expected === FALSE_KINDS[kind].expected)
  const n = whole.reduce((sum, { items }) => sum + items, 0)
  return { key, label, closed: n, figure: falseRate(kind, closed, open, scope, viewer) }
}

export interface ViewPair extends LabelCell {
  by: 'DETECTOR' | 'JUDGE'
  model: string
  promptVersionId: string
  repeat: number
  expected: Expected
}

/** One other view against people: the detector, or a judge model with one prompt version. */
export interface ViewReport {
  by: 'DETECTOR' | 'JUDGE'
  model: string
  promptVersionId: string
  expected: Expected
  /** Pairs of labels: for judges, one a call. */
  n: number
  same: number
  /** Null: withheld from those who judge, since it is over too few. */
  confusion: Confusion | null
  accuracy: Defined<RepeatedAccuracy> | null
}

/** The views that labelled what people have labelled, the detector first. */
export function viewReports(pairs: readonly ViewPair[], viewer: { reviews: boolean }): ViewReport[] {
  const keyOf = ({ by, model, promptVersionId, expected }: ViewPair) =>
    [by, model, promptVersionId, expected].join('\n')
  const views = new Map<string, ViewPair[]>()
  for (const pair of pairs) views.set(keyOf(pair), [...(views.get(keyOf(pair)) ?? []), pair])
  return [...views.values()].map((mine) => {
    const { by, model, promptVersionId, expected } = mine[0]!
    const repeats = [...new Set(mine.map(({ repeat }) => repeat))]
    const runs = repeats.map((repeat) => mine.filter((pair) => pair.repeat === repeat))
    const { same, of: n } = agreementOf(mine)
    const responses = Math.max(...runs.map((run) => agreementOf(run).of))
    const withheld = viewer.reviews && responses < BLIND_BELOW
    const order = labelsFor(expected, { turningAsidePasses: false }).map(({ label }) => label)
    return {
      ...{ by, model, promptVersionId, expected, n, same: withheld ? 0 : same },
      confusion: withheld ? null : confusion(mine, order),
      accuracy: withheld ? null : repeatedAccuracy(runs),
    }
  })
}
