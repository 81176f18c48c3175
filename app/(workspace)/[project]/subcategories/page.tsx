import type { Metadata } from 'next'
import Link from 'next/link'
import { EmptyState } from '@/components/ui/empty-state'
import { ScrollBox } from '@/components/ui/scroll-box'
import { type VerdictKind, VerdictMark } from '@/components/ui/verdict'
import { requireProject } from '@/lib/auth/project'
import { listSubcategories, type SubcategoryRow } from '@/lib/data/queries/overview'
import { chainsHref } from '../chains-href'

export const metadata: Metadata = { title: 'Subcategories' }

const COLUMNS: [VerdictKind, keyof SubcategoryRow & ('passed' | 'open' | 'contested' | 'failed'), string][] = [
  ['PASSED', 'passed', 'Passed'],
  ['OPEN', 'open', 'Open'],
  ['CONTESTED', 'contested', 'Contested'],
  ['FAILED', 'failed', 'Failed'],
]

export default async function SubcategoriesPage({ params }: { params: Promise<{ project: string }> }) {
  const { project, ctx } = await requireProject((await params).project)
  const rows = (await listSubcategories(ctx, project.id)) ?? []
  const without = rows.filter(({ passed }) => passed === 0).length
  return (
    <>
      <div className="mb-3 flex flex-wrap items-baseline gap-x-3">
        <h1>Subcategories</h1>
        <p className="text-ink-2">
          {rows.length}, of which {without} without a passed chain
        </p>
      </div>
      {rows.length === 0 ? (
        <EmptyState title="No subcategories yet">They come with an imported taxonomy or chain file.</EmptyState>
      ) : (
        <ScrollBox label="Subcategories">
          <table className="tbl">
            <thead>
              <tr>
                <th>Category</th>
                <th>Subcategory</th>
                {COLUMNS.map(([verdict, key, label]) => (
                  <th key={key} className="num">
                    <VerdictMark verdict={verdict} label={null} /> {label}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.id}>
                  <td className="text-ink-2">{row.category}</td>
                  <th scope="row" className="text-13 font-normal text-ink">
                    <Link href={chainsHref(project.slug, { category: row.id })}>{row.title}</Link>
                  </th>
                  {COLUMNS.map(([verdict, key]) => (
                    <td key={key} className="num">
                      <Link href={chainsHref(project.slug, { category: row.id, verdict })}>
                        {row[key].toLocaleString('en-US')}
                      </Link>
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollBox>
      )}
    </>
  )
}
