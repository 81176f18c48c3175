import Link from 'next/link'
import { EVALUATION_LABEL_WORDS } from '@/lib/core/evaluation/labels'
import type { SampleRow } from '@/lib/core/evaluation/views'
import { ScrollBox } from '../ui/scroll-box'
import { Tag } from '../ui/tag'

interface SampleTableProps {
  rows: readonly SampleRow[]
  /** Of the run; null to those who may not read transcripts. */
  base: string | null
}

/** Samples of a run without a word of their texts. */
export function SampleTable({ rows, base }: SampleTableProps) {
  return (
    <ScrollBox label="Samples">
      <table className="tbl">
        <thead>
          <tr>
            <th>Sample</th>
            <th className="num">Epoch</th>
            <th>Category</th>
            <th className="num">Score</th>
            <th>Scorer says</th>
            <th className="num">Steps</th>
            <th>You say</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <td className="wrap-anywhere">
                {base && row.readable ? (
                  <Link href={`${base}/${row.id}`} className="inline-block min-h-6 min-w-6">
                    {row.sampleId}
                  </Link>
                ) : (
                  row.sampleId
                )}
              </td>
              <td className="num">{row.epoch}</td>
              <td>{row.category || '–'}</td>
              <td className="num">{row.score === null ? '–' : row.score.toFixed(2)}</td>
              <td>
                {row.refused === null ? '–' : row.refused ? 'refused' : 'not refused'}
                {row.error && <p className="text-12 text-failed">{row.error}</p>}
                {row.limit && <p className="text-12 text-brass">stopped at its limit: {row.limit}</p>}
              </td>
              <td className="num">{row.readable ? row.steps : 'no text'}</td>
              <td>{row.mine && <Tag>{EVALUATION_LABEL_WORDS[row.mine]}</Tag>}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  )
}
