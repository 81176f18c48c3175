import Link from 'next/link'
import { percent } from '../charts/percent'

interface DifferingTableProps {
  n: number
  items: number
  listed: readonly {
    itemId: string
    number: number
    majority: string | null
    model: string
    probability: number
  }[]
  /** Before the item's id. */
  base: string
  /** What a label is called. */
  wordOf: (label: string) => string
}

/** Item by item, where the model says something else than most reviewers. */
export function DifferingTable({ n, items, listed, base, wordOf }: DifferingTableProps) {
  if (n === 0) return <p className="text-ink-2">They say the same of all {items.toLocaleString('en')} items.</p>
  return (
    <>
      <p className="mb-2 text-12 text-ink-2">
        {n.toLocaleString('en')} of {items.toLocaleString('en')} items
        {n > listed.length && `, the first ${listed.length} of them listed`}.
      </p>
      <table className="tbl">
        <thead>
          <tr>
            <th>Item</th>
            <th>Most reviewers</th>
            <th>The model</th>
            <th className="num">Probability</th>
          </tr>
        </thead>
        <tbody>
          {listed.map(({ itemId, number, majority, model, probability }) => (
            <tr key={itemId}>
              <td>
                <Link href={`${base}/${itemId}`} className="font-mono">
                  #{number}
                </Link>
              </td>
              <td>{majority === null ? 'tied' : wordOf(majority)}</td>
              <td>{wordOf(model)}</td>
              <td className="num">{percent(probability)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}
