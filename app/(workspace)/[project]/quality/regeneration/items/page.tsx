import type { Metadata } from 'next'
import Link from 'next/link'
import { FigureItemTable } from '@/components/quality/figure-item-table'
import { ButtonLink } from '@/components/ui/button-link'
import { EmptyState } from '@/components/ui/empty-state'
import { requireProject } from '@/lib/auth/project'
import { BLIND_BELOW } from '@/lib/core/review/rates'
import { listRegenerationItems } from '@/lib/data/queries/regeneration-items'
import { parseRegeneration, regenerationHref } from '../regeneration-params'

export const metadata: Metadata = { title: 'Items behind a figure' }

interface PageProps {
  params: Promise<{ project: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export default async function RegenerationItemsPage({ params, searchParams }: PageProps) {
  const { project, ctx, facts } = await requireProject((await params).project)
  const filter = parseRegeneration(await searchParams)
  const { items, next } = await listRegenerationItems(ctx, project.id, filter)
  const base = `/${project.slug}/quality/regeneration`
  const list = filter.stage === 'CHAIN' ? 'chains' : 'instructions'
  return (
    <>
      <div className="mb-3 flex flex-wrap items-baseline gap-x-3">
        <h1>Items behind a figure</h1>
        <p className="text-ink-2">closed texts only, by number</p>
        <Link href={filter.stage === 'CHAIN' ? base : `${base}?stage=instructions`} className="md:ml-auto">
          Back to Regeneration
        </Link>
      </div>
      {items.length === 0 ? (
        <EmptyState title="No closed text matches">
          {facts.reviews
            ? `People who judge here see figures, and the items behind them, from ${BLIND_BELOW} closed texts on; items of categories you opted out of, and those that are being judged again, are left out.`
            : 'The figure may have changed since the link was made.'}
        </EmptyState>
      ) : (
        <>
          <FigureItemTable items={items} hrefOf={({ itemId }) => `/${project.slug}/${list}/${itemId}`} />
          <p className="mt-3 flex items-center gap-3 text-ink-3">
            {items.length} shown
            {next !== null && (
              <ButtonLink href={regenerationHref(`${base}/items`, { ...filter, after: next })}>Next 100</ButtonLink>
            )}
          </p>
        </>
      )}
    </>
  )
}
