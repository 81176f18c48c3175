import { expect, test } from 'vitest'
import { chosenItemsInput } from '@/lib/core/item/chosen'
import { newId } from '@/lib/data/id'
import { findItem } from '@/lib/data/queries/item-detail'
import { checkDatabase } from '@/lib/services/check/check-database'
import { purgeItem } from '@/lib/services/items/purge-item'
import { restoreItems } from '@/lib/services/items/restore-items'
import { testDatabase } from '../../support/database'
import {
  makeChain,
  makeEvaluation,
  makeInstruction,
  makeMember,
  makeProject,
  makeQueue,
  makeResponse,
  makeUser,
  someInstruction,
  someResponse,
} from '../../support/factories'
import { makeGeneration, makePromptVersion, makeProvider, makeRun } from '../../support/run-factories'
import { frozen, pass } from '../../support/snapshots'

const t = testDatabase()
const operator = { kind: 'operator', name: 'test' } as const
const MARK = 'A-WORD-TO-BE-FORGOTTEN'

/** Tables with a row in which the word stands, whatever the column. */
async function whereItStands(): Promise<string[]> {
  const tables = await t.db.$queryRaw<{ name: string }[]>`
    select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`
  const found: string[] = []
  for (const { name } of tables) {
    const [row] = await t.db.$queryRawUnsafe<{ any: boolean }[]>(
      `select exists(select from "${name}" t where t::text like '%${MARK}%') as any`,
    )
    if (row!.any) found.push(name)
  }
  return found.sort()
}

async function makeLine() {
  const project = await makeProject(t.db)
  const reviewers = [await makeUser(t.db), await makeUser(t.db), await makeUser(t.db)]
  for (const user of reviewers) await makeMember(t.db, project, user, 'REVIEWER')
  const { queue } = await makeQueue(t.db, project, { reviewers })
  const content = { steps: ['Files.read_file'], explanation: `Reads ${MARK}.` }
  const chain = await makeChain(t.db, project, { content, intent: 'BENIGN', searchText: MARK })
  const other = await makeChain(t.db, project)
  for (const one of [chain, other]) await pass(t.db, one, { project, queue, reviewers })
  const snapshot = await frozen(t.ctx(operator), project.id)
  const instruction = await makeInstruction(t.db, project, { from: chain, content: someInstruction(`Write ${MARK}.`) })
  const response = await makeResponse(t.db, project, { from: instruction, content: someResponse(`No ${MARK}.`) })
  const provider = await makeProvider(t.db)
  const prompt = await makePromptVersion(t.db, project)
  const run = await makeRun(t.db, { projectId: project.id, providerId: provider.id, promptVersionId: prompt.id })
  const asked = { itemId: response.item.id, request: { messages: [{ content: MARK }] }, response: MARK }
  const generation = await makeGeneration(t.db, run, { ...asked, state: 'APPLIED' })
  await t.db.generationStep.create({
    data: { generationId: generation.id, number: 0, messages: [{ text: MARK }], response: MARK },
  })
  await t.db.finding.create({
    data: {
      ...{ id: newId(), projectId: project.id, revisionId: instruction.revision.id, code: 'x', severity: 'INFO' },
      evidence: { message: MARK },
    },
  })
  return { project, chain, other, instruction, response, generation, snapshot }
}

