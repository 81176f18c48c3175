import { snapshotReport } from '@/lib/core/snapshot/report'
import { sha256 } from '@/lib/data/hash'
import { newId } from '@/lib/data/id'
import { advanceCertificate } from '@/lib/services/certificates/advance-certificate'
import { countUnserved } from '@/lib/services/certificates/count-unserved'
import { makeCertificate, makeCertificateInput } from '@/lib/services/certificates/make-certificate'
import { stopCertificate } from '@/lib/services/certificates/stop-certificate'
import { addHashList } from '@/lib/services/hash-lists/add-hash-list'
import { removeHashList } from '@/lib/services/hash-lists/remove-hash-list'
import { bundleSnapshot } from '@/lib/services/snapshots/bundle-snapshot'
import { changeDraft } from '@/lib/services/snapshots/change-draft'
import { describeExports } from '@/lib/services/snapshots/describe-exports'
import { discardDraft } from '@/lib/services/snapshots/discard-draft'
import { downloadSnapshot } from '@/lib/services/snapshots/download-snapshot'
import { draftSnapshot } from '@/lib/services/snapshots/draft-snapshot'
import { exportSnapshot } from '@/lib/services/snapshots/export-snapshot'
import { freezeSnapshot } from '@/lib/services/snapshots/freeze-snapshot'
import { watchSnapshot } from '@/lib/services/snapshots/watch-snapshot'
import { zipSnapshot } from '@/lib/services/snapshots/zip-snapshot'
import { curating, type Inside, type VerbRow, type World } from '../../support/access'
import { makeChain } from '../../support/factories'
import { specOf } from '../../support/snapshots'

const curators = curating({ member: 'not_found', outsider: 'not_found' })

let number = 100_000
// Far enough from the last one for what a verb makes in between.
const makeDraft = async ({ t, project }: World) => {
  number += 1_000
  const data = { id: newId(), projectId: project.id, number, name: 'A draft', stage: 'CHAIN', spec: specOf() }
  return (await t.db.snapshot.create({ data: { ...data, stage: 'CHAIN' } })).id
}

const LINE = '{"category":[],"explanation":"It reads.","format":"plumbline-chain/1","steps":["Mail.read"]}'
const fact = { part: 'TRAIN', side: 'HARMFUL', pattern: null, number: 1, adjudicated: false, rejects: 0 } as const
const reportOfOne = snapshotReport({
  ...{ items: 1, rows: [{ ...fact, bytes: 3, source: null, reviewers: [] }], left: new Map(), lists: [] },
  ...{
    beforeMix: { HARMFUL: 1, BENIGN: 0, BORDERLINE: 0 },
    thirdPartyBefore: { HARMFUL: 0, BENIGN: 0, BORDERLINE: 0 },
  },
}) as object

/** Frozen past the verbs, of one chain. */
const makeFrozen = async (world: World) => {
  const { t, project } = world
  const chain = await makeChain(t.db, project)
  const snapshotId = await makeDraft(world)
  const row = { snapshotId, position: 0, part: 'TRAIN', itemId: chain.item.id, itemNumber: chain.item.number } as const
  const { id: revisionId, contentHash } = chain.revision
  await t.db.snapshotRow.create({
    data: { ...row, revisionId, contentHash, side: 'HARMFUL', votes: {}, line: LINE, lineHash: sha256(LINE) },
  })
  const frozen = { status: 'FROZEN', hash: '0'.repeat(64), frozenAt: new Date(), report: reportOfOne, rows: 1 } as const
  await t.db.snapshot.update({ where: { id: snapshotId }, data: frozen })
  return snapshotId
}
const askFor = ({ jurors }: World, snapshotId: string) =>
  makeCertificateInput.parse({
    ...{ snapshotId, kind: 'FIXED', share: 0.5, confidence: 0.8, votes: 1, allowed: 0 },
    auditorIds: jurors.map(({ id }) => id),
  })
const operator = { kind: 'operator', name: 'test' } as const
const makeAudit = async (world: World) => {
  const ctx = world.t.ctx(operator)
  return (await makeCertificate(ctx, askFor(world, await makeFrozen(world)))).certificateId
}

