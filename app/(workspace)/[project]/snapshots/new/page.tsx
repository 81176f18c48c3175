import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { NewForm } from '@/components/snapshots/new-form'
import { requireProject } from '@/lib/auth/project'
import { canCurate } from '@/lib/core/policy/policies'
import { snapshotSpecSchema } from '@/lib/core/snapshot/spec'
import { listSnapshots } from '@/lib/data/queries/snapshots'
import { draftSnapshotAction } from '../actions'

export const metadata: Metadata = { title: 'New snapshot' }

export default async function NewSnapshotPage({ params }: { params: Promise<{ project: string }> }) {
  const { project, ctx, facts } = await requireProject((await params).project)
  if (!canCurate(facts)) notFound()
  const latest = await listSnapshots(ctx, { projectId: project.id, before: null, limit: 1 })
  const number = (latest?.rows[0]?.number ?? 0) + 1
  // The same seed every time: a step sequence then falls into the same part in every snapshot.
  const spec = snapshotSpecSchema.parse({ stage: 'RESPONSE', seed: 1 })
  return (
    <>
      <h1>New snapshot</h1>
      <p className="mt-1 mb-5 max-w-[76ch] text-ink-2">
        Each row is an item’s accepted text. What is left out is counted by reason before anything is frozen, and you
        can choose again as often as you like.
      </p>
      <NewForm
        {...{ projectId: project.id, name: `Snapshot ${number}`, spec, base: `/${project.slug}/snapshots` }}
        draft={draftSnapshotAction}
      />
    </>
  )
}
