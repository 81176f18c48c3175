import { type SnapshotSpec, snapshotSpecSchema } from '@/lib/core/snapshot/spec'
import type { PrismaClient } from '@/lib/data/client'
import { newId } from '@/lib/data/id'
import type { Ctx } from '@/lib/services/context'
import { buildSnapshot } from '@/lib/services/snapshots/build-snapshot'
import { draftSnapshot } from '@/lib/services/snapshots/draft-snapshot'
import { freezeSnapshot } from '@/lib/services/snapshots/freeze-snapshot'

interface Passed {
  project: { id: string }
  queue: { id: string }
  reviewers: readonly { id: string }[]
  accepts?: number
  rejects?: number
  label?: string
  /** People said so against their votes. */
  adjudicated?: boolean
  verdict?: 'PASSED' | 'FAILED'
}

/** The item's text passed (or failed) by these votes, long ago; written past the verbs, as what a snapshot starts from. */
export async function pass(
  db: PrismaClient,
  { item, revision }: { item: { id: string }; revision: { id: string } },
  { project, queue, reviewers, accepts = 2, rejects = 0, label, adjudicated = false, verdict = 'PASSED' }: Passed,
) {
  const entryId = newId()
  const about = { projectId: project.id, itemId: item.id, revisionId: revision.id }
  const long = new Date(0)
  await db.queueEntry.create({
    data: {
      ...{
        ...about,
        id: entryId,
        queueId: queue.id,
        curation: true,
        status: 'CLOSED',
        verdict,
        closedAt: long,
      },
      ...{ accepts, rejects, settledBy: adjudicated ? 'ADJUDICATED' : rejects > 0 ? 'MAJORITY' : 'UNANIMOUS' },
    },
  })
  await db.judgment.createMany({
    data: Array.from({ length: accepts + rejects }, (_, place) => ({
      ...{ ...about, id: newId(), queueId: queue.id, entryId, reviewerId: reviewers[place]!.id },
      ...{
        decision: place < accepts ? ('ACCEPT' as const) : ('REJECT' as const),
        label: label ?? null,
        reasons: [],
        createdAt: long,
      },
    })),
  })
  if (adjudicated) {
    await db.adjudication.create({
      data: { id: newId(), ...about, entryId, adjudicatorId: reviewers[0]!.id, outcome: 'PASSED', reason: 'It holds.' },
    })
  }
  await db.item.update({
    where: { id: item.id },
    data: { ...(verdict === 'PASSED' && { acceptedRevisionId: revision.id }), verdict, verdictAt: long },
  })
  return entryId
}

type Given = Partial<Omit<SnapshotSpec, 'passed' | 'duplicates' | 'leakage'>> & {
  passed?: Partial<SnapshotSpec['passed']>
  duplicates?: Partial<SnapshotSpec['duplicates']>
  leakage?: Partial<SnapshotSpec['leakage']>
}
export const specOf = (more: Given = {}) => snapshotSpecSchema.parse({ stage: 'CHAIN', seed: 7, ...more })

/** A snapshot by the product's own verbs, its job run here. */
export async function frozen(ctx: Ctx, projectId: string, more: Given = {}, name = 'A snapshot') {
  const { snapshotId } = await draftSnapshot(ctx, { projectId, name, spec: specOf(more) })
  await freezeSnapshot(ctx, { snapshotId })
  await buildSnapshot(ctx, snapshotId)
  return ctx.db.snapshot.findUniqueOrThrow({ where: { id: snapshotId } })
}
