import type { Metadata } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { z } from 'zod'
import { EmptyState } from '@/components/ui/empty-state'
import { LocalTime } from '@/components/ui/local-time'
import { ScrollBox } from '@/components/ui/scroll-box'
import { requireProject } from '@/lib/auth/project'
import { listLeftOut } from '@/lib/data/queries/left-out'

export const metadata: Metadata = { title: 'Left out' }

interface PageProps {
  params: Promise<{ project: string }>
  searchParams: Promise<{ import?: string | string[] }>
}

export default async function LeftOutPage({ params, searchParams }: PageProps) {
  const { project, ctx } = await requireProject((await params).project)
  const batchId = z.uuid().safeParse((await searchParams).import).data
  const found = await listLeftOut(ctx, project.id, batchId)
  if (!found) notFound()
  const { rows, total, waiting } = found
  const base = `/${project.slug}/import`
  return (
    <div className="grid grid-cols-1 gap-4">
      <div>
        <h1>Left out of imports</h1>
        <p className="max-w-[76ch] text-ink-2">
          Records that could not be read. Each is kept as it stood in its file; its text shows only where it is mended.{' '}
          {total > 0 && `${waiting.toLocaleString('en-US')} of ${total.toLocaleString('en-US')} wait.`}
          {total > rows.length && ` The first ${rows.length} are here.`}
        </p>
      </div>
      {rows.length === 0 && (
        <EmptyState title="Nothing was left out">
          Every record of every import could be read. <Link href={base}>Import</Link>
        </EmptyState>
      )}
      {rows.length > 0 && (
        <ScrollBox label="Records that were left out">
          <table className="tbl">
            <thead>
              <tr>
                <th scope="col">Where</th>
                <th scope="col">State</th>
                <th scope="col">What is wrong</th>
                <th scope="col">Imported</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.id}>
                  <td className="min-w-52 break-all">
                    {row.file}
                    {row.line !== null && `, line ${row.line}`}
                    {row.path && row.path !== '$' && (
                      <span className="block font-mono text-12 text-ink-3">{row.path}</span>
                    )}
                  </td>
                  <td className="whitespace-nowrap">
                    {row.resolvedAt ? (
                      'mended, imported'
                    ) : row.mendable ? (
                      <Link href={`${base}/left-out/${row.id}`} prefetch={false}>
                        Mend it
                      </Link>
                    ) : (
                      'to be mended in its file'
                    )}
                  </td>
                  <td className="min-w-72">{row.message}</td>
                  <td className="whitespace-nowrap">
                    <LocalTime iso={row.importedAt.toISOString()} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollBox>
      )}
    </div>
  )
}
