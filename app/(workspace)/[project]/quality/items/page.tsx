import type { Metadata } from 'next'
import Link from 'next/link'
import { ButtonLink } from '@/components/ui/button-link'
import { EmptyState } from '@/components/ui/empty-state'
import { ScrollBox } from '@/components/ui/scroll-box'
import { VerdictText } from '@/components/ui/verdict'
import { requireProject } from '@/lib/auth/project'
import { ITEM_LISTS } from '@/lib/core/item/lists'
import { BLIND_BELOW } from '@/lib/core/review/rates'
import { listFigureItems } from '@/lib/data/queries/figure-items'
import { figureHref, parseFigure } from '../figure-params'

export const metadata: Metadata = { title: 'Items behind a figure' }

interface PageProps {
  params: Promise<{ project: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export default async function FigureItemsPage({ params, searchParams }: PageProps) {
  const { project, ctx, facts } = await requireProject((await params).project)
  const filter = parseFigure(await searchParams)
  const page = await listFigureItems(ctx, project.id, filter)
  const base = `/${project.slug}/quality`
  return (
    <>
      <div className="mb-3 flex flex-wrap items-baseline gap-x-3">
        <h1>Items behind a figure</h1>
        <p className="text-ink-2">closed items only, by number</p>
        <Link href={base} className="md:ml-auto">
          Back to Quality
        </Link>
      </div>
      {page.items.length === 0 ? (
        <EmptyState title="No closed item matches">
          {facts.reviews
            ? `People who judge here see figures, and the items behind them, from ${BLIND_BELOW} closed items on; items of categories you opted out of are left out.`
            : 'The figure may have changed since the link was made.'}
        </EmptyState>
      ) : (
        <>
          <ScrollBox label="Items behind a figure">
            <table className="tbl">
              <thead>
                <tr>
                  <th>No.</th>
                  <th>Verdict</th>
                  <th>Category</th>
                  <th className="num">Accept</th>
                  <th className="num">Reject</th>
                  <th className="num">Abstain</th>
                  <th className="num">Revision</th>
                </tr>
              </thead>
              <tbody>
                {page.items.map((item) => (
                  <tr key={item.entryId}>
                    <td>
                      <Link href={`/${project.slug}/${ITEM_LISTS[filter.stage ?? 'CHAIN']}/${item.itemId}`}>
                        {String(item.number).padStart(4, '0')}
                      </Link>
                    </td>
                    <td>
                      <VerdictText verdict={item.verdict} />
                    </td>
                    <td>{item.category}</td>
                    <td className="num">{item.accepts}</td>
                    <td className="num">{item.rejects}</td>
                    <td className="num">{item.abstains}</td>
                    <td className="num">{item.revision}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </ScrollBox>
          <p className="mt-3 flex items-center gap-3 text-ink-3">
            {page.items.length} shown
            {page.next !== null && (
              <ButtonLink href={figureHref(`${base}/items`, { ...filter, after: page.next })}>Next 100</ButtonLink>
            )}
          </p>
        </>
      )}
    </>
  )
}
