import type { Metadata } from 'next'
import { DraftDesk } from '@/components/snapshots/draft-desk'
import { ReportPanel } from '@/components/snapshots/report-panel'
import { isFrozen } from '@/components/snapshots/words'
import { findSnapshotProgress, type SnapshotDetail } from '@/lib/data/queries/snapshots'
import { readNumber } from '../../runs/run-params'
import { changeDraftAction, discardDraftAction, freezeSnapshotAction } from '../actions'
import { readPlace, requireSnapshot } from '../snapshot-params'
import { FrozenSnapshot } from './frozen-snapshot'

interface PageProps {
  params: Promise<{ project: string; number: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  return { title: `Snapshot ${readNumber((await params).number) ?? ''}` }
}

const actions = { change: changeDraftAction, freeze: freezeSnapshotAction, discard: discardDraftAction }

export default async function SnapshotPage({ params, searchParams }: PageProps) {
  const { project: slug, number } = await params
  const scope = await requireSnapshot(slug, number)
  const { snapshot, base } = scope
  if (isFrozen(snapshot.status)) return <FrozenSnapshot {...scope} after={readPlace((await searchParams).after)} />
  const progress = await findSnapshotProgress(scope.ctx, snapshot.id)
  const state = progress ?? {
    ...{ status: snapshot.status, edition: snapshot.edition, counted: snapshot.report !== null },
    ...{ phase: 'WAITING', done: 0, total: 0 },
  }
  return (
    <>
      <div className="mb-4 flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <h1>Snapshot {snapshot.number}</h1>
        <p className="text-ink-2">A draft: nothing is frozen yet.</p>
      </div>
      <DraftDesk
        {...{ snapshotId: snapshot.id, name: snapshot.name, spec: snapshot.spec, state, rows: snapshot.rows }}
        {...{ error: snapshot.error, base, actions }}
      >
        <Report snapshot={snapshot} base={base} />
      </DraftDesk>
    </>
  )
}

function Report({ snapshot, base }: { snapshot: SnapshotDetail; base: string }) {
  const { report, stage, blind, spec, number } = snapshot
  if (!report) return null
  return <ReportPanel {...{ report, stage, blind, mix: spec.mix }} leftHref={`${base}/${number}/left`} />
}
