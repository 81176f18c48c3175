import type { Metadata } from 'next'
import Link from 'next/link'
import { LabelledItemTable } from '@/components/quality/labelled-item-table'
import { ButtonLink } from '@/components/ui/button-link'
import { EmptyState } from '@/components/ui/empty-state'
import { requireProject } from '@/lib/auth/project'
import { ITEM_LISTS } from '@/lib/core/item/lists'
import { MOST_PICKED, writePicked } from '@/lib/core/item/picked'
import { canCurate } from '@/lib/core/policy/policies'
import { BLIND_BELOW } from '@/lib/core/review/rates'
import { listLabelledItems } from '@/lib/data/queries/labelled-items'
import { labelsHref, parseLabels } from '../label-params'

export const metadata: Metadata = { title: 'Responses behind a figure' }

interface PageProps {
  params: Promise<{ project: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export default async function LabelledItemsPage({ params, searchParams }: PageProps) {
  const { project, ctx, facts } = await requireProject((await params).project)
  const filter = parseLabels(await searchParams)
  const page = await listLabelledItems(ctx, project.id, filter)
  const base = `/${project.slug}/quality/responses`
  const picked = canCurate(facts) && page.items.length > 0 ? await pickAll() : null
  return (
    <>
      <div className="mb-3 flex flex-wrap items-baseline gap-x-3">
        <h1>{filter.differs ? 'Where labels differ' : 'Responses behind a figure'}</h1>
        <p className="text-ink-2">closed ones only, by number</p>
        <Link href={`${base}?group=${filter.group}`} className="md:ml-auto">
          Back to Quality of responses
        </Link>
      </div>
      {page.items.length === 0 ? (
        <EmptyState title="No closed response matches">
          {facts.reviews
            ? `People who judge here see figures, and the responses behind them, from ${BLIND_BELOW} closed ones on; those of categories you opted out of, and those that are being judged again, are left out.`
            : 'The figure may have changed since the link was made.'}
        </EmptyState>
      ) : (
        <>
          <LabelledItemTable
            items={page.items}
            by={filter.by ?? null}
            hrefOf={({ itemId }) => `/${project.slug}/${ITEM_LISTS.RESPONSE}/${itemId}`}
          />
          <p className="mt-3 flex flex-wrap items-center gap-3 text-ink-3">
            {page.items.length} shown
            {page.next !== null && (
              <ButtonLink href={labelsHref(`${base}/items`, { ...filter, after: page.next })}>Next 100</ButtonLink>
            )}
            {picked && (
              <ButtonLink href={`/${project.slug}/review/new?${picked.query}`}>
                {`A queue of these ${picked.count}`}
              </ButtonLink>
            )}
            {picked?.more && `The first ${picked.count}; there are more.`}
          </p>
        </>
      )}
    </>
  )

  async function pickAll() {
    const { after: _, ...whole } = filter
    const { items, next } = await listLabelledItems(ctx, project.id, whole, MOST_PICKED)
    const numbers = [...new Set(items.map(({ number }) => number))]
    const query = new URLSearchParams({ stage: 'responses', pick: writePicked(numbers) })
    return { query: query.toString(), count: numbers.length, more: next !== null }
  }
}
