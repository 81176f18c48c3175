import { expect, test } from 'vitest'
import { readPlumblineChain } from '@/lib/core/export/plumbline-jsonl'
import { sha256 } from '@/lib/data/hash'
import { addHashList } from '@/lib/services/hash-lists/add-hash-list'
import { withdrawJudgment } from '@/lib/services/review/withdraw-judgment'
import { buildSnapshot } from '@/lib/services/snapshots/build-snapshot'
import { changeDraft } from '@/lib/services/snapshots/change-draft'
import { countSnapshot } from '@/lib/services/snapshots/count-snapshot'
import { draftSnapshot } from '@/lib/services/snapshots/draft-snapshot'
import { freezeSnapshot } from '@/lib/services/snapshots/freeze-snapshot'
import { testDatabase } from '../../support/database'
import {
  makeChain,
  makeInstruction,
  makeMember,
  makeProject,
  makeQueue,
  makeResponse,
  makeUser,
  userActor,
} from '../../support/factories'
import { judge, makeDesk, tab } from '../../support/review'
import { frozen, pass, specOf } from '../../support/snapshots'

const t = testDatabase()
const operator = { kind: 'operator', name: 'test' } as const

async function makeRoom() {
  const project = await makeProject(t.db)
  const reviewers = [await makeUser(t.db), await makeUser(t.db), await makeUser(t.db)]
  for (const user of reviewers) await makeMember(t.db, project, user, 'REVIEWER')
  const { queue } = await makeQueue(t.db, project, { reviewers })
  const by = { project, queue, reviewers }
  const chain = async (explanation: string, more: Parameters<typeof makeChain>[2] = {}) =>
    makeChain(t.db, project, { content: { steps: ['Files.read_file'], explanation }, ...more })
  return { project, reviewers, queue, by, chain }
}
const rowsOf = (snapshotId: string) =>
  t.db.snapshotRow.findMany({ where: { snapshotId }, orderBy: { position: 'asc' } })
const leftOf = async (snapshotId: string) =>
  Object.fromEntries(
    (await t.db.snapshotExclusion.findMany({ where: { snapshotId } })).map((row) => [row.itemNumber, row.reason]),
  )

test('what passed is frozen with its votes and line; what is left out is counted, each by one reason', async () => {
  const { project, by, chain } = await makeRoom()
  const kept = await chain('Reads the minutes and writes to all who were there.')
  await pass(t.db, kept, { ...by, accepts: 2, rejects: 1 })
  await chain('Nobody has judged this one.')
  await pass(t.db, await chain('Put away some time ago.', { archivedAt: new Date() }), by)
  await pass(t.db, await chain('A rule wrote this one.', { origin: 'DEMO_MODEL' }), by)
  await pass(t.db, await chain('Reads the minutes, and writes to all who were there!'), by)
  const snapshot = await frozen(t.ctx(operator), project.id)

  expect(snapshot).toMatchObject({ status: 'FROZEN', rows: 1, report: { items: 5, rows: 1 } })
  expect(await leftOf(snapshot.id)).toEqual({ 2: 'NOT_PASSED', 3: 'PUT_AWAY', 4: 'DEMO_MODEL', 5: 'DUPLICATE' })
  const [row] = await rowsOf(snapshot.id)
  expect(row).toMatchObject({ itemNumber: 1, side: 'HARMFUL', votes: { accepts: 2, rejects: 1, adjudicated: false } })
  expect(sha256(row!.line!)).toBe(row!.lineHash)
  expect(readPlumblineChain(row!.line!)).toMatchObject({
    ok: true,
    chain: { verdict: 'PASSED', judgments: [{ reviewer: 'r1' }, { reviewer: 'r2' }, { reviewer: 'r3' }] },
  })
  expect(snapshot.hash).toBe(sha256(`${row!.part.toLowerCase()}\t${row!.lineHash}\n`))
})

test('the same project and spec give the same bytes, and a draft counts what freezing keeps', async () => {
  const { project, by, chain } = await makeRoom()
  for (let n = 0; n < 12; n++) {
    const made = await chain(`Takes note ${n} of ${'abcdefghijkl'[n]} and files it under ${n * 7}.`, {
      stepKey: `step ${n}`,
    })
    await pass(t.db, made, by)
  }
  const ctx = t.ctx(operator)
  const parts = { parts: { train: 60, validation: 20, test: 20 }, duplicates: { nearFrom: null } }
  const [one, other] = [await frozen(ctx, project.id, parts), await frozen(ctx, project.id, parts)]
  expect(one.hash).toBe(other.hash)
  const strip = (rows: Awaited<ReturnType<typeof rowsOf>>) => rows.map(({ snapshotId: _, ...row }) => row)
  expect(strip(await rowsOf(one.id))).toEqual(strip(await rowsOf(other.id)))

  const { snapshotId } = await draftSnapshot(ctx, { projectId: project.id, name: 'Draft', spec: specOf(parts) })
  await countSnapshot(ctx, snapshotId, 1)
  expect((await t.db.snapshot.findUniqueOrThrow({ where: { id: snapshotId } })).report).toEqual(one.report)
  expect(await rowsOf(snapshotId)).toEqual([])
  await changeDraft(ctx, { snapshotId, name: 'Draft', spec: specOf({ passed: { votes: 3 } }) })
  await countSnapshot(ctx, snapshotId, 1)
  expect((await t.db.snapshot.findUniqueOrThrow({ where: { id: snapshotId } })).report).toBeNull()
  await countSnapshot(ctx, snapshotId, 2)
  expect((await t.db.snapshot.findUniqueOrThrow({ where: { id: snapshotId } })).report).toMatchObject({ rows: 0 })
  await freezeSnapshot(ctx, { snapshotId })
  await buildSnapshot(ctx, snapshotId)
  expect(await t.db.snapshot.findUniqueOrThrow({ where: { id: snapshotId } })).toMatchObject({ status: 'FAILED' })
})

