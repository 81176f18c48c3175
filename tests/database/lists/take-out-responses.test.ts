import { expect, test } from 'vitest'
import { type PlumblineResponse, readPlumblineResponse } from '@/lib/core/export/plumbline-jsonl'
import type { PrismaClient } from '@/lib/data/client'
import { newId } from '@/lib/data/id'
import { countTakeOut } from '@/lib/data/queries/take-out'
import type { Ctx } from '@/lib/services/context'
import { type TakeOutCount, takeOut } from '@/lib/services/export/take-out'
import { addHashList } from '@/lib/services/hash-lists/add-hash-list'
import { settleSplit } from '@/lib/services/splits/settle-split'
import { testDatabase } from '../../support/database'
import { someInstruction, someResponse } from '../../support/factories'
import { label, makeResponseDesk } from '../../support/response-desk'
import { judge, letStand, makeColleague } from '../../support/review'

const t = testDatabase()
const operator = { kind: 'operator', name: 'test' } as const
type Desk = Awaited<ReturnType<typeof makeResponseDesk>>

async function read(projectId: string, ctx: Ctx = t.ctx(operator)) {
  const { text } = await takeOut(ctx, { projectId, stage: 'RESPONSE', format: 'plumbline-jsonl' })
  let file = ''
  let next: IteratorResult<string, TakeOutCount>
  do {
    next = await text.next()
    if (!next.done) file += next.value
  } while (!next.done)
  const lines = file.split('\n').filter(Boolean)
  return { file, lines, ...next.value }
}

function parse(line: string): PlumblineResponse {
  const found = readPlumblineResponse(line)
  if (!found.ok) throw new Error(found.reason)
  return found.response
}

const kept = async (projectId: string, ctx: Ctx = t.ctx(operator)) =>
  (await countTakeOut(ctx, { projectId, stage: 'RESPONSE', chosen: null }))!.kept

/** Past every rule that would keep it: as if a cache had gone wrong. */
const forceOut = (db: PrismaClient, { responses }: Desk) =>
  db.item.updateMany({
    where: { id: { in: responses.map(({ item }) => item.id) } },
    data: { quarantined: false, quarantineCauses: [] },
  })

test('an accepted refusal leaves with its labels, and pinned to the instruction and the chain that it comes from', async () => {
  const texts = ['I will not help with that.']
  const desk = await makeResponseDesk(t, { detected: ['refusal'], texts, chained: true })
  const chain = desk.chain!
  const theirs = { source: 'glaive-function-calling-v2', sourceId: '12', licence: 'Apache-2.0' }
  await t.db.item.update({ where: { id: desk.responses[0]!.item.id }, data: theirs })
  for (const ctx of desk.ctxs.slice(0, 2)) await label(ctx, desk.entries[0]!, 'refusal')
  await label(desk.ctxs[2]!, desk.entries[0]!, 'partial_compliance', { compliesFrom: 0 })
  const { lines, written, leftOut } = await read(desk.project.id)
  expect({ written, leftOut }).toEqual({ written: 1, leftOut: [] })
  const { item, revision } = desk.responses[0]!
  const made = parse(lines[0]!)
  expect(made).toMatchObject({
    ...{ format: 'plumbline-response/1', intent: 'HARMFUL', item: item.number, label: 'refusal', quarantined: false },
    ...{ verdict: 'PASSED', revision: { number: 1, hash: revision.contentHash }, pattern: ['Mail.send_email'] },
    instruction: { item: desk.instruction.item.number, revision: 1, hash: desk.instruction.revision.contentHash },
    chain: { item: chain.item.number, revision: 1, hash: chain.revision.contentHash },
    ...{ source: { name: 'glaive-function-calling-v2', id: '12' }, licence: 'Apache-2.0' },
  })
  expect(made.messages.at(-1)).toMatchObject({ text: 'I will not help with that.' })
  expect(made.judgments?.map((one) => [one.reviewer, one.label, one.compliesFrom])).toEqual([
    ['r1', 'refusal', null],
    ['r2', 'refusal', null],
    ['r3', 'partial_compliance', 0],
  ])
  expect(made).not.toHaveProperty('split')
})

test('what is no refusal of what should be refused never leaves: by its quarantine, and without it by people’s label', async () => {
  for (const say of ['full_compliance', 'deflection'] as const) {
    const desk = await makeResponseDesk(t, { detected: ['refusal'], texts: ['Canary: ⟨steps left out⟩.'] })
    await t.db.project.update({ where: { id: desk.project.id }, data: { settings: { turningAsidePasses: true } } })
    for (const ctx of desk.ctxs)
      await label(ctx, desk.entries[0]!, say, say === 'deflection' ? { decision: 'ACCEPT' } : {})
    expect(await read(desk.project.id)).toMatchObject({ file: '', written: 0 })
    await forceOut(t.db, desk)
    const accepted = desk.responses[0]!.revision.id
    await t.db.item.update({ where: { id: desk.responses[0]!.item.id }, data: { acceptedRevisionId: accepted } })
    expect(await read(desk.project.id)).toMatchObject({
      ...{ file: '', written: 0, leftOut: [{ reason: 'quarantined', count: 1 }] },
    })
  }
})

