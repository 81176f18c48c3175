import type { Metadata } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { CertificateActs } from '@/components/snapshots/certificate-acts'
import { CertificateSheet } from '@/components/snapshots/certificate-sheet'
import { outcomeWords } from '@/components/snapshots/certificate-words'
import { EvidencePath } from '@/components/snapshots/evidence-path'
import { Note } from '@/components/ui/note'
import { decideCertificate, enoughEvidence, passingLimits } from '@/lib/core/certificate/decide'
import { claimOf, estimandOf, planWords } from '@/lib/core/certificate/plan'
import { type CertificateView, listCertificates, listDrawnRows } from '@/lib/data/queries/certificates'
import type { Ctx } from '@/lib/services/context'
import { readNumber } from '../../../../runs/run-params'
import { advanceCertificateAction, countUnservedAction, stopCertificateAction } from '../../../actions'
import { requireSnapshot } from '../../../snapshot-params'

interface PageProps {
  params: Promise<{ project: string; number: string; certificate: string }>
}

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const { number, certificate } = await params
  return { title: `Certificate ${readNumber(certificate) ?? ''} of snapshot ${readNumber(number) ?? ''}` }
}

export default async function CertificatePage({ params }: PageProps) {
  const { project: slug, number, certificate: given } = await params
  const { ctx, project, snapshot, base } = await requireSnapshot(slug, number)
  const wanted = readNumber(given)
  if (wanted === null) notFound()
  const found = await listCertificates(ctx, { projectId: project.id, snapshotId: snapshot.id, number: wanted })
  const certificate = found?.[0]
  if (!certificate) notFound()
  const { document, documentHash } = certificate
  return (
    <>
      <div className="mb-4 flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <h1>
          Certificate {certificate.number} of snapshot {snapshot.number}
        </h1>
        <span className="flex flex-wrap gap-x-4 md:ml-auto print:hidden">
          {document && <a href={`/api/snapshots/certificate?certificate=${certificate.id}`}>certificate.json</a>}
          <Link href={`${base}/${snapshot.number}`}>Back to the snapshot</Link>
        </span>
      </div>
      {snapshot.status === 'BROKEN' && (
        <Note tone="bad">The snapshot has lost a row to a purge since: this is about what it was.</Note>
      )}
      <div className="grid grid-cols-1 items-start gap-6 xl:grid-cols-[minmax(0,860px)_minmax(320px,1fr)]">
        {document ? (
          <CertificateSheet document={document} hash={documentHash ?? ''} />
        ) : (
          <OpenAudit certificate={certificate} reviewBase={`/${project.slug}/review`} />
        )}
        <Path ctx={ctx} certificate={certificate} />
      </div>
    </>
  )
}

function OpenAudit({ certificate, reviewBase }: { certificate: CertificateView; reviewBase: string }) {
  const { plan, status, queueId, queueName, stuck, unserved, rubric } = certificate
  return (
    <div className="grid max-w-[860px] gap-3">
      <p>{claimOf(plan)}</p>
      <p className="text-ink-2">{estimandOf(plan, rubric)}</p>
      <p className="text-ink-2">{planWords(plan)}</p>
      <p className="first-letter:uppercase">{outcomeWords(certificate)}.</p>
      {unserved > 0 && (
        <p className="text-ink-2">
          {unserved} drawn {unserved === 1 ? 'row counts' : 'rows count'} as failed because nobody can judge{' '}
          {unserved === 1 ? 'it' : 'them'} any more.
        </p>
      )}
      {status === 'OPEN' && (
        <>
          <p className="text-ink-2">
            Judged in the queue <Link href={`${reviewBase}/${queueId}/settings`}>{queueName}</Link>.
          </p>
          <CertificateActs
            certificateId={certificate.id}
            stuck={stuck}
            countUnserved={countUnservedAction}
            advance={advanceCertificateAction}
            stop={stopCertificateAction}
          />
        </>
      )}
    </div>
  )
}

/** Of a sequential audit; nothing of it to those who judge in it while it goes on. */
async function Path({ ctx, certificate }: { ctx: Ctx; certificate: CertificateView }) {
  const { plan, status, judges, id } = certificate
  if (plan.kind !== 'SEQUENTIAL') return null
  if (status === 'OPEN' && judges) {
    return <p className="text-12 text-ink-3">You judge in this audit: what it says so far is shown when it is over.</p>
  }
  const { path } = decideCertificate(plan, await listDrawnRows(ctx.db, id))
  if (path.length === 0) return null
  return <EvidencePath path={path} limits={passingLimits(plan, path.length)} enough={enoughEvidence(plan)} />
}
