import { readCsv } from '../import/read-csv'
import type { AgreementRow } from './report'

/**
 * Judgments from a wide table: one row an item, one column a reviewer, the first column the item's name, the first line the
 * reviewers'. An empty cell is no judgment. Throws CsvError for what is no CSV, Error (with the line) for a row that is too
 * long, an item or a reviewer without a name, and a name given twice.
 */
export function readWideTable(text: string): AgreementRow[] {
  const [head, ...body] = readCsv(text)
  const reviewers = head?.cells.slice(1).map((name) => name.trim()) ?? []
  if (reviewers.length === 0) throw new Error('line 1: A wide table has the item’s column and one for each reviewer.')
  const twice = reviewers.find((name, index) => name === '' || reviewers.indexOf(name) !== index)
  if (twice !== undefined)
    throw new Error(`line 1: ${twice === '' ? 'A reviewer has no name.' : `Reviewer "${twice}" has two columns.`}`)
  const seen = new Set<string>()
  return body.flatMap(({ line, cells }) => {
    const item = cells[0]!.trim()
    if (item === '') throw new Error(`line ${line}: The item has no name.`)
    if (seen.has(item)) throw new Error(`line ${line}: Item "${item}" has two rows.`)
    if (cells.length > reviewers.length + 1) throw new Error(`line ${line}: More cells than the first line has.`)
    seen.add(item)
    return reviewers.flatMap((reviewer, index) => {
      const label = cells[index + 1]?.trim() ?? ''
      return label === '' ? [] : [{ item, reviewer, label }]
    })
  })
}
