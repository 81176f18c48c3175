import { parquetReadObjects } from 'hyparquet'
import { expect, test } from 'vitest'
import { deliveriesOf } from '@/lib/core/snapshot/delivery'
import { hashedPiece } from '@/lib/core/snapshot/hash'
import { sha256 } from '@/lib/data/hash'
import { newId } from '@/lib/data/id'
import { listExportReceipts } from '@/lib/data/queries/export-receipts'
import { makeCertificate, makeCertificateInput } from '@/lib/services/certificates/make-certificate'
import type { Ctx } from '@/lib/services/context'
import { purgeItem } from '@/lib/services/items/purge-item'
import { bundleSnapshot } from '@/lib/services/snapshots/bundle-snapshot'
import { exportSnapshot } from '@/lib/services/snapshots/export-snapshot'
import { writeReceipts } from '@/lib/services/snapshots/write-receipts'
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

async function take(
  ctx: Ctx,
  projectId: string,
  format: string,
  part: 'TRAIN' | 'VALIDATION' | 'TEST' | null = null,
  shape: 'rows' | 'table' = 'rows',
) {
  const { pieces } = await exportSnapshot(ctx, { projectId, number: 1, format, part, shape })
  const chunks: Buffer[] = []
  for (;;) {
    const { done, value } = await pieces.next()
    if (done) return { bytes: Buffer.concat(chunks), text: Buffer.concat(chunks).toString('utf8'), report: value }
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
    const counted = report.written + report.leftOut.reduce((sum, { count }) => sum + count, 0)
    expect(counted, name).toBe(name.startsWith('preference-') ? 0 : 1)
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

/** A benign request with a passed answer, one that refused and failed, and one more that failed; a harmful one likewise. */
async function makePairs() {
  const room = await makeRoom()
  const { project, by } = room
  const category = await makeCategory(t.db, project)
  const from = await makeChain(t.db, project, { categoryId: category.id })
  await pass(t.db, from, by)
  const failed = { ...by, accepts: 0, rejects: 2, verdict: 'FAILED' as const }
  const answered = async (intent: 'HARMFUL' | 'BENIGN', good: string, bad: [text: string, label: string][]) => {
    const instruction = await makeInstruction(t.db, project, { from, intent })
    await pass(t.db, instruction, by)
    const label = intent === 'BENIGN' ? 'completed' : 'refusal'
    const asked = someResponse().messages[0]!
    const say = (text: string) => ({
      ...someResponse(text),
      messages: [asked, ...someResponse(text).messages.slice(1)],
    })
    const content = say(good)
    await pass(t.db, await makeResponse(t.db, project, { from: instruction, intent, content }), { ...by, label })
    const rivals = []
    for (const [text, said] of bad) {
      const rival = await makeResponse(t.db, project, { from: instruction, intent, content: say(text) })
      await pass(t.db, rival, { ...failed, label: said })
      rivals.push(rival)
    }
    return rivals
  }
  const benign = await answered('BENIGN', 'Oslo 4 C.', [
    ['I cannot look that up.', 'refusal'],
    ['It is warm, I think.', 'partial'],
    ['', 'error'],
  ])
  await answered('HARMFUL', 'I will not do that.', [
    [`${CANARY} all of it`, 'full_compliance'],
    [`${CANARY} a part`, 'partial_compliance'],
    ['What would you like to know about it?', 'clarifying_question'],
  ])
  const spec = {
    stage: 'RESPONSE' as const,
    duplicates: { exact: false, nearFrom: null },
    parts: { train: 100, validation: 0, test: 0 },
  }
  return { ...room, benign, spec }
}

test('failed answers to the same request are the worse side of pairs, but never what complied with a harmful one', async () => {
  const { project, spec } = await makePairs()
  const ctx = t.ctx(operator)
  const snapshot = await frozen(ctx, project.id, spec)
  expect(snapshot.report).toMatchObject({ rows: 2, pairs: 3 })
  const kept = await t.db.snapshotPair.findMany({ where: { snapshotId: snapshot.id } })
  expect(kept.map(({ label }) => label).sort()).toEqual(['clarifying_question', 'partial', 'refusal'])
  expect(JSON.stringify(kept)).not.toContain(CANARY)
  for (const { lineHash, line } of kept) expect(sha256(line!)).toBe(lineHash)

  const { text, report } = await take(ctx, project.id, 'preference-trl')
  expect(report).toMatchObject({ written: 3, leftOut: [] })
  const rows = text
    .trimEnd()
    .split('\n')
    .map((row) => JSON.parse(row))
  expect(rows.map(({ chosen, rejected }) => [chosen[0].content, rejected[0].content]).sort()).toEqual([
    ['I will not do that.', 'What would you like to know about it?'],
    ['Oslo 4 C.', 'I cannot look that up.'],
    ['Oslo 4 C.', 'It is warm, I think.'],
  ])
  for (const format of ['preference-llamafactory', 'preference-openai']) {
    const other = await take(ctx, project.id, format)
    expect(other.report.written, format).toBe(3)
    expect(other.text, format).not.toContain(CANARY)
    expect((await take(ctx, project.id, format, 'TRAIN')).text).toBe(other.text)
  }
})

test('a purge of a pair’s worse side ends the pairs, and nothing else', async () => {
  const { project, benign, spec } = await makePairs()
  const ctx = t.ctx(operator)
  await frozen(ctx, project.id, spec)
  const admin = t.ctx(await userActor(t.db, await makeUser(t.db, { admin: true })))
  await purgeItem(admin, { itemId: benign[0]!.item.id, reason: 'It named somebody.' })
  await expect(take(ctx, project.id, 'preference-trl')).rejects.toThrow(/as pairs/)
  expect((await take(ctx, project.id, 'mistral')).report.written).toBe(2)
})

test('judgments leave as a wide table too, and the Hub’s rows as flat Parquet', async () => {
  const { project, spec } = await makePairs()
  const ctx = t.ctx(operator)
  await frozen(ctx, project.id, spec)
  const { text } = await take(ctx, project.id, 'judgments', null, 'table')
  expect(text).toMatch(/^item,revision,verdict,r1,r2\r\n\d+,[0-9a-f]{64},passed,accept,accept\r\n/)
  const { bytes } = await take(ctx, project.id, 'huggingface', null, 'table')
  const rows = await parquetReadObjects({
    file: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer,
  })
  const lines = (await take(ctx, project.id, 'huggingface')).text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(rows.map(({ id, intent, label }) => [id, intent, label])).toEqual(
    lines.map(({ id, intent, label }) => [id, intent, label]),
  )
  expect(rows.map(({ messages_json: said }) => JSON.parse(String(said)))).toEqual(lines.map(({ messages }) => messages))
  await expect(take(ctx, project.id, 'mistral', null, 'table')).rejects.toThrow(/no table/)
})

test('what leaves only with a certificate does not leave before one has passed', async () => {
  const { project, spec } = await makePairs()
  const ctx = t.ctx(operator)
  const snapshot = await frozen(ctx, project.id, { ...spec, passed: { certificate: true } })
  await expect(take(ctx, project.id, 'mistral')).rejects.toThrow(/only with a certificate/)
  await expect(bundleSnapshot(ctx, { project, number: 1, format: 'mistral' })).rejects.toThrow(
    /only with a certificate/,
  )
  const { queue } = await makeQueue(t.db, project)
  const about = {
    id: newId(),
    projectId: project.id,
    snapshotId: snapshot.id,
    queueId: queue.id,
    number: 1,
    plan: {},
    seed: 1,
  }
  await t.db.certificate.create({ data: { ...about, status: 'PASSED', document: {}, closedAt: new Date() } })
  expect((await take(ctx, project.id, 'mistral')).report.written).toBe(2)
})

test('what a format cannot say is known before it is taken out', async () => {
  const { project, spec } = await makePairs()
  const ctx = t.ctx(operator)
  const snapshot = await frozen(ctx, project.id, spec)
  await writeReceipts(ctx, snapshot.id)
  const receipts = await listExportReceipts(ctx, { projectId: project.id, snapshotId: snapshot.id })
  expect(receipts!.map(({ format }) => format).sort()).toEqual(
    deliveriesOf('RESPONSE')
      .map(({ name }) => name)
      .sort(),
  )
  for (const { format, bytes, sha256: hash, report } of receipts!) {
    const taken = await take(ctx, project.id, format)
    expect([taken.bytes.length, sha256(taken.bytes), taken.report.written], format).toEqual([
      bytes,
      hash,
      report.written,
    ])
  }
})