test('after a purge the text stands in no table, nor does what was made from it; hashes, votes and others’ rows stay', async () => {
  const { project, chain, other, instruction, response, snapshot } = await makeLine()
  expect(await whereItStands()).toEqual(
    expect.arrayContaining(['findings', 'generation_steps', 'generations', 'items', 'revisions', 'snapshot_rows']),
  )
  const reach = await purgeItem(t.ctx(operator), { itemId: chain.item.id, reason: 'It names somebody.' })
  expect(reach).toEqual({ items: 3, texts: 3, snapshots: 1 })
  expect(await whereItStands()).toEqual([])

  const purged = await t.db.revision.findUniqueOrThrow({ where: { id: chain.revision.id } })
  expect(purged.contentHash).toBe(chain.revision.contentHash)
  expect(JSON.stringify(purged.content)).toContain(purged.contentHash)
  expect(await t.db.judgment.count({ where: { itemId: chain.item.id } })).toBe(2)
  const rows = await t.db.snapshotRow.findMany({ where: { snapshotId: snapshot.id }, orderBy: { itemNumber: 'asc' } })
  expect(rows.map(({ itemId, line }) => [itemId, line === null])).toEqual([
    [chain.item.id, true],
    [other.item.id, false],
  ])
  expect((await t.db.snapshot.findUniqueOrThrow({ where: { id: snapshot.id } })).status).toBe('BROKEN')
  const event = await t.db.auditEvent.findFirstOrThrow({ where: { action: 'item.purge' } })
  expect(event.data).toMatchObject({ reason: 'It names somebody.', items: 3, texts: 3, snapshots: 1 })

  for (const { item } of [chain, instruction, response]) {
    expect(await findItem(t.ctx(operator), item.id)).toMatchObject({
      kind: 'ITEM',
      item: { purgedAt: expect.any(Date) },
    })
  }
  const chosen = chosenItemsInput.parse({ projectId: project.id, itemIds: [chain.item.id] })
  await expect(restoreItems(t.ctx(operator), chosen)).rejects.toMatchObject({ code: 'conflict' })
  await expect(purgeItem(t.ctx(operator), { itemId: chain.item.id, reason: 'Again.' })).rejects.toMatchObject({
    code: 'conflict',
  })
  const hashes = (await checkDatabase(t.ctx(operator))).find(({ check }) => check.startsWith('contents'))
  expect(hashes).toMatchObject({ checked: 1, wrong: 0 })
})

test('copies elsewhere go too: an example in another call, a row kept aside, a transcript; what only looks alike stays', async () => {
  const { project, chain, other, generation } = await makeLine()
  const text = `First line of ${MARK}.\nIt says: "so", with a back\\slash.`
  const copied = await makeChain(t.db, project, { content: { steps: ['Files.read_file'], explanation: text } })
  const { runId, providerId, promptVersionId, seed } = generation
  const call = (number: number, content: string) =>
    t.db.generation.create({
      data: {
        ...{ id: newId(), projectId: project.id, runId, providerId, promptVersionId, number, task: 'chain', seed },
        ...{ state: 'APPLIED', itemId: other.item.id, request: { messages: [{ content }] }, response: 'Done.' },
      },
    })
  const quoting = await call(901, `An example: ${JSON.stringify({ explanation: text })}. Write another.`)
  const alike = await call(902, 'An example: First line of something else. Write another.')
  const batch = await t.db.importBatch.create({ data: { id: newId(), projectId: project.id, files: [] } })
  const kept = (raw: string) =>
    t.db.quarantinedRow.create({
      data: { id: newId(), projectId: project.id, batchId: batch.id, file: 'x', code: 'x', message: 'x', raw },
    })
  const [row, otherRow] = [await kept(JSON.stringify({ text })), await kept('{"text":"Another one."}')]
  const sample = await makeEvaluation(t.db, project)
  await t.db.evaluationSample.updateMany({
    where: { runId: sample.run.id },
    data: { content: { messages: [{ role: 'user', text }], tools: [], world: null, outcome: 'UNKNOWN' } },
  })

  await purgeItem(t.ctx(operator), { itemId: copied.item.id, reason: 'It names somebody.' })
  const find = (id: string) => t.db.generation.findUniqueOrThrow({ where: { id } })
  expect(await find(quoting.id)).toMatchObject({ request: null, response: null, state: 'APPLIED' })
  expect(await find(alike.id)).toMatchObject({ response: 'Done.' })
  const raw = async (id: string) => (await t.db.quarantinedRow.findUniqueOrThrow({ where: { id } })).raw
  expect(await raw(row.id)).toMatch(/^Purged\. SHA-256 of what stood here: [0-9a-f]{64}$/)
  expect(await raw(otherRow.id)).toBe('{"text":"Another one."}')
  expect(await t.db.evaluationSample.count({ where: { runId: sample.run.id, problem: 'Purged.' } })).toBeGreaterThan(0)
  expect(await t.db.item.count({ where: { id: chain.item.id, purgedAt: null } })).toBe(1)
})

test('while a model is being asked about it, nothing is purged: its answer would bring the text back', async () => {
  const { chain, generation } = await makeLine()
  await t.db.generation.update({
    where: { id: generation.id },
    data: { state: 'CALLING', token: newId(), leaseUntil: new Date(Date.now() + 60_000) },
  })
  await expect(
    purgeItem(t.ctx(operator), { itemId: chain.item.id, reason: 'It names somebody.' }),
  ).rejects.toMatchObject({
    code: 'conflict',
  })
  expect(await t.db.revision.count({ where: { itemId: chain.item.id, purgedAt: { not: null } } })).toBe(0)
})
