import { formatCost } from '@/lib/core/model/prices'
import type { RunProgress } from '@/lib/core/run/views'
import { endedCount } from '@/lib/core/run/words'

/** Ink is spent, hatched what the rest may cost at this rate, the brass line the budget. */
export function BudgetMeter({ progress }: { progress: RunProgress }) {
  const { budgetMicros, spentMicros, counts, total } = progress
  const ended = endedCount(counts) - counts.CANCELLED
  const expected = ended > 0 ? (spentMicros / ended) * (total - counts.CANCELLED) : null
  if (budgetMicros === null || budgetMicros === 0)
    return <>{spentMicros === 0 && progress.calls > 0 ? 'Its price is not known, so calls are counted instead.' : ''}</>
  const share = (micros: number) => `${Math.min(100, (micros / budgetMicros) * 100)}%`
  const words = expected === null ? '' : `${formatCost(expected)} expected. `
  return (
    <>
      <span
        role="img"
        aria-label={`${formatCost(spentMicros)} spent, ${words}budget ${formatCost(budgetMicros)}`}
        className="relative my-1 block h-2 border-r-2 border-brass-mark bg-well"
      >
        <i className="hatch absolute inset-y-0 left-0 border-r border-edge" style={{ width: share(expected ?? 0) }} />
        <i className="absolute inset-y-0 left-0 bg-ink-2" style={{ width: share(spentMicros) }} />
      </span>
      {words}Stops itself at {formatCost(budgetMicros)}.
    </>
  )
}
