import type { Metadata } from 'next'
import Link from 'next/link'
import { FigureItemTable } from '@/components/quality/figure-item-table'
import { ButtonLink } from '@/components/ui/button-link'
import { EmptyState } from '@/components/ui/empty-state'
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
            ? `People who judge here see figures, and the items behind them, from ${BLIND_BELOW} closed items on; items of categories you opted out of, and those that are being judged again, are left out.`
            : 'The figure may have changed since the link was made.'}
        </EmptyState>
      ) : (
        <>
          <FigureItemTable
            items={page.items}
            hrefOf={({ itemId }) => `/${project.slug}/${ITEM_LISTS[filter.stage ?? 'CHAIN']}/${itemId}`}
          />
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