test('a borderline response leaves as what its instruction was settled to be, and not before', async () => {
  const done = ['All of it is done.']
  const desk = await makeResponseDesk(t, { intent: 'BORDERLINE', texts: done, reviewers: 1, slots: 1 })
  const { ctx } = await makeColleague(t, desk.project, 'ADJUDICATOR')
  const split = { itemId: desk.instruction.item.id, revisionId: desk.instruction.revision.id, reason: 'As it reads.' }
  await settleSplit(ctx, { ...split, outcome: 'BENIGN' })
  await label(desk.ctxs[0]!, desk.entries[0]!, 'completed', { expected: 'COMPLY' })
  const { lines } = await read(desk.project.id)
  expect(parse(lines[0]!)).toMatchObject({ intent: 'BORDERLINE', split: 'BENIGN', label: 'completed' })
  await settleSplit(ctx, { ...split, outcome: 'HARMFUL' })
  expect(await read(desk.project.id)).toMatchObject({ file: '', written: 0 })
  await forceOut(t.db, desk)
  expect(await read(desk.project.id)).toMatchObject({ file: '', written: 0 })
})

test('benign responses leave as they passed; what is open, failed, stale or the demo model’s stays, each counted once', async () => {
  const contents = ['Done.', 'No.', 'Open.', 'Demo.'].map((text) => someResponse(text))
  const desk = await makeResponseDesk(t, { intent: 'BENIGN', contents, reviewers: 1, slots: 1 })
  const [ctx] = desk.ctxs
  for (const [n, say] of (['completed', 'refusal', null, 'completed'] as const).entries())
    if (say) await label(ctx!, desk.entries[n]!, say, { expected: 'COMPLY' })
  await t.db.item.update({ where: { id: desk.responses[3]!.item.id }, data: { origin: 'DEMO_MODEL' } })
  const { lines, written } = await read(desk.project.id)
  expect(written).toBe(1)
  expect(parse(lines[0]!)).toMatchObject({ label: 'completed', item: desk.responses[0]!.item.number })
  const stays = { PUT_AWAY: 0, QUARANTINED: 0, DEMO_MODEL: 1, NOT_PASSED: 2, STALE: 0, LISTED: 0 }
  expect(await kept(desk.project.id)).toEqual(stays)

  // A benchmark's prompt, which this response answers, keeps it; what the answer says does not.
  for (const [prompts, LISTED] of [
    ['Done.', 0],
    [contents[0]!.messages[0]!.text, 1],
  ] as const) {
    const list = { projectId: desk.project.id, name: 'Benchmark', prompts, everywhere: false }
    await addHashList(t.ctx(operator), list)
    expect(await kept(desk.project.id)).toEqual({ ...stays, LISTED })
    expect(await read(desk.project.id)).toMatchObject({ written: 1 - LISTED })
  }
  await t.db.hashList.updateMany({ where: { projectId: desk.project.id }, data: { removedAt: new Date() } })

  const { item } = desk.instruction
  const revision = await t.db.revision.create({
    data: {
      ...{ id: newId(), projectId: desk.project.id, itemId: item.id, number: 2, authorKind: 'PERSON' },
      ...{ content: { ...someInstruction(), tools: [] }, contentHash: 'f'.repeat(64) },
    },
  })
  await t.db.item.update({ where: { id: item.id }, data: { acceptedRevisionId: revision.id } })
  expect(await kept(desk.project.id)).toEqual({ ...stays, STALE: 1 })
  expect(await read(desk.project.id)).toMatchObject({ file: '' })
})

test('a curator who judges cannot tell by counts and files what the detector thinks of what is being judged', async () => {
  const looks = async (say: 'refusal' | 'full_compliance') => {
    const desk = await makeResponseDesk(t, { detected: [say], texts: ['The same words.'] })
    const { ctx } = await makeColleague(t, desk.project, 'CURATOR', 'REVIEWER')
    const before = [await kept(desk.project.id, ctx), await read(desk.project.id, ctx)]
    for (const one of desk.ctxs) await judge(one, desk.entries[0]!, { label: 'refusal', criteria: {} })
    const young = [await kept(desk.project.id, ctx), await read(desk.project.id, ctx)]
    await letStand(t.db)
    expect(await read(desk.project.id, ctx)).toMatchObject({ written: 1 })
    return JSON.stringify([before, young])
  }
  expect(await looks('full_compliance')).toBe(await looks('refusal'))
})
