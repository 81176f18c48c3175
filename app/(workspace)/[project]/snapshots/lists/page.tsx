import type { Metadata } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { HashLists } from '@/components/snapshots/hash-lists'
import { requireProject } from '@/lib/auth/project'
import { listHashLists } from '@/lib/data/queries/snapshots'
import { addHashListAction, removeHashListAction } from '../actions'

export const metadata: Metadata = { title: 'Hash lists' }

export default async function HashListsPage({ params }: { params: Promise<{ project: string }> }) {
  const { project, ctx, facts } = await requireProject((await params).project)
  const lists = await listHashLists(ctx, project.id)
  if (!lists) notFound()
  return (
    <>
      <div className="mb-3 flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <h1>Hash lists</h1>
        <p className="text-ink-2">Prompts of benchmarks, which no snapshot may hold.</p>
        <Link href={`/${project.slug}/snapshots`} className="md:ml-auto">
          Back to the snapshots
        </Link>
      </div>
      <HashLists
        {...{ projectId: project.id, lists, admin: facts.admin }}
        add={addHashListAction}
        remove={removeHashListAction}
      />
    </>
  )
}