export const rows: VerbRow[] = [
  {
    file: 'lib/services/certificates/make-certificate.ts',
    who: curators,
    async arrange(world, ctx) {
      const input = askFor(world, await makeFrozen(world))
      return () => makeCertificate(ctx, input)
    },
  },
  {
    file: 'lib/services/certificates/advance-certificate.ts',
    who: curators,
    async arrange(world, ctx) {
      const certificateId = await makeAudit(world)
      // Its one row passed, as far as votes go.
      const entry = await world.t.db.queueEntry.findFirstOrThrow({ orderBy: { createdAt: 'desc' } })
      const { id: entryId, queueId, itemId, revisionId } = entry
      const about = { projectId: world.project.id, entryId, queueId, itemId, revisionId, reasons: [] }
      await world.t.db.judgment.create({
        data: { ...about, id: newId(), reviewerId: world.jurors[0]!.id, decision: 'ACCEPT' },
      })
      await world.t.db.queueEntry.update({ where: { id: entryId }, data: { status: 'CLOSED', closedAt: new Date() } })
      return () => advanceCertificate(ctx, { certificateId })
    },
  },
  {
    file: 'lib/services/certificates/count-unserved.ts',
    who: curators,
    async arrange(world, ctx) {
      const certificateId = await makeAudit(world)
      const { itemId } = await world.t.db.queueEntry.findFirstOrThrow({ orderBy: { createdAt: 'desc' } })
      await world.t.db.item.update({ where: { id: itemId }, data: { archivedAt: new Date() } })
      return () => countUnserved(ctx, { certificateId })
    },
  },
  {
    file: 'lib/services/certificates/stop-certificate.ts',
    who: curators,
    async arrange(world, ctx) {
      const certificateId = await makeAudit(world)
      return () => stopCertificate(ctx, { certificateId })
    },
  },
  {
    file: 'lib/services/snapshots/export-snapshot.ts',
    who: curators,
    async arrange(world, ctx) {
      await makeFrozen(world)
      const asked = { projectId: world.project.id, number, format: 'plumbline-jsonl', part: null }
      return async () => {
        const { pieces } = await exportSnapshot(ctx, asked)
        for await (const _ of pieces);
      }
    },
  },
  {
    file: 'lib/services/snapshots/download-snapshot.ts',
    who: curators,
    async arrange(world, ctx) {
      await makeFrozen(world)
      const asked = { projectId: world.project.id, number, format: 'plumbline-jsonl', part: null }
      return async () => {
        const { pieces } = await downloadSnapshot(ctx, asked)
        for await (const _ of pieces);
      }
    },
  },
  {
    file: 'lib/services/snapshots/bundle-snapshot.ts',
    who: curators,
    async arrange(world, ctx) {
      await makeFrozen(world)
      const { id, slug } = world.project
      return async () => {
        await bundleSnapshot(ctx, { project: { id, slug }, number, format: 'plumbline-jsonl' })
      }
    },
  },
  {
    file: 'lib/services/snapshots/zip-snapshot.ts',
    who: curators,
    async arrange(world, ctx) {
      await makeFrozen(world)
      const { id, slug } = world.project
      const input = { project: { id, slug }, number, format: 'plumbline-jsonl', folder: 'taken' }
      return async () => {
        const { stream, done } = await zipSnapshot(ctx, input)
        stream.resume()
        await done
      }
    },
  },
  {
    file: 'lib/services/snapshots/describe-exports.ts',
    who: curators,
    async arrange(world, ctx) {
      const snapshotId = await makeFrozen(world)
      return () => describeExports(ctx, { snapshotId })
    },
  },
  {
    file: 'lib/services/snapshots/draft-snapshot.ts',
    who: curators,
    async arrange({ project }, ctx) {
      return () => draftSnapshot(ctx, { projectId: project.id, name: 'New', spec: specOf() })
    },
  },
  {
    file: 'lib/services/snapshots/change-draft.ts',
    who: curators,
    async arrange(world, ctx) {
      const snapshotId = await makeDraft(world)
      return () => changeDraft(ctx, { snapshotId, name: 'Other', spec: specOf({ intents: ['BENIGN'] }) })
    },
  },
  {
    file: 'lib/services/snapshots/freeze-snapshot.ts',
    who: curators,
    async arrange(world, ctx) {
      const snapshotId = await makeDraft(world)
      return () => freezeSnapshot(ctx, { snapshotId })
    },
  },
  {
    file: 'lib/services/snapshots/discard-draft.ts',
    who: curators,
    async arrange(world, ctx) {
      const snapshotId = await makeDraft(world)
      return () => discardDraft(ctx, { snapshotId })
    },
  },
  {
    file: 'lib/services/snapshots/watch-snapshot.ts',
    who: curators,
    unaudited: 'reads',
    async arrange(world, ctx) {
      const snapshotId = await makeDraft(world)
      return () => watchSnapshot(ctx, { snapshotId })
    },
  },
  {
    file: 'lib/services/hash-lists/add-hash-list.ts',
    who: curators,
    async arrange({ project }, ctx) {
      return () =>
        addHashList(ctx, { projectId: project.id, name: 'Benchmark', prompts: 'A prompt.', everywhere: false })
    },
  },
  {
    file: 'lib/services/hash-lists/remove-hash-list.ts',
    who: curators,
    async arrange({ t, project }, ctx) {
      const data = { id: newId(), projectId: project.id, name: 'Benchmark', entries: 1 }
      const { id: listId } = await t.db.hashList.create({ data })
      return () => removeHashList(ctx, { projectId: project.id, listId })
    },
  },
]

const PART = 'part of a verb'
const OPERATOR = 'operator or job'
export const inside: Inside = {
  'lib/services/certificates/advance-open.ts': OPERATOR,
  'lib/services/certificates/bar-people.ts': PART,
  'lib/services/certificates/end-audit.ts': PART,
  'lib/services/certificates/open-rows.ts': PART,
  'lib/services/snapshots/build-progress.ts': PART,
  'lib/services/snapshots/build-snapshot.ts': OPERATOR,
  'lib/services/snapshots/choose-rows.ts': PART,
  'lib/services/snapshots/count-snapshot.ts': OPERATOR,
  'lib/services/snapshots/give-up-snapshot.ts': OPERATOR,
  'lib/services/snapshots/in-one-state.ts': PART,
  'lib/services/snapshots/load-snapshot.ts': PART,
  'lib/services/snapshots/open-snapshot.ts': PART,
  'lib/services/snapshots/parquet-file.ts': PART,
  'lib/services/snapshots/read-candidates.ts': PART,
  'lib/services/snapshots/read-lines.ts': PART,
  'lib/services/snapshots/stage-pairs.ts': PART,
  'lib/services/hub/note-push.ts': OPERATOR,
  'lib/services/hub/push-folder.ts': OPERATOR,
  'lib/services/snapshots/with-receipt.ts': PART,
  'lib/services/snapshots/write-file.ts': PART,
  'lib/services/snapshots/write-line.ts': PART,
  'lib/services/snapshots/write-receipts.ts': OPERATOR,
}
