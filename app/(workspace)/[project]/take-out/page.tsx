import type { Metadata } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { TakeOutPanel } from '@/components/export/take-out-panel'
import { requireProject } from '@/lib/auth/project'
import type { SearchParams } from '@/lib/core/item/list-state'
import { canCurate } from '@/lib/core/policy/policies'
import { countTakeOut } from '@/lib/data/queries/take-out'
import { loadChosen } from './load-chosen'

export const metadata: Metadata = { title: 'Take out' }

interface PageProps {
  params: Promise<{ project: string }>
  searchParams: Promise<SearchParams>
}

export default async function TakeOutPage({ params, searchParams }: PageProps) {
  const { project, ctx, facts } = await requireProject((await params).project)
  if (!canCurate(facts)) notFound()
  const { chosen, picked, query } = await loadChosen(ctx, project.id, await searchParams)
  const counts = await countTakeOut(ctx, project.id, chosen)
  if (!counts) notFound()
  return (
    <div className="grid grid-cols-1 gap-4">
      <div className="flex flex-wrap items-baseline gap-x-3">
        <h1>Take out</h1>
        {chosen && (
          <>
            <p className="text-ink-2">{picked === null ? 'what a list’s filters leave' : 'a selection'}</p>
            <Link href={`/${project.slug}/take-out`} className="md:ml-auto">
              Take out all chains instead
            </Link>
          </>
        )}
      </div>
      <TakeOutPanel slug={project.slug} counts={counts} selection={chosen ? { picked, query } : null} />
    </div>
  )
}
