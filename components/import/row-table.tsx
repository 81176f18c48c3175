import type { ImportReport } from '@/lib/core/import/report'
import type { RowCounts } from '@/lib/core/import/row-options'
import { ScrollBox } from '../ui/scroll-box'
import { count } from './import-view'

type File = ImportReport['files'][number]
type RowFile = File & { rows: RowCounts }
export const rowFiles = (files: readonly File[]): RowFile[] =>
  files.filter((file): file is RowFile => file.rows !== undefined && !file.failed)

const COLUMNS = [
  ['read', 'Rows'],
  ['fewSteps', 'Too few calls'],
  ['manyTurns', 'Too many turns'],
  ['repeated', 'There before'],
  ['unsampled', 'Not drawn'],
  ['taken', 'Taken'],
] as const

const n = (value: number) => value.toLocaleString('en-US')

/** Of each file of conversations, what becomes of its rows: the columns between the first and the last take away from it. */
export function RowTable({ files }: { files: readonly RowFile[] }) {
  return (
    <ScrollBox label="Rows of conversations">
      <table className="tbl">
        <thead>
          <tr>
            <th scope="col">Conversations</th>
            {COLUMNS.map(([key, label]) => (
              <th key={key} scope="col" className="num whitespace-normal">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {files.map(({ name, sha256, rows }) => (
            <tr key={`${name}.${sha256}`}>
              <th scope="row" className="min-w-28 text-13 font-normal break-all text-ink">
                {name}
                {Object.entries(rows.notes).map(([note, times]) => (
                  <span key={note} className="block text-12 break-normal text-ink-3">
                    {count(times, 'row')}: {note}
                  </span>
                ))}
              </th>
              {COLUMNS.map(([key]) => (
                <td key={key} className={key === 'taken' ? 'num font-semibold' : 'num'}>
                  {n(rows[key])}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  )
}
