import Link from 'next/link'
import { ScrollBox } from '../ui/scroll-box'
import { count, type ImportView } from './import-view'

interface NewItems {
  chains: number
  instructions: number
  responses: number
}

interface RecentImport {
  id: string
  status: ImportView['status']
  fileNames: string[]
  fresh: NewItems | null
  createdAt: Date
}

const STATUS: Partial<Record<ImportView['status'], string>> = {
  APPLIED: 'Imported',
  APPLYING: 'Importing',
  FAILED: 'Failed, nothing imported',
}
const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' })

const freshWords = ({ chains, instructions, responses }: NewItems) =>
  [
    chains > 0 && count(chains, 'chain'),
    instructions > 0 && count(instructions, 'instruction'),
    responses > 0 && count(responses, 'response'),
  ]
    .filter(Boolean)
    .join(', ') || 'no items'

/** The latest imports, each with its report. */
export function RecentImports({ rows, slug }: { rows: RecentImport[]; slug: string }) {
  return (
    <section className="grid grid-cols-1 gap-1">
      <h2>Earlier imports</h2>
      <p className="text-12">
        <Link href={`/${slug}/import/left-out`}>What was left out of them</Link>
      </p>
      <ScrollBox label="Earlier imports">
        <table className="tbl">
          <thead>
            <tr>
              <th scope="col">When (UTC)</th>
              <th scope="col">Files</th>
              <th scope="col">New</th>
              <th scope="col">Outcome</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.id}>
                <td className="whitespace-nowrap">
                  <Link href={`/${slug}/import?import=${row.id}`}>{day.format(row.createdAt)}</Link>
                </td>
                <td className="min-w-[24ch] wrap-anywhere">{row.fileNames.join(', ')}</td>
                <td>{row.fresh ? freshWords(row.fresh) : '–'}</td>
                <td>{STATUS[row.status] ?? row.status}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
    </section>
  )
}
