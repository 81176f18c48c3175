import Link from 'next/link'
import { ScrollBox } from '../ui/scroll-box'
import type { ImportView } from './import-view'

interface RecentImport {
  id: string
  status: ImportView['status']
  fileNames: string[]
  chains: number | null
  createdAt: Date
}

const STATUS: Partial<Record<ImportView['status'], string>> = {
  APPLIED: 'Imported',
  APPLYING: 'Importing',
  FAILED: 'Failed, nothing imported',
}
const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' })

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
              <th scope="col" className="num">
                New chains
              </th>
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
                <td className="num">{row.chains === null ? '–' : row.chains.toLocaleString('en-US')}</td>
                <td>{STATUS[row.status] ?? row.status}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
    </section>
  )
}
