import { expect, test } from 'vitest'
import { certificateDocumentSchema } from '@/lib/core/certificate/document'
import { verifyDocument, verifyLines } from '@/lib/core/certificate/verify'
import { sha256 } from '@/lib/data/hash'
import { newId } from '@/lib/data/id'
import { listCertificates } from '@/lib/data/queries/certificates'
import { advanceCertificate } from '@/lib/services/certificates/advance-certificate'
import { countUnserved } from '@/lib/services/certificates/count-unserved'
import { makeCertificate, makeCertificateInput } from '@/lib/services/certificates/make-certificate'
import { stopCertificate } from '@/lib/services/certificates/stop-certificate'
import type { Ctx } from '@/lib/services/context'
import { withdrawJudgment } from '@/lib/services/review/withdraw-judgment'
import { testDatabase } from '../../support/database'
import {
  makeChain,
  makeInstruction,
  makeMember,
  makeProject,
  makeQueue,
  makeUser,
  userActor,
} from '../../support/factories'
import { claimAs, judge, tab } from '../../support/review'
import { frozen, pass } from '../../support/snapshots'

const t = testDatabase()
const operator = { kind: 'operator', name: 'test' } as const

/** A frozen snapshot of so many chains, passed by two people, and three others who had nothing to do with them. */
async function makeFrozen(rows: number) {
  const project = await makeProject(t.db)
  const people = []
  for (let n = 0; n < 5; n++) {
    const user = await makeUser(t.db)
    await makeMember(t.db, project, user, 'REVIEWER')
    people.push(user)
  }
  const [reviewers, auditors] = [people.slice(0, 2), people.slice(2)]
  const { queue } = await makeQueue(t.db, project, { reviewers })
  const items = []
  for (let n = 0; n < rows; n++) {
    const content = { steps: ['Files.read_file'], explanation: `Chain ${n} reads file ${n * 13}.` }
    const made = await makeChain(t.db, project, { content })
    await pass(t.db, made, { project, queue, reviewers })
    items.push(made)
  }
  const ctx = t.ctx(operator)
  const snapshot = await frozen(ctx, project.id, { duplicates: { nearFrom: null } })
  return { project, reviewers, auditors, snapshot, ctx, items, queue }
}
type Frozen = Awaited<ReturnType<typeof makeFrozen>>

const begin = ({ ctx, snapshot, auditors }: Frozen, more: object = {}) =>
  makeCertificate(
    ctx,
    makeCertificateInput.parse({
      ...{ snapshotId: snapshot.id, kind: 'FIXED', share: 0.8, confidence: 0.9, votes: 3, allowed: 0, seed: 5 },
      ...{ auditorIds: auditors.map(({ id }) => id), ...more },
    }),
  )

const ctxOf = async (user: { id: string }) => t.ctx(await userActor(t.db, user))

/** All that the queue hands out to a person, in their order, is judged by them. */
async function judgeAll(ctx: Ctx, queueId: string, failing: readonly string[] = []): Promise<number> {
  let judged = 0
  for (;;) {
    const { items } = await claimAs(ctx, { id: queueId })
    if (items.length === 0) return judged
    for (const item of items) {
      const fails = failing.includes(item.entryId)
      await judge(
        ctx,
        { id: item.entryId, revisionId: item.revisionId },
        fails ? { decision: 'REJECT', criteria: { consistent: false } } : {},
      )
      judged += 1
    }
  }
}

