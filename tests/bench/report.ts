/** What a bench gives back: figures with their units, and the goal where there is one. */
export interface BenchRow {
  label: string
  value: number
  unit: string
  goal?: { atMost: number } | { atLeast: number }
}
export interface BenchResult {
  name: string
  rows: BenchRow[]
  notes?: string[]
}

export function meetsGoal(row: BenchRow): boolean | null {
  if (!row.goal) return null
  return 'atMost' in row.goal ? row.value <= row.goal.atMost : row.value >= row.goal.atLeast
}

const digits = (value: number) => (Number.isInteger(value) ? 0 : value >= 100 ? 0 : value >= 10 ? 1 : 2)
export const figure = (value: number) => value.toLocaleString('en-US', { maximumFractionDigits: digits(value) })

/** The value below which a share q of the values lies (nearest rank). Throws on an empty list. */
export function quantile(values: readonly number[], q: number): number {
  if (values.length === 0) throw new RangeError('quantile of nothing')
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(q * sorted.length) - 1))]!
}
export const median = (values: readonly number[]) => quantile(values, 0.5)

export function printResult(result: BenchResult): void {
  process.stdout.write(`\n${result.name}\n`)
  for (const row of result.rows) {
    const met = meetsGoal(row)
    const goal = !row.goal
      ? ''
      : 'atMost' in row.goal
        ? `goal at most ${figure(row.goal.atMost)}`
        : `goal at least ${figure(row.goal.atLeast)}`
    const mark = met === null ? ' ' : met ? '●' : '✕'
    process.stdout.write(
      `  ${mark} ${row.label.padEnd(64)} ${`${figure(row.value)} ${row.unit}`.padStart(16)}   ${goal}\n`,
    )
  }
  for (const note of result.notes ?? []) process.stdout.write(`    ${note}\n`)
}
