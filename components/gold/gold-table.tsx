import Link from 'next/link'
import { GOLD_SOURCE_WORDS, type GoldSource } from '@/lib/core/gold/answer'
import { itemNumber } from '@/lib/core/item/words'
import { ScrollBox } from '../ui/scroll-box'
import { VerdictText } from '../ui/verdict'

interface GoldLine {
  id: string
  itemId: string
  number: number
  category: string
  decision: 'ACCEPT' | 'REJECT'
  reason: string
  source: GoldSource
  servable: boolean
}

/** The gold answers of a stage, by number. */
export function GoldTable({ gold, base }: { gold: GoldLine[]; base: string }) {
  if (gold.length === 0) return <p className="text-ink-3">No gold answers of this stage yet.</p>
  return (
    <ScrollBox label="Gold answers">
      <table className="tbl">
        <thead>
          <tr>
            <th>No.</th>
            <th>Answer</th>
            <th>Category</th>
            <th>Why</th>
            <th>From</th>
          </tr>
        </thead>
        <tbody>
          {gold.map(({ id, itemId, number, category, decision, reason, source, servable }) => (
            <tr key={id}>
              <td>
                <Link href={`${base}/${itemId}`}>{itemNumber(number)}</Link>
              </td>
              <td className="whitespace-nowrap">
                <VerdictText verdict={decision === 'ACCEPT' ? 'PASSED' : 'FAILED'} />
              </td>
              <td className="min-w-[16ch]">{category}</td>
              <td className="min-w-[24ch] wrap-anywhere text-ink-2">{reason}</td>
              <td className="min-w-[10ch] text-12 text-ink-3">
                {GOLD_SOURCE_WORDS[source]}
                {!servable && '; its text is not served any more'}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  )
}
