import Link from 'next/link'
import { LABEL_WORDS, type ResponseLabel } from '@/lib/core/compliance/labels'
import { ScrollBox } from '../ui/scroll-box'
import { VerdictText } from '../ui/verdict'

interface LabelledItem {
  entryId: string
  itemId: string
  number: number
  verdict: 'OPEN' | 'PASSED' | 'FAILED' | 'CONTESTED'
  category: string
  people: ResponseLabel | null
  said: ResponseLabel[]
}

interface TableProps {
  items: LabelledItem[]
  /** The view beside people's, if one is asked about. */
  by: 'DETECTOR' | 'JUDGE' | null
  hrefOf: (item: LabelledItem) => string
}

/** Closed responses with what people, and one other view, took them for. */
export function LabelledItemTable({ items, by, hrefOf }: TableProps) {
  return (
    <ScrollBox label="Responses behind a figure">
      <table className="tbl">
        <thead>
          <tr>
            <th>No.</th>
            <th>Verdict</th>
            <th>People</th>
            {by && <th>{by === 'DETECTOR' ? 'Detector' : 'Judge model'}</th>}
            <th>Category</th>
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
              <td>{item.people ? LABEL_WORDS[item.people] : 'no one label'}</td>
              {by && <td>{item.said.map((label) => LABEL_WORDS[label]).join(', ') || '–'}</td>}
              <td>{item.category}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  )
}
