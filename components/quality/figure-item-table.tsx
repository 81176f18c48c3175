import Link from 'next/link'
import { ScrollBox } from '../ui/scroll-box'
import { VerdictText } from '../ui/verdict'

interface FigureItem {
  entryId: string
  itemId: string
  number: number
  revision: number
  verdict: 'OPEN' | 'PASSED' | 'FAILED' | 'CONTESTED'
  category: string
  accepts: number
  rejects: number
  abstains: number
}

/** The closed items that a figure counts. */
export function FigureItemTable({ items, hrefOf }: { items: FigureItem[]; hrefOf: (item: FigureItem) => string }) {
  return (
    <ScrollBox label="Items behind a figure">
      <table className="tbl">
        <thead>
          <tr>
            <th>No.</th>
            <th>Verdict</th>
            <th>Category</th>
            <th className="num">Accept</th>
            <th className="num">Reject</th>
            <th className="num">Abstain</th>
            <th className="num">Revision</th>
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <tr key={item.entryId}>
              <td>
                <Link href={hrefOf(item)}>{String(item.number).padStart(4, '0')}</Link>
              </td>
              <td>
                <VerdictText verdict={item.verdict} />
              </td>
              <td>{item.category}</td>
              <td className="num">{item.accepts}</td>
              <td className="num">{item.rejects}</td>
              <td className="num">{item.abstains}</td>
              <td className="num">{item.revision}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  )
}
