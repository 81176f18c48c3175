import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { TakeOutPanel } from '@/components/export/take-out-panel'
import { requireProject } from '@/lib/auth/project'
import { canCurate } from '@/lib/core/policy/policies'
import { countTakeOut } from '@/lib/data/queries/take-out'

export const metadata: Metadata = { title: 'Take out' }

export default async function TakeOutPage({ params }: { params: Promise<{ project: string }> }) {
  const { project, ctx, facts } = await requireProject((await params).project)
  const counts = canCurate(facts) ? await countTakeOut(ctx, project.id) : null
  if (!counts) notFound()
  return (
    <div className="grid grid-cols-1 gap-6">
      <h1>Take out</h1>
      <TakeOutPanel slug={project.slug} counts={counts} />
    </div>
  )
}
