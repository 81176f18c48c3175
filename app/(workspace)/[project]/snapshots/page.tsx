import type { Metadata } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { SnapshotTable } from '@/components/snapshots/snapshot-table'
import { ButtonLink } from '@/components/ui/button-link'
import { EmptyState } from '@/components/ui/empty-state'
import { requireProject } from '@/lib/auth/project'
import { listSnapshots } from '@/lib/data/queries/snapshots'
import { readNumber } from '../runs/run-params'

export const metadata: Metadata = { title: 'Snapshots' }

interface PageProps {
  params: Promise<{ project: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

const PAGE = 25

export default async function SnapshotsPage({ params, searchParams }: PageProps) {
  const { project, ctx } = await requireProject((await params).project)
  const before = readNumber((await searchParams).before)
  const page = await listSnapshots(ctx, { projectId: project.id, before, limit: PAGE })
  if (!page) notFound()
  const base = `/${project.slug}/snapshots`
  return (
    <>
      <div className="mb-3 flex flex-wrap items-center justify-between gap-3">
        <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
          <h1>Snapshots</h1>
          <p className="text-ink-2">Rows chosen by rule and frozen: what is handed out and certified.</p>
        </div>
        <div className="flex gap-2">
          <ButtonLink href={`${base}/lists`}>Hash lists</ButtonLink>
          <ButtonLink href={`${base}/new`} variant="go">
            New snapshot
          </ButtonLink>
        </div>
      </div>
      {page.rows.length === 0 ? (
        <EmptyState title={before === null ? 'No snapshots yet' : 'No snapshots before these'}>
          Choose what counts as passed, look at what it would hold and leave out, then freeze it. A frozen snapshot
          never changes: exports and certificates are about it.
        </EmptyState>
      ) : (
        <SnapshotTable snapshots={page.rows} base={base} />
      )}
      <p className="mt-2 flex gap-4 text-12">
        {before !== null && <Link href={base}>The newest</Link>}
        {page.after !== null && <Link href={`${base}?before=${page.after}`}>Earlier ones</Link>}
      </p>
    </>
  )
}
