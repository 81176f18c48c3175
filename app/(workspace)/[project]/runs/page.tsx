import type { Metadata } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { RunTable } from '@/components/runs/run-table'
import { ButtonLink } from '@/components/ui/button-link'
import { EmptyState } from '@/components/ui/empty-state'
import { requireProject } from '@/lib/auth/project'
import { listRuns } from '@/lib/data/queries/runs'
import { readNumber } from './run-params'

export const metadata: Metadata = { title: 'Runs' }

interface PageProps {
  params: Promise<{ project: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

const PAGE = 25

export default async function RunsPage({ params, searchParams }: PageProps) {
  const { project, ctx } = await requireProject((await params).project)
  const before = readNumber((await searchParams).before)
  const page = await listRuns(ctx, { projectId: project.id, before, limit: PAGE })
  if (!page) notFound()
  const base = `/${project.slug}/runs`
  return (
    <>
      <div className="mb-3 flex flex-wrap items-center justify-between gap-3">
        <h1>Runs</h1>
        <ButtonLink href={`${base}/new`} variant="go">
          New run
        </ButtonLink>
      </div>
      {page.rows.length === 0 ? (
        <EmptyState title={before === null ? 'No runs yet' : 'No runs before these'}>
          A run asks a model for chains, for instructions from chains that passed, for new attempts at what reviewers
          rejected, or for opinions. Start one here, or pick rows in a list.
        </EmptyState>
      ) : (
        <RunTable runs={page.rows} base={base} />
      )}
      <p className="mt-2 flex gap-4 text-12">
        {before !== null && <Link href={base}>The newest</Link>}
        {page.after !== null && <Link href={`${base}?before=${page.after}`}>Earlier runs</Link>}
      </p>
    </>
  )
}