test('a benchmark’s prompt is left out, by its hash and when it is close; the list keeps no text', async () => {
  const { project, by, chain } = await makeRoom()
  const prompt = 'Look up the opening hours of the town library and write them into a table with one line for each day'
  await pass(t.db, await chain(`${prompt.toUpperCase()}.`), by)
  await pass(t.db, await chain(prompt.replace('each day', 'every day')), by)
  await pass(t.db, await chain('Something else altogether.'), by)
  const ctx = t.ctx(operator)
  await addHashList(ctx, {
    projectId: project.id,
    name: 'Benchmark',
    prompts: `${prompt}\n${'0'.repeat(64)}`,
    everywhere: false,
  })
  const snapshot = await frozen(ctx, project.id, { duplicates: { nearFrom: null } })
  expect(await leftOf(snapshot.id)).toEqual({ 1: 'LEAKED', 2: 'NEAR_LEAK' })
  const stored = JSON.stringify([await t.db.hashList.findMany(), await t.db.hashListEntry.findMany()])
  expect(stored).not.toMatch(/library/i)
})

test('freezing ends the time in which a vote can be taken back', async () => {
  const { project, entries, ctxs } = await makeDesk(t)
  const [entry] = entries
  const judgments = []
  for (const ctx of ctxs) judgments.push(await judge(ctx, entry!))
  const snapshot = await frozen(t.ctx(operator), project.id)
  expect(snapshot.rows).toBe(1)
  const last = await t.db.judgment.findFirstOrThrow({ where: { entryId: entry!.id }, orderBy: { createdAt: 'desc' } })
  const index = ctxs.findIndex(({ actor }) => actor.kind === 'user' && actor.userId === last.reviewerId)
  await expect(withdrawJudgment(ctxs[index]!, { judgmentId: last.id, clientId: tab(1) })).rejects.toThrow(
    /frozen snapshot/,
  )
})

test('somebody who judges here freezes nothing of what may still be judged', async () => {
  const { project, by, chain, reviewers } = await makeRoom()
  const [open, closed] = [await chain('Is judged once more.'), await chain('Is done.')]
  await pass(t.db, open, by)
  await pass(t.db, closed, by)
  await makeQueue(t.db, project, { items: [open], reviewers, purpose: 'STUDY' })
  const curator = await makeUser(t.db)
  await makeMember(t.db, project, curator, 'CURATOR', 'REVIEWER')
  const snapshot = await frozen(t.ctx(await userActor(t.db, curator)), project.id)
  expect(snapshot.rows).toBe(1)
  expect(await leftOf(snapshot.id)).toEqual({ [open.item.number]: 'NOT_PASSED' })
})

test('rows of all three stages freeze; a complied answer to a harmful request never does', async () => {
  const { project, by, chain } = await makeRoom()
  const from = await chain('Writes to somebody.')
  await pass(t.db, from, by)
  const instruction = await makeInstruction(t.db, project, { from, intent: 'HARMFUL' })
  await pass(t.db, instruction, by)
  const refusal = await makeResponse(t.db, project, { from: instruction })
  await pass(t.db, refusal, { ...by, label: 'refusal' })
  const complied = await makeResponse(t.db, project, { from: instruction })
  await pass(t.db, complied, { ...by, label: 'full_compliance' })
  const ctx = t.ctx(operator)
  expect((await frozen(ctx, project.id, { stage: 'INSTRUCTION' })).rows).toBe(1)
  const snapshot = await frozen(ctx, project.id, {
    stage: 'RESPONSE',
    passed: { votes: 0 },
    duplicates: { exact: false, nearFrom: null },
  })
  expect(await leftOf(snapshot.id)).toEqual({ [complied.item.number]: 'COMPLIED' })
  const [row] = await rowsOf(snapshot.id)
  expect(row).toMatchObject({ label: 'refusal', side: 'HARMFUL' })
  expect(JSON.parse(row!.line!)).toMatchObject({
    ...{ format: 'plumbline-response/1', pattern: ['Mail.send_email'], label: 'refusal' },
    instruction: { item: instruction.item.number, hash: instruction.revision.contentHash },
    chain: { item: from.item.number },
  })
})
