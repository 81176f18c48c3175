import type { Defined } from '@/lib/core/defined'
import type { Figure } from '@/lib/core/evaluation/figures'

const points = (share: number) => (share * 100).toFixed(1)

/** A figure in per cent over its interval; its own n where that is not the row's. */
export function FigureCell({ figure, n }: { figure: Defined<Figure>; n: number }) {
  if (figure.value === null) {
    return (
      <td className="num text-ink-3">
        –<span className="block text-12">{figure.reason}</span>
      </td>
    )
  }
  const { share, interval, n: own } = figure.value
  return (
    <td className="num">
      {points(share)}
      <span className="block text-12 text-ink-3">
        {interval ? `${points(interval.low)}–${points(interval.high)}` : 'no interval'}
        {own !== n && `, n ${own}`}
      </span>
    </td>
  )
}