test('fresh votes of people who had nothing to do with the rows certify a snapshot, and the document can be checked', async () => {
  const made = await makeFrozen(20)
  const { certificateId, queueId } = await begin(made)
  const entries = await t.db.queueEntry.findMany({ where: { queueId } })
  expect(entries.length).toBeLessThan(20)
  for (const { barredIds, curation } of entries) {
    expect(new Set(barredIds)).toEqual(new Set(made.reviewers.map(({ id }) => id)))
    expect(curation).toBe(false)
  }
  const verdicts = async () =>
    t.db.item.findMany({
      where: { projectId: made.project.id },
      select: { id: true, verdict: true },
      orderBy: { id: 'asc' },
    })
  const before = await verdicts()
  for (const auditor of made.auditors) expect(await judgeAll(await ctxOf(auditor), queueId)).toBe(entries.length)
  expect(await advanceCertificate(made.ctx, { certificateId })).toMatchObject({
    status: 'PASSED',
    rows: entries.length,
  })
  expect(await verdicts(), 'an audit moves no verdict').toEqual(before)

  const row = await t.db.certificate.findUniqueOrThrow({ where: { id: certificateId } })
  const document = certificateDocumentSchema.parse(row.document)
  expect(document.result).toMatchObject({ failures: 0 })
  expect(document.result.lower).toBeGreaterThanOrEqual(0.8)
  expect(verifyDocument(document).filter(({ ok }) => !ok)).toEqual([])
  const rows = await t.db.snapshotRow.findMany({
    where: { snapshotId: made.snapshot.id },
    orderBy: { position: 'asc' },
  })
  const hashes = { TRAIN: [] as string[], VALIDATION: [] as string[], TEST: [] as string[] }
  for (const { part, line } of rows) hashes[part].push(sha256(line!))
  expect(verifyLines(document, hashes, sha256).filter(({ ok }) => !ok)).toEqual([])

  const forged = structuredClone(document)
  forged.sample[0]!.votes[0]!.decision = 'REJECT'
  forged.sample[0]!.votes[1]!.decision = 'REJECT'
  expect(verifyDocument(forged).some(({ ok }) => !ok)).toBe(true)
  const redrawn = { ...document, seed: document.seed + 1 }
  expect(verifyDocument(redrawn).find(({ what }) => /seed/.test(what))?.ok).toBe(false)
  hashes.TRAIN[0] = sha256('another line')
  expect(verifyLines(document, hashes, sha256).filter(({ ok }) => !ok)).not.toEqual([])
})

test('one failure too many, and the certificate says by how much the claim was missed', async () => {
  const made = await makeFrozen(20)
  const { certificateId, queueId } = await begin(made)
  const [bad] = await t.db.queueEntry.findMany({ where: { queueId }, take: 1 })
  for (const [index, auditor] of made.auditors.entries())
    await judgeAll(await ctxOf(auditor), queueId, index < 2 ? [bad!.id] : [])
  expect(await advanceCertificate(made.ctx, { certificateId })).toMatchObject({ status: 'FAILED' })
  const second = await begin(made, { votes: 1 })
    .then(() => null)
    .catch((error: Error) => error.message)
  expect(second, 'whoever audited a row audits it no second time').toMatch(/fewer than 1 of these people/)
})

test('a fixed audit shows nothing before its last vote; a vote that was counted cannot be taken back', async () => {
  const made = await makeFrozen(12)
  const { certificateId, queueId } = await begin(made, { votes: 1, share: 0.7 })
  const auditor = await ctxOf(made.auditors[0]!)
  const { items } = await claimAs(auditor, { id: queueId })
  for (const item of items.slice(1)) await judge(auditor, { id: item.entryId, revisionId: item.revisionId })
  expect(await advanceCertificate(made.ctx, { certificateId })).toEqual({ status: 'OPEN', rows: 0 })
  await judge(auditor, { id: items[0]!.entryId, revisionId: items[0]!.revisionId })
  const rest = await claimAs(auditor, { id: queueId })
  for (const item of rest.items) await judge(auditor, { id: item.entryId, revisionId: item.revisionId })
  expect(await advanceCertificate(made.ctx, { certificateId })).toMatchObject({ status: 'PASSED' })
  const last = await t.db.judgment.findFirstOrThrow({ where: { queueId }, orderBy: { createdAt: 'desc' } })
  await expect(withdrawJudgment(auditor, { judgmentId: last.id, clientId: tab(1) })).rejects.toThrow(/stands/)
})

test('a sequential audit opens rows as it needs them and ends as soon as it is decided', async () => {
  const made = await makeFrozen(60)
  const { certificateId, queueId } = await begin(made, { kind: 'SEQUENTIAL', votes: 1, share: 0.9 })
  expect(await t.db.queueEntry.count({ where: { queueId } })).toBe(30)
  const auditor = await ctxOf(made.auditors[0]!)
  await judgeAll(auditor, queueId)
  const first = await advanceCertificate(made.ctx, { certificateId })
  let state = first
  while (state.status === 'OPEN') {
    expect(await judgeAll(auditor, queueId)).toBeGreaterThan(0)
    state = await advanceCertificate(made.ctx, { certificateId })
  }
  expect(state).toMatchObject({ status: 'PASSED' })
  expect(state.rows).toBeLessThan(60)
  const { document } = await t.db.certificate.findUniqueOrThrow({ where: { id: certificateId } })
  expect(verifyDocument(certificateDocumentSchema.parse(document)).filter(({ ok }) => !ok)).toEqual([])
  expect(await t.db.reviewQueue.findUniqueOrThrow({ where: { id: queueId } })).toMatchObject({ status: 'CLOSED' })
})

