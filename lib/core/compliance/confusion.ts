import { type Defined, undefinedBecause } from '../defined'
import type { ResponseLabel } from './labels'

/** Responses that people and another view labelled, by what both said. */
export interface LabelCell {
  people: ResponseLabel
  said: ResponseLabel
  items: number
}

/** Of `of` responses both labelled, how many alike. */
export function agreementOf(cells: readonly LabelCell[]): { same: number; of: number } {
  const sum = (rows: readonly LabelCell[]) => rows.reduce((all, { items }) => all + items, 0)
  return { same: sum(cells.filter(({ people, said }) => people === said)), of: sum(cells) }
}

export interface Confusion {
  /** Labels that occur, in the order given: rows are what people said, columns what the other view said. */
  labels: ResponseLabel[]
  /** counts[row][column]. */
  counts: number[][]
  n: number
}

/** The confusion of one view against people's labels. */
export function confusion(cells: readonly LabelCell[], order: readonly ResponseLabel[]): Confusion {
  const present = new Set(cells.flatMap(({ people, said }) => [people, said]))
  const labels = order.filter((label) => present.has(label))
  const counts = labels.map((people) =>
    labels.map((said) => agreementOf(cells.filter((cell) => cell.people === people && cell.said === said)).of),
  )
  return { labels, counts, n: counts.flat().reduce((sum, count) => sum + count, 0) }
}

export interface RepeatedAccuracy {
  mean: number
  /** Sample standard deviation (n − 1) over the repeats; undefined for one. */
  sd: Defined<number>
  repeats: number
  /** Responses in the smallest and in the largest repeat: the same where all were run on the same. */
  least: number
  most: number
}

/**
 * Accuracy against people's labels over repeated runs of one judge: the mean of the runs' accuracies and their sample
 * standard deviation, as the paper calibrates its judges (arXiv 2505.23020, appendix B: 100 outputs, 4 runs each; which deviation it prints is not said).
 */
export function repeatedAccuracy(runs: readonly (readonly LabelCell[])[]): Defined<RepeatedAccuracy> {
  const counted = runs.map(agreementOf).filter(({ of }) => of > 0)
  if (counted.length === 0) return undefinedBecause('no response that it labelled has a label of people yet')
  const accuracies = counted.map(({ same, of }) => same / of)
  const mean = accuracies.reduce((sum, one) => sum + one, 0) / accuracies.length
  const squares = accuracies.reduce((sum, one) => sum + (one - mean) ** 2, 0)
  const sizes = counted.map(({ of }) => of)
  const sd: Defined<number> =
    accuracies.length > 1
      ? { value: Math.sqrt(squares / (accuracies.length - 1)) }
      : undefinedBecause('one run has no spread')
  return { value: { mean, sd, repeats: counted.length, least: Math.min(...sizes), most: Math.max(...sizes) } }
}

/** A judge's repeats on one response as one label: the most frequent; null on a tie. */
export function majorityLabel(labels: readonly ResponseLabel[]): ResponseLabel | null {
  const counts = new Map<ResponseLabel, number>()
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1)
  const most = Math.max(0, ...counts.values())
  const top = [...counts].filter(([, count]) => count === most)
  return top.length === 1 ? top[0]![0] : null
}
