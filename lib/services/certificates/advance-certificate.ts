import { z } from 'zod'
import { type CertificateResult, decideCertificate } from '@/lib/core/certificate/decide'
import { CERTIFICATE_FORMAT, type CertificateDocument } from '@/lib/core/certificate/document'
import { type CertificatePlan, certificatePlanSchema, claimOf, estimandOf } from '@/lib/core/certificate/plan'
import type { Tx } from '@/lib/data/client'
import { type DrawnRow, listDrawnRows } from '@/lib/data/queries/certificates'
import { writeAudit } from '../audit'
import { type Ctx, inTransaction } from '../context'
import { notFound } from '../errors'
import { FILL_TIMEOUT } from '../queues/fill-queue'
import { retryConflicts } from '../retry-conflicts'
import { loadSnapshot } from '../snapshots/load-snapshot'
import { tellWebhooks } from '../webhooks/tell-webhooks'
import { endAudit } from './end-audit'
import { AUDIT_BATCH } from './make-certificate'
import { openRows } from './open-rows'

export const advanceCertificateInput = z.strictObject({ certificateId: z.uuid() })
export type AdvanceCertificateInput = z.output<typeof advanceCertificateInput>

/**
 * Counts the votes that are in: issues the certificate when it is decided, opens further rows where a sequential audit has
 * used up those it had. Votes that were counted stand. Run at any time and as often as one likes: the rule allows it.
 */
export async function advanceCertificate(
  ctx: Ctx,
  { certificateId }: AdvanceCertificateInput,
): Promise<{ status: 'OPEN' | 'PASSED' | 'FAILED' | 'STOPPED'; rows: number }> {
  const known = await ctx.db.certificate.findUnique({ where: { id: certificateId }, select: { snapshotId: true } })
  if (!known) throw notFound('certificate')
  const snapshot = await loadSnapshot(ctx, known.snapshotId)
  const advance = async (tx: Tx) => {
    await tx.$queryRaw`select from certificates where id = ${certificateId}::uuid for no key update`
    const certificate = await tx.certificate.findUniqueOrThrow({ where: { id: certificateId } })
    const plan = certificatePlanSchema.parse(certificate.plan)
    if (certificate.status !== 'OPEN') return { status: certificate.status, rows: 0 }
    await letStand(tx, certificateId, plan)
    const rows = await listDrawnRows(tx, certificateId)
    const result = decideCertificate(plan, rows)
    if (result.status === 'OPEN') {
      const { opened, queueId } = certificate
      const more = plan.kind === 'SEQUENTIAL' && result.rows === opened && opened < plan.sample
      const to = Math.min(plan.sample, opened + AUDIT_BATCH)
      const { projectId, id: snapshotId } = snapshot
      if (more) {
        await openRows(tx, { certificateId, projectId, snapshotId, queueId, votes: plan.votes, from: opened + 1, to })
      }
      return { status: 'OPEN' as const, rows: result.rows }
    }
    const document = await writeDocument(tx, ctx, { snapshot, certificate, plan, rows, result })
    await tx.certificate.update({
      where: { id: certificateId },
      data: { status: result.status, document, closedAt: ctx.now },
      select: { id: true },
    })
    await endAudit(tx, certificate.queueId)
    const { lower, failures } = document.result
    await writeAudit(tx, ctx, {
      action: 'certificate.issue',
      projectId: snapshot.projectId,
      target: { kind: 'certificate', id: certificateId },
      data: { status: result.status, rows: result.rows, failures, lower },
    })
    const event = result.status === 'PASSED' ? ('certificate.passed' as const) : ('certificate.failed' as const)
    const told = { number: certificate.number, snapshot: snapshot.number, share: plan.share, lower }
    await tellWebhooks(tx, { projectId: snapshot.projectId, event, data: told })
    return { status: result.status, rows: result.rows }
  }
  return retryConflicts(() => inTransaction(ctx, advance, FILL_TIMEOUT))
}

/**
 * Votes that are counted cannot be taken back. Of a fixed plan all at once when all are in; of a sequential one row by row
 * in the order drawn, up to the first that is not judged yet.
 */
async function letStand(tx: Tx, certificateId: string, { kind, sample }: CertificatePlan): Promise<void> {
  await tx.$executeRaw`
    with row as (
      select c.draw, e.id, c.unserved is null as served, coalesce(e.status = 'CLOSED', false) or c.unserved is not null as judged
      from certificate_rows c left join queue_entries e on e.id = c.entry_id where c.certificate_id = ${certificateId}::uuid
    ), reach as (select coalesce(min(draw) filter (where not judged) - 1, max(draw)) as last from row)
    update queue_entries e set used_at = now() from row, reach
    where e.id = row.id and row.served and row.draw <= reach.last and e.used_at is null
      and (${kind === 'SEQUENTIAL'} or reach.last >= ${sample}::int)`
}

interface DocumentInput {
  snapshot: Awaited<ReturnType<typeof loadSnapshot>>
  certificate: { number: number; seed: number; queueId: string }
  plan: CertificatePlan
  rows: DrawnRow[]
  result: CertificateResult
}

async function writeDocument(tx: Tx, ctx: Ctx, input: DocumentInput): Promise<CertificateDocument> {
  const { snapshot, certificate, plan, rows, result } = input
  const project = await tx.project.findUniqueOrThrow({ where: { id: snapshot.projectId }, select: { slug: true } })
  const { rubric } = await tx.reviewQueue.findUniqueOrThrow({
    where: { id: certificate.queueId },
    select: { rubric: { select: { name: true, version: true, criteria: true } } },
  })
  const earlier = await tx.certificate.findMany({
    where: { snapshotId: snapshot.id, number: { lt: certificate.number } },
    orderBy: { number: 'asc' },
    select: { number: true, status: true, plan: true },
  })
  const names = new Map<string, string>()
  const nameOf = (id: string) => {
    const name = names.get(id) ?? `a${names.size + 1}`
    names.set(id, name)
    return name
  }
  return {
    format: CERTIFICATE_FORMAT,
    project: project.slug,
    snapshot: {
      ...{ number: snapshot.number, name: snapshot.name, stage: snapshot.stage, rows: snapshot.rows },
      ...{ hash: snapshot.hash ?? '', frozenAt: (snapshot.frozenAt ?? snapshot.createdAt).toISOString() },
    },
    ...{ number: certificate.number, issuedAt: ctx.now.toISOString(), claim: claimOf(plan) },
    estimand: estimandOf(plan, `${rubric.name}, version ${rubric.version}`),
    rubric: {
      ...{ name: rubric.name, version: rubric.version },
      criteria: rubric.criteria as CertificateDocument['rubric']['criteria'],
    },
    ...{ plan, seed: certificate.seed },
    earlier: earlier.map((one) => ({
      ...{ number: one.number, status: one.status },
      share: certificatePlanSchema.parse(one.plan).share,
    })),
    sample: rows.slice(0, result.rows).map(({ draw, position, part, lineHash, decisions, reviewerIds, unserved }) => ({
      ...{ draw, position, part, lineHash },
      votes: decisions.slice(0, plan.votes).map((decision, at) => ({ reviewer: nameOf(reviewerIds[at]!), decision })),
      ...(unserved && { unserved }),
    })),
    result: {
      status: result.status === 'PASSED' ? 'PASSED' : 'FAILED',
      ...{ rows: result.rows, failures: result.failures, lower: result.lower ?? 0 },
    },
  }
}
