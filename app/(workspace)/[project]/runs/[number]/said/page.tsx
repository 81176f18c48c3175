import type { Metadata } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { FigureItemTable } from '@/components/quality/figure-item-table'
import { ButtonLink } from '@/components/ui/button-link'
import { EmptyState } from '@/components/ui/empty-state'
import { requireProject } from '@/lib/auth/project'
import { ITEM_LISTS } from '@/lib/core/item/lists'
import { stageMade } from '@/lib/core/run/targets'
import { listSaidItems, type SaidFilter } from '@/lib/data/queries/run-reasons'
import { findRun } from '@/lib/data/queries/runs'
import { readNumber } from '../../run-params'

export const metadata: Metadata = { title: 'Items rejected for a reason' }

interface PageProps {
  params: Promise<{ project: string; number: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

const SINCE = { judged: 'whose new text has been judged', passed: 'whose new text passed' } as const

export default async function SaidPage({ params, searchParams }: PageProps) {
  const { project: slug, number: given } = await params
  const { project, ctx, facts } = await requireProject(slug)
  const number = readNumber(given)
  const run = number === null ? null : await findRun(ctx, { projectId: project.id, number })
  if (!run) notFound()
  const asked = await searchParams
  const reason = typeof asked.reason === 'string' ? asked.reason.slice(0, 100) : ''
  const since: SaidFilter['since'] = asked.since === 'judged' || asked.since === 'passed' ? asked.since : undefined
  const filter = { reason, since, after: readNumber(asked.after) ?? undefined }
  const { items, next, label } = await listSaidItems(ctx, { projectId: project.id, runNumber: run.number }, filter)
  const stage = stageMade(run.task)
  const base = `/${project.slug}/runs/${run.number}`
  return (
    <>
      <div className="mb-3 flex flex-wrap items-baseline gap-x-3">
        <h1>Rejected for: {label ?? 'a reason'}</h1>
        <p className="text-ink-2">
          of run {run.number}, {since ? SINCE[since] : 'by number'}; votes are of the rejected text
        </p>
        <Link href={base} className="md:ml-auto">
          Back to run {run.number}
        </Link>
      </div>
      {items.length === 0 || stage === null ? (
        <EmptyState title="No item matches">
          {facts.reviews
            ? 'Items that you may still judge are left out, and those of categories that you opted out of.'
            : 'The figure may have changed since the link was made.'}
        </EmptyState>
      ) : (
        <>
          <FigureItemTable items={items} hrefOf={({ itemId }) => `/${project.slug}/${ITEM_LISTS[stage]}/${itemId}`} />
          <p className="mt-3 flex items-center gap-3 text-ink-3">
            {items.length} shown
            {next !== null && (
              <ButtonLink
                href={`${base}/said?${new URLSearchParams({ reason, ...(since && { since }), after: String(next) })}`}
              >
                Next 100
              </ButtonLink>
            )}
          </p>
        </>
      )}
    </>
  )
}
