import type { PassRate } from '../agreement/pass-rates'
import type { Interval } from '../agreement/wilson'
import type { Defined } from '../defined'
import type { PopulationRate, TaskReport } from './report'

/** How a report prints its numbers, the same on the page and in its files. */

/** "93.0 %" */
export const shareWords = (share: number) => `${(share * 100).toFixed(1)} %`
/** "86.3 to 96.6 %" */
export const shareRange = ({ low, high }: Interval) => `${(low * 100).toFixed(1)} to ${(high * 100).toFixed(1)} %`
/** "0.738" */
export const coefficientWords = (value: number) => value.toFixed(3).replace('-', '−')
export const coefficientRange = ({ low, high }: Interval) => `${coefficientWords(low)} to ${coefficientWords(high)}`

export interface ReportLine {
  key: string
  label: string
  /** "undefined: why" where it is not defined. */
  value: string
  /** 95 %; a dash where there is none. */
  interval: string
  /** What it is over, as in "93 of 100". */
  of: string
  /** How it is made. */
  how: string
}

const NONE = '–'
const said = <T>(found: Defined<T>, words: (value: T) => string) =>
  'reason' in found ? `undefined: ${found.reason}` : words(found.value)
const range = (found: Defined<Interval>, words: (interval: Interval) => string) =>
  found.value === null ? NONE : words(found.value)

const POPULATION_HOW: Record<PopulationRate['how'], string> = {
  POST_STRATIFIED: 'post-stratified: each stratum by its size, with finite-population correction',
  FINITE: 'with finite-population correction',
}

/** The numbers of one task, in the order in which they are read. */
export function reportLines(report: TaskReport): ReportLine[] {
  const { task, majority, all, population, coefficients } = report
  const [passes, allPass] =
    task.pass === 'accept' ? ['Majority-pass', 'All-pass'] : [`Majority says “${task.pass}”`, `All say “${task.pass}”`]
  return [
    rateLine('majority', passes, majority),
    rateLine('all', allPass, all),
    ...populationLine('populationMajority', `${passes}, population`, population.majority, report),
    ...populationLine('populationAll', `${allPass}, population`, population.all, report),
    ...coefficients.map(({ key, label, value, interval, n }) => ({
      ...{ key, label, of: `${n} items` },
      value: said(value, key === 'percent' ? shareWords : coefficientWords),
      interval: range(interval, key === 'percent' ? shareRange : coefficientRange),
      how: 'from the standard error over items',
    })),
  ]
}

const rateLine = (key: string, label: string, { passed, n, rate, interval, undecided }: PassRate): ReportLine => ({
  ...{ key, label, value: said(rate, shareWords), interval: range(interval, shareRange) },
  of: `${passed} of ${n}`,
  how: undecided === 0 ? 'Wilson' : `Wilson; ${undecided} undecided count as not passed`,
})

function populationLine(
  key: string,
  label: string,
  found: Defined<PopulationRate>,
  { strata }: TaskReport,
): ReportLine[] {
  const total = strata.reduce((sum, stratum) => sum + stratum.population, 0)
  // Of a published study nothing more is known.
  if (total === 0) return []
  const population = total.toLocaleString('en-US')
  if (found.value === null)
    return [{ key, label, value: `undefined: ${found.reason}`, interval: NONE, of: `of ${population}`, how: NONE }]
  const { rate, interval, how } = found.value
  return [
    {
      key,
      label,
      value: shareWords(rate),
      interval: shareRange(interval),
      of: `of ${population}`,
      how: POPULATION_HOW[how],
    },
  ]
}

/** "3 accept", "2 accept, 1 reject", "2 accept, 1 abstained". */
export function patternWords(
  labels: readonly string[],
  { votes, abstained }: { votes: readonly number[]; abstained: number },
): string {
  const parts = labels.flatMap((label, index) => (votes[index]! > 0 ? [`${votes[index]} ${label}`] : []))
  return [...parts, ...(abstained > 0 ? [`${abstained} abstained`] : [])].join(', ') || 'no answers'
}
