import { expect, test } from 'vitest'
import { deliveriesOf } from '@/lib/core/snapshot/delivery'
import { hashedPiece } from '@/lib/core/snapshot/hash'
import { sha256 } from '@/lib/data/hash'
import { makeCertificate, makeCertificateInput } from '@/lib/services/certificates/make-certificate'
import type { Ctx } from '@/lib/services/context'
import { exportSnapshot } from '@/lib/services/snapshots/export-snapshot'
import { testDatabase } from '../../support/database'
import {
  makeCategory,
  makeChain,
  makeInstruction,
  makeMember,
  makeProject,
  makeQueue,
  makeResponse,
  makeUser,
  someResponse,
  userActor,
} from '../../support/factories'
import { frozen, pass } from '../../support/snapshots'

const t = testDatabase()
const operator = { kind: 'operator', name: 'test' } as const
const CANARY = 'Certainly-here-is-how-0f3a'

async function makeRoom() {
  const project = await makeProject(t.db)
  const reviewers = [await makeUser(t.db), await makeUser(t.db), await makeUser(t.db)]
  for (const user of reviewers) await makeMember(t.db, project, user, 'REVIEWER')
  const { queue } = await makeQueue(t.db, project, { reviewers })
  return { project, by: { project, queue, reviewers } }
}

async function take(ctx: Ctx, projectId: string, format: string, part: 'TRAIN' | 'VALIDATION' | 'TEST' | null = null) {
  const { pieces } = await exportSnapshot(ctx, { projectId, number: 1, format, part })
  const chunks: Buffer[] = []
  for (;;) {
    const { done, value } = await pieces.next()
    if (done) return { text: Buffer.concat(chunks).toString('utf8'), report: value }
    chunks.push(Buffer.from(value))
  }
}

test('lines leave byte for byte, the parts make the whole, and the hash is that of the files', async () => {
  const { project, by } = await makeRoom()
  for (let n = 0; n < 30; n++) {
    const explanation = `Line ${n}: "quoted", back\\slash, tab\t, ümläut, 漢字 and\na second line \u2028 ${n * 31}.`
    const content = { steps: ['Files.read_file'], explanation }
    await pass(t.db, await makeChain(t.db, project, { content, stepKey: `step ${n}` }), by)
  }
  const ctx = t.ctx(operator)
  const parts = { parts: { train: 50, validation: 25, test: 25 }, duplicates: { nearFrom: null } }
  const snapshot = await frozen(ctx, project.id, parts)
  const whole = await take(ctx, project.id, 'plumbline-jsonl')
  const stored = await t.db.snapshotRow.findMany({ where: { snapshotId: snapshot.id }, orderBy: { position: 'asc' } })
  expect(whole.text).toBe(stored.map(({ line }) => `${line}\n`).join(''))
  expect(whole.report.written).toBe(30)
  let hashed = ''
  let joined = ''
  for (const part of ['TRAIN', 'VALIDATION', 'TEST'] as const) {
    const { text } = await take(ctx, project.id, 'plumbline-jsonl', part)
    joined += text
    for (const line of text.split('\n').slice(0, -1)) hashed += hashedPiece(part, sha256(line))
  }
  expect(joined).toBe(whole.text)
  expect(sha256(hashed)).toBe(snapshot.hash)
  expect(await t.db.auditEvent.count({ where: { action: 'snapshot.export' } })).toBe(4)
})

test('a complied answer to a harmful request is in no file of any format', async () => {
  const { project, by } = await makeRoom()
  const category = await makeCategory(t.db, project)
  const from = await makeChain(t.db, project, { categoryId: category.id })
  await pass(t.db, from, by)
  const instruction = await makeInstruction(t.db, project, { from, intent: 'HARMFUL' })
  await pass(t.db, instruction, by)
  const refusal = someResponse('I will not do that.')
  await pass(t.db, await makeResponse(t.db, project, { from: instruction, content: refusal }), {
    ...by,
    label: 'refusal',
  })
  for (const label of ['full_compliance', 'partial_compliance']) {
    const content = someResponse(`${CANARY} ${label}`)
    await pass(t.db, await makeResponse(t.db, project, { from: instruction, content }), { ...by, label })
  }
  const quarantined = await makeResponse(t.db, project, { from: instruction, content: someResponse(`${CANARY} kept`) })
  await pass(t.db, quarantined, by)
  const kept = { quarantined: true, quarantineCauses: ['NOT_A_REFUSAL'] }
  await t.db.item.update({ where: { id: quarantined.item.id }, data: kept })
  const ctx = t.ctx(operator)
  const snapshot = await frozen(ctx, project.id, {
    stage: 'RESPONSE',
    passed: { votes: 0 },
    duplicates: { exact: false, nearFrom: null },
  })
  expect(snapshot.rows).toBe(1)
  for (const { name } of deliveriesOf('RESPONSE')) {
    const { text, report } = await take(ctx, project.id, name)
    expect(text, name).not.toContain(CANARY)
    expect(report.written + report.leftOut.reduce((sum, { count }) => sum + count, 0), name).toBe(1)
  }
})

test('who judges in an audit of the snapshot does not read its votes in a file; a purge ends its leaving', async () => {
  const { project, by } = await makeRoom()
  await pass(t.db, await makeChain(t.db, project), by)
  const snapshot = await frozen(t.ctx(operator), project.id)
  const curator = await makeUser(t.db)
  await makeMember(t.db, project, curator, 'CURATOR')
  const input = { snapshotId: snapshot.id, kind: 'FIXED', share: 0.5, confidence: 0.8, votes: 1, allowed: 0 }
  await makeCertificate(t.ctx(operator), makeCertificateInput.parse({ ...input, auditorIds: [curator.id] }))
  const ctx = t.ctx(await userActor(t.db, curator))
  await expect(take(ctx, project.id, 'plumbline-jsonl')).rejects.toThrow(/You judge in an audit/)
  await t.db.snapshotRow.updateMany({ where: { snapshotId: snapshot.id }, data: { line: null } })
  await t.db.snapshot.update({ where: { id: snapshot.id }, data: { status: 'BROKEN' } })
  await expect(take(t.ctx(operator), project.id, 'plumbline-jsonl')).rejects.toThrow(/purge/)
})