test('whoever judged, wrote, adjudicated or settled a row or what it was made from is barred from it', async () => {
  const { project, auditors, ctx, items, reviewers, queue } = await makeFrozen(1)
  const [adjudicator, settler, writer] = [auditors[0]!, auditors[1]!, auditors[2]!]
  const [fresh, parentJudge] = [await makeUser(t.db), reviewers[0]!]
  await makeMember(t.db, project, fresh, 'REVIEWER')
  const instruction = await makeInstruction(t.db, project, { from: items[0]! })
  const about = { projectId: project.id, itemId: instruction.item.id, revisionId: instruction.revision.id }
  const entryId = await pass(t.db, instruction, { project, queue, reviewers: [adjudicator], accepts: 1 })
  await t.db.judgment.updateMany({ where: { entryId }, data: { withdrawnAt: new Date() } })
  await t.db.split.create({
    data: { id: newId(), ...about, userId: settler.id, outcome: 'BENIGN', reason: 'One’s own work.' },
  })
  await t.db.revision.create({
    data: {
      ...{ id: newId(), projectId: project.id, itemId: instruction.item.id, number: 2, contentHash: 'x' },
      ...{ content: {}, authorKind: 'PERSON', authorId: writer.id },
    },
  })
  await t.db.queueEntry.update({ where: { id: entryId }, data: { accepts: 1 } })
  const snapshot = await frozen(ctx, project.id, { stage: 'INSTRUCTION', passed: { votes: 1 } })
  const ids = [adjudicator, settler, writer, parentJudge, fresh].map(({ id }) => id)
  const input = {
    snapshotId: snapshot.id,
    kind: 'FIXED',
    share: 0.5,
    confidence: 0.8,
    votes: 1,
    allowed: 0,
    auditorIds: ids,
  }
  const { queueId } = await makeCertificate(ctx, makeCertificateInput.parse(input))
  const [entry] = await t.db.queueEntry.findMany({ where: { queueId } })
  expect(ids.filter((id) => !entry!.barredIds.includes(id))).toEqual([fresh.id])
  await expect(makeCertificate(ctx, makeCertificateInput.parse({ ...input, auditorIds: [writer.id] }))).rejects.toThrow(
    /fewer than 1/,
  )
})

test('a stopped audit says nothing, and the next certificate says that it was tried', async () => {
  const made = await makeFrozen(12)
  const { certificateId } = await begin(made, { votes: 1, share: 0.7 })
  await stopCertificate(made.ctx, { certificateId })
  const next = await begin(made, { votes: 1, share: 0.7 })
  await judgeAll(await ctxOf(made.auditors[0]!), next.queueId)
  await advanceCertificate(made.ctx, { certificateId: next.certificateId })
  const { document } = await t.db.certificate.findUniqueOrThrow({ where: { id: next.certificateId } })
  expect(certificateDocumentSchema.parse(document).earlier).toEqual([{ number: 1, status: 'STOPPED', share: 0.7 }])
})

test('a drawn row that nobody can judge any more counts as failed, once a curator says so, and the document shows it', async () => {
  const made = await makeFrozen(24)
  const { certificateId, queueId } = await begin(made, { votes: 1, share: 0.7, allowed: 1 })
  const auditor = await ctxOf(made.auditors[0]!)
  await expect(countUnserved(made.ctx, { certificateId })).rejects.toThrow(/can be judged/)
  const [gone] = await t.db.queueEntry.findMany({ where: { queueId }, take: 1 })
  await t.db.item.update({ where: { id: gone!.itemId }, data: { archivedAt: new Date() } })
  await judgeAll(auditor, queueId)
  expect(await advanceCertificate(made.ctx, { certificateId }), 'it waits').toMatchObject({ status: 'OPEN' })
  const asked = { projectId: made.project.id, snapshotId: made.snapshot.id }
  expect((await listCertificates(made.ctx, asked))![0]).toMatchObject({ stuck: 1, unserved: 0 })

  expect(await countUnserved(made.ctx, { certificateId })).toEqual({ rows: 1 })
  expect((await listCertificates(made.ctx, asked))![0]).toMatchObject({ stuck: 0, unserved: 1 })
  expect(await advanceCertificate(made.ctx, { certificateId })).toMatchObject({ status: 'PASSED' })
  const row = await t.db.certificate.findUniqueOrThrow({ where: { id: certificateId } })
  const document = certificateDocumentSchema.parse(row.document)
  expect(document.result.failures).toBe(1)
  expect(document.sample.filter(({ unserved }) => unserved === 'archived')).toMatchObject([{ votes: [] }])
  expect(verifyDocument(document).filter(({ ok }) => !ok)).toEqual([])
  const better = structuredClone(document)
  for (const one of better.sample) delete one.unserved
  expect(
    verifyDocument(better).some(({ ok }) => !ok),
    'without it votes are missing',
  ).toBe(true)
})
