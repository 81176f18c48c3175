import Link from 'next/link'
import { Panel } from '@/components/quality/panel'
import { CertificateForm } from '@/components/snapshots/certificate-form'
import { CertificateTable } from '@/components/snapshots/certificate-table'
import { DownloadPanel } from '@/components/snapshots/download-panel'
import { ReportPanel } from '@/components/snapshots/report-panel'
import { RowTable } from '@/components/snapshots/row-table'
import { SnapshotFacts } from '@/components/snapshots/snapshot-facts'
import { Note } from '@/components/ui/note'
import { ITEM_LISTS } from '@/lib/core/item/lists'
import { listAuditors, listCertificates } from '@/lib/data/queries/certificates'
import { listExportReceipts } from '@/lib/data/queries/export-receipts'
import { listSnapshotRows, type SnapshotDetail } from '@/lib/data/queries/snapshots'
import type { Ctx } from '@/lib/services/context'
import { describeExportsAction, makeCertificateAction } from '../actions'

interface FrozenSnapshotProps {
  ctx: Ctx
  project: { id: string; slug: string }
  snapshot: SnapshotDetail
  base: string
  after: number | null
}

const PAGE = 50

/** A snapshot that never changes any more: facts, hash, what it holds, its rows. */
export async function FrozenSnapshot({ ctx, project, snapshot, base, after }: FrozenSnapshotProps) {
  const here = `${base}/${snapshot.number}`
  const asked = { projectId: project.id, snapshotId: snapshot.id }
  const [page, certificates, auditors, receipts] = await Promise.all([
    listSnapshotRows(ctx, { ...asked, after, limit: PAGE }),
    listCertificates(ctx, asked),
    listAuditors(ctx, asked),
    listExportReceipts(ctx, asked),
  ])
  const { report, stage, blind, spec } = snapshot
  return (
    <>
      <div className="mb-4 flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <h1>
          Snapshot {snapshot.number}: {snapshot.name}
        </h1>
        <Link href={`${here}/compare`} className="md:ml-auto">
          Compare with another
        </Link>
      </div>
      {snapshot.status === 'BROKEN' && (
        <Note tone="bad">
          A purge took the text of one of its rows: it can no longer be handed out whole, and certificates about it are
          about what it was. Freeze another one.
        </Note>
      )}
      <div className="grid items-start gap-6 xl:grid-cols-[minmax(0,5fr)_minmax(0,6fr)]">
        <div className="grid min-w-0 content-start gap-6">
          <SnapshotFacts snapshot={snapshot} />
          <Panel title="Certificates" lead="What a fresh blind majority would pass of these rows, shown by an audit.">
            <CertificateTable certificates={certificates ?? []} base={`${here}/certificates`} />
            {snapshot.status === 'FROZEN' && (
              <CertificateForm
                {...{ snapshotId: snapshot.id, rows: snapshot.rows, auditors, base: `${here}/certificates` }}
                make={makeCertificateAction}
              />
            )}
          </Panel>
        </div>
        <Panel title="What it holds" lead="As it was when it was frozen.">
          {report && <ReportPanel frozen {...{ report, stage, blind, mix: spec.mix }} leftHref={`${here}/left`} />}
        </Panel>
      </div>
      {report && snapshot.status === 'FROZEN' && (
        <div className="mt-6 min-w-0">
          <DownloadPanel
            {...{ slug: project.slug, snapshotId: snapshot.id, number: snapshot.number, stage }}
            {...{ pairs: report.pairs, parts: report.parts, receipts: receipts ?? [] }}
            describe={describeExportsAction}
          />
        </div>
      )}
      <section id="rows" className="mt-6 min-w-0">
        <h2 className="mb-2">Rows</h2>
        {page && (
          <RowTable
            rows={page.rows}
            itemBase={`/${project.slug}/${ITEM_LISTS[stage]}`}
            labelled={stage === 'RESPONSE'}
          />
        )}
        <p className="mt-2 flex gap-4 text-12">
          {after !== null && <Link href={`${here}#rows`}>The first</Link>}
          {page?.after != null && <Link href={`${here}?after=${page.after}#rows`}>Further rows</Link>}
        </p>
      </section>
    </>
  )
}
