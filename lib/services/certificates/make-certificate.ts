import { randomInt } from 'node:crypto'
import { z } from 'zod'
import { drawSample } from '@/lib/core/certificate/draw'
import { type CertificatePlan, certificatePlanSchema, makePlan } from '@/lib/core/certificate/plan'
import { STUDY_RUBRIC_PREFIX } from '@/lib/core/review/rubric'
import { Prisma, type Tx } from '@/lib/data/client'
import { newId } from '@/lib/data/id'
import { writeAudit } from '../audit'
import { type Ctx, inTransaction, isSystem } from '../context'
import { notFound, ServiceError } from '../errors'
import { FILL_TIMEOUT } from '../queues/fill-queue'
import { requireReviewers } from '../queues/require-reviewers'
import { retryConflicts } from '../retry-conflicts'
import { createDefaultRubrics } from '../rubrics/create-default-rubrics'
import { loadSnapshot } from '../snapshots/load-snapshot'
import { barredFor } from './bar-people'
import { openRows } from './open-rows'

const { kind, share, confidence, votes, allowed } = certificatePlanSchema.shape

export const makeCertificateInput = z.strictObject({
  snapshotId: z.uuid(),
  ...{ kind, share, confidence, votes, allowed },
  /** SEQUENTIAL: the most rows before it is given up; null: five times what a fixed sample would take. */
  sample: z.int().min(1).max(1_000_000).nullable().default(null),
  /** The newest of the stage when none is named. */
  rubricVersionId: z.uuid().nullable().default(null),
  auditorIds: z.array(z.uuid()).min(1, 'Somebody has to judge').max(500),
  /** Left out: drawn by chance, and recorded. */
  seed: z
    .int()
    .min(0)
    .max(2 ** 31 - 1)
    .nullable()
    .default(null),
})
export type MakeCertificateInput = z.output<typeof makeCertificateInput>

/** Rows of a sequential audit that are open at once: it is looked at when all of them are in. */
export const AUDIT_BATCH = 30

/**
 * Begins a certificate about a frozen snapshot: plan, seed and draw are fixed, and the drawn rows go to people who had
 * nothing to do with them. What is not possible with these people is said before anything is drawn.
 */
export async function makeCertificate(
  ctx: Ctx,
  input: MakeCertificateInput,
): Promise<{ certificateId: string; number: number; queueId: string }> {
  const snapshot = await loadSnapshot(ctx, input.snapshotId)
  const { projectId, id: snapshotId } = snapshot
  if (snapshot.status !== 'FROZEN') {
    throw new ServiceError('conflict', 'Only a frozen snapshot can be certified. Nothing was drawn.')
  }
  const { kind, share, confidence, votes, allowed, sample } = input
  const made = makePlan({ kind, share, confidence, votes, allowed, sample }, snapshot.rows)
  if (!made.ok) throw new ServiceError('invalid', made.reason)
  const { plan } = made
  const seed = input.seed ?? randomInt(2 ** 31)
  const [certificateId, queueId] = [newId(), newId()]
  const createdById = isSystem(ctx.actor) ? null : ctx.actor.userId
  const auditorIds = [...new Set(input.auditorIds)]
  const draws = drawSample(plan.population, plan.sample, seed)
  const begin = async (tx: Tx) => {
    await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`certificate ${snapshotId}`}, 0))`
    await requireReviewers(tx, projectId, auditorIds)
    await requireEnough(tx, { snapshotId, draws, auditorIds, plan })
    const rubric = await requireRubric(tx, {
      projectId,
      stage: snapshot.stage,
      named: input.rubricVersionId,
      createdById,
    })
    const { _max } = await tx.certificate.aggregate({ where: { snapshotId }, _max: { number: true } })
    const number = (_max.number ?? 0) + 1
    await tx.reviewQueue.create({
      data: {
        ...{ id: queueId, projectId, purpose: 'AUDIT', stage: snapshot.stage, rubricVersionId: rubric, slots: votes },
        ...{ name: `Audit of snapshot ${snapshot.number}, certificate ${number}`, createdById },
        reviewers: { create: auditorIds.map((userId) => ({ userId })) },
      },
      select: { id: true },
    })
    const data = { id: certificateId, projectId, snapshotId, number, plan, seed, queueId, createdById }
    await tx.certificate.create({ data, select: { id: true } })
    await tx.$executeRaw`insert into certificate_rows (certificate_id, draw, position)
      select ${certificateId}::uuid, draw::int, position from unnest(${draws}::int[]) with ordinality as drawn(position, draw)`
    const to = plan.kind === 'FIXED' ? plan.sample : Math.min(plan.sample, AUDIT_BATCH)
    await openRows(tx, { certificateId, projectId, snapshotId, queueId, votes, from: 1, to })
    await writeAudit(tx, ctx, {
      action: 'certificate.make',
      projectId,
      target: { kind: 'certificate', id: certificateId },
      data: { snapshot: snapshot.number, number, plan, seed, auditors: auditorIds.length },
    })
    return { certificateId, number, queueId }
  }
  return retryConflicts(() => inTransaction(ctx, begin, FILL_TIMEOUT))
}

interface Enough {
  snapshotId: string
  draws: readonly number[]
  auditorIds: readonly string[]
  plan: CertificatePlan
}

/** Every drawn row must have as many auditors as it needs votes; else it would wait for ever. */
async function requireEnough(tx: Tx, { snapshotId, draws, auditorIds, plan: { votes } }: Enough): Promise<void> {
  const drawn = Prisma.sql`select f.position as draw, f.item_id from snapshot_rows f
    where f.snapshot_id = ${snapshotId}::uuid and f.position = any(${[...draws]}::int[])`
  const [row] = await tx.$queryRaw<{ few: number; least: number | null }[]>`
    with barred as materialized (${barredFor(snapshotId, drawn)}), free as (
      select (select count(*)::int from unnest(${[...auditorIds]}::uuid[]) auditor where auditor <> all(barred.barred)) as n
      from barred)
    select count(*) filter (where n < ${votes}::int)::int as few, min(n) as least from free`
  if (!row || row.few === 0) return
  throw new ServiceError(
    'invalid',
    `${row.few} of the ${draws.length} drawn rows have fewer than ${votes} of these people who had nothing to do with them (at least one has ${row.least}). Nothing was drawn; name more people, or ask for fewer votes a row.`,
  )
}

interface RubricAsked {
  projectId: string
  stage: 'CHAIN' | 'INSTRUCTION' | 'RESPONSE'
  named: string | null
  createdById: string | null
}

async function requireRubric(tx: Tx, { projectId, stage, named, createdById }: RubricAsked): Promise<string> {
  if (!named) await createDefaultRubrics(tx, projectId, createdById)
  const rubric = await tx.rubricVersion.findFirst({
    where: { projectId, stage, ...(named ? { id: named } : { key: { not: { startsWith: STUDY_RUBRIC_PREFIX } } }) },
    orderBy: { createdAt: 'desc' },
    select: { id: true },
  })
  if (!rubric) throw notFound('rubric of this stage')
  return rubric.id
}
