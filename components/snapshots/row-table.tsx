import Link from 'next/link'
import { PART_WORDS, type Part, SIDE_WORDS, type Side } from '@/lib/core/snapshot/spec'
import { ScrollBox } from '../ui/scroll-box'
import { figure, shortHash } from './words'

interface RowLine {
  position: number
  part: Part
  itemId: string
  itemNumber: number
  side: Side
  votes: { accepts: number; rejects: number; edits: number; abstains: number; adjudicated: boolean } | null
  label: string | null
  lineHash: string
  purged: boolean
}

/** Frozen rows: facts and hashes, never their texts. */
export function RowTable({ rows, itemBase, labelled }: { rows: RowLine[]; itemBase: string; labelled: boolean }) {
  return (
    <ScrollBox label="Rows">
      <table className="tbl min-w-[640px]">
        <caption className="sr-only">Rows of the snapshot, in its order</caption>
        <thead>
          <tr>
            <th className="num w-20">Row</th>
            <th className="w-24">Part</th>
            <th className="num w-20">Item</th>
            <th className="w-40">For training</th>
            <th>Votes</th>
            {labelled && <th>Label</th>}
            <th className="w-36">Hash of its line</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.position}>
              <td className="num">{figure(row.position + 1)}</td>
              <td>{PART_WORDS[row.part]}</td>
              <td className="num">
                <Link href={`${itemBase}/${row.itemId}`}>{row.itemNumber}</Link>
              </td>
              <td className="whitespace-nowrap">{SIDE_WORDS[row.side]}</td>
              <td className="whitespace-nowrap text-ink-2">{votesWords(row.votes)}</td>
              {labelled && <td className="text-ink-2">{row.label ?? '–'}</td>}
              <td className="font-mono text-12" title={row.lineHash}>
                {shortHash(row.lineHash)}
                {row.purged && <span className="ml-2 font-sans text-failed">purged</span>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  )
}

function votesWords(votes: RowLine['votes']): string {
  if (votes === null) return 'not shown while you may judge it'
  const parts = [
    `${votes.accepts} for`,
    votes.rejects > 0 && `${votes.rejects} against`,
    votes.edits > 0 && `${votes.edits} edited`,
    votes.abstains > 0 && `${votes.abstains} abstained`,
    votes.adjudicated && 'adjudicated',
  ]
  return parts.filter(Boolean).join(', ')
}
