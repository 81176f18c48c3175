import type { Metadata } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { buttonClass } from '@/components/ui/button'
import { ButtonLink } from '@/components/ui/button-link'
import { EmptyState } from '@/components/ui/empty-state'
import { requireProject } from '@/lib/auth/project'
import { AUDIT_FILES } from '@/lib/core/audit/filter'
import { listAudit, listAuditActors } from '@/lib/data/queries/audit'
import { AuditFilters } from './audit-filters'
import { auditHref, parseAudit } from './audit-params'
import { AuditTable } from './audit-table'

export const metadata: Metadata = { title: 'Audit' }

interface PageProps {
  params: Promise<{ project: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

const PAGE = 100

export default async function AuditListPage({ params, searchParams }: PageProps) {
  const { project, ctx } = await requireProject((await params).project)
  const { before, ...filter } = parseAudit(await searchParams)
  const [page, actors] = await Promise.all([
    listAudit(ctx, project.id, filter, { before: before ?? null, limit: PAGE }),
    listAuditActors(ctx, project.id),
  ])
  if (!page || !actors) notFound()
  const base = `/${project.slug}/settings/audit`
  const narrowed = Object.values(filter).some((value) => value !== undefined)
  return (
    <>
      <div className="mb-3 flex flex-wrap items-baseline gap-x-3">
        <h1>Audit</h1>
        <p className="text-ink-2">What was done, newest first. It is only ever added to.</p>
      </div>
      <AuditFilters filter={filter} actors={actors} base={base} narrowed={narrowed} />
      {page.rows.length === 0 ? (
        <EmptyState title="No event matches">Widen the days, or take a filter off.</EmptyState>
      ) : (
        <AuditTable rows={page.rows} slug={project.slug} />
      )}
      <div className="mt-3 flex flex-wrap items-center gap-3 text-12 text-ink-3">
        <span>
          {page.rows.length} shown
          {page.next ? ', older ones follow' : before ? ', the last ones' : ', all there are'}
        </span>
        {before && <Link href={auditHref(base, filter)}>Back to the newest</Link>}
        {page.next && (
          <ButtonLink size="sm" href={auditHref(base, { ...filter, before: page.next })}>
            Older
          </ButtonLink>
        )}
        <span className="flex flex-wrap items-center gap-2 md:ml-auto">
          {narrowed ? 'All that match, as a file:' : 'All of it, as a file:'}
          {AUDIT_FILES.map((file) => (
            <a
              key={file}
              download
              className={buttonClass('default', 'sm')}
              href={auditHref('/api/audit', { ...filter, project: project.slug, file })}
            >
              {file === 'csv' ? 'CSV' : 'JSONL'}
              <span className="sr-only"> file of the audit log</span>
            </a>
          ))}
        </span>
      </div>
    </>
  )
}
