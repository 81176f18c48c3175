import type { Metadata } from 'next'
import Link from 'next/link'
import { runHref } from '@/components/runs/run-links'
import { EmptyState } from '@/components/ui/empty-state'
import { ScrollBox } from '@/components/ui/scroll-box'
import { type VerdictKind, VerdictMark } from '@/components/ui/verdict'
import { requireProject } from '@/lib/auth/project'
import { canSpend } from '@/lib/core/policy/policies'
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
  const { project, ctx, facts } = await requireProject((await params).project)
  const rows = (await listSubcategories(ctx, project.id)) ?? []
  const categories = [...new Set(rows.map(({ category }) => category))]
  const spends = canSpend(facts)
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
                <th>Subcategory</th>
                {COLUMNS.map(([verdict, key, label]) => (
                  <th key={key} className="num">
                    <VerdictMark verdict={verdict} label={null} /> {label}
                  </th>
                ))}
                {spends && <th className="num">More of them</th>}
              </tr>
            </thead>
            {categories.map((category) => (
              <tbody key={category}>
                <tr>
                  <th scope="rowgroup" colSpan={COLUMNS.length + (spends ? 2 : 1)} className="!pt-4">
                    {category}
                  </th>
                </tr>
                {rows
                  .filter((row) => row.category === category)
                  .map((row) => (
                    <Row key={row.id} row={row} slug={project.slug} spends={spends} />
                  ))}
              </tbody>
            ))}
          </table>
        </ScrollBox>
      )}
    </>
  )
}

function Row({ row, slug, spends }: { row: SubcategoryRow; slug: string; spends: boolean }) {
  return (
    <tr>
      <th scope="row" className="text-13 font-normal text-ink">
        <Link href={chainsHref(slug, { category: row.id })}>{row.title}</Link>
      </th>
      {COLUMNS.map(([verdict, key]) => (
        <td key={key} className="num">
          {row[key] === 0 ? (
            <span className="text-ink-3">0</span>
          ) : (
            <Link href={chainsHref(slug, { category: row.id, verdict })}>{row[key].toLocaleString('en-US')}</Link>
          )}
        </td>
      ))}
      {spends && (
        <td className="num">
          <Link href={runHref(slug, 'chain-synthesis', `?category=${row.id}`)} prefetch={false}>
            Make chains<span className="sr-only"> for {row.title}</span>
          </Link>
        </td>
      )}
    </tr>
  )
}
