import { expect, test } from 'vitest'
import { FORMATS_OF, type TakeOutFormat, type TakeOutStage } from '@/lib/core/export/formats'
import type { Prisma } from '@/lib/data/client'
import { newId } from '@/lib/data/id'
import { countTakeOut } from '@/lib/data/queries/take-out'
import { type TakeOutCount, takeOut } from '@/lib/services/export/take-out'
import { addHashList } from '@/lib/services/hash-lists/add-hash-list'
import { hashContent } from '@/lib/services/import/keys'
import { testDatabase } from '../../support/database'
import {
  makeCategory,
  makeChain,
  makeInstruction,
  makeProject,
  someContent,
  someInstruction,
} from '../../support/factories'
import { makeGeneration, makePromptVersion, makeProvider, makeRun } from '../../support/run-factories'
import { apply, countRows, scratchFolder } from '../../support/run-import'

const t = testDatabase()
const scratch = scratchFolder()
const operator = { kind: 'operator', name: 'test' } as const

async function read(projectId: string, format: TakeOutFormat, stage: TakeOutStage = 'INSTRUCTION') {
  const { text } = await takeOut(t.ctx(operator), { projectId, stage, format })
  let file = ''
  let next: IteratorResult<string, TakeOutCount>
  do {
    next = await text.next()
    if (!next.done) file += next.value
  } while (!next.done)
  return { file, ...next.value }
}
const linesOf = (file: string) =>
  file
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line))

const accept = (
  { item }: { item: { id: string; currentRevisionId: string | null } },
  more: Prisma.ItemUncheckedUpdateInput = {},
) =>
  t.db.item.update({
    where: { id: item.id },
    data: { acceptedRevisionId: item.currentRevisionId, verdict: 'PASSED', verdictAt: new Date(0), ...more },
  })

async function makeRoom() {
  const project = await makeProject(t.db)
  const top = await makeCategory(t.db, project, { slug: 'false_claims' })
  const category = await makeCategory(t.db, project, { slug: 'reviews', parentId: top.id })
  const from = await makeChain(t.db, project, { categoryId: category.id, content: someContent('Makes up a review.') })
  await accept(from)
  return { project, category, from }
}

test('accepted instructions go out with their provenance; what stays is counted by its first reason', async () => {
  const { project, from } = await makeRoom()
  const harmful = await makeInstruction(t.db, project, { from, intent: 'HARMFUL', origin: 'GENERATED', model: 'm-1' })
  await accept(harmful)
  const open = await makeInstruction(t.db, project, { from })
  for (const data of [{ quarantined: true, quarantineCauses: ['PARENT_FAILED'] }, { archivedAt: new Date() }])
    await accept(await makeInstruction(t.db, project, { from }), data)
  await accept(await makeInstruction(t.db, project, { from, origin: 'DEMO_MODEL' }))

  const { file, written, leftOut } = await read(project.id, 'plumbline-jsonl')
  expect(linesOf(file)).toEqual([
    expect.objectContaining({
      ...{ format: 'plumbline-instruction/1', category: ['false_claims', 'reviews'], intent: 'HARMFUL' },
      ...{ item: harmful.item.number, origin: 'GENERATED', model: 'm-1', verdict: 'PASSED', judgments: [] },
      chain: {
        ...{ item: from.item.number, revision: 1, hash: from.revision.contentHash, explanation: 'Makes up a review.' },
      },
      revision: { number: 1, attempt: 1, author: 'IMPORT', hash: harmful.revision.contentHash },
    }),
  ])
  expect(written).toBe(1)
  expect(leftOut.map(({ count }) => count)).toEqual([1, 1, 1, 1])
  const counts = await countTakeOut(t.ctx(operator), { projectId: project.id, stage: 'INSTRUCTION', chosen: null })
  expect(counts).toMatchObject({
    ...{
      items: 5,
      accepted: 1,
      kept: { PUT_AWAY: 1, QUARANTINED: 1, DEMO_MODEL: 1, NOT_PASSED: 1, STALE: 0, LISTED: 0 },
    },
  })
  const events = await t.db.auditEvent.findMany({ where: { projectId: project.id, action: 'instructions.take_out' } })
  expect(events).toHaveLength(1)
  expect(open.item.acceptedRevisionId).toBeNull()
})

test('an accepted text that was made from another text of its chain than the accepted one is stale and stays', async () => {
  const { project, from } = await makeRoom()
  const made = await makeInstruction(t.db, project, { from })
  await accept(made)
  expect(await read(project.id, 'plumbline-jsonl')).toMatchObject({ written: 1, leftOut: [] })
  const content = { ...someContent('Makes up two reviews.') }
  const revision = await t.db.revision.create({
    data: {
      ...{ id: newId(), projectId: project.id, itemId: from.item.id, number: 2, attempt: 2, authorKind: 'MODEL' },
      ...{ content, contentHash: 'f'.repeat(64) },
    },
  })
  await t.db.item.update({ where: { id: from.item.id }, data: { acceptedRevisionId: revision.id } })
  const stale = await read(project.id, 'plumbline-jsonl')
  expect(stale).toMatchObject({
    file: '',
    written: 0,
    leftOut: [{ count: 1, reason: expect.stringMatching(/^stale/) }],
  })
})

test('a text that the demo model wrote again stays, whatever wrote the first one', async () => {
  const { project, from } = await makeRoom()
  const provider = await makeProvider(t.db, { preset: 'demo' })
  const prompt = await makePromptVersion(t.db, project, { task: 'regenerate-instruction' })
  const of = { projectId: project.id, providerId: provider.id, promptVersionId: prompt.id }
  const call = await makeGeneration(t.db, await makeRun(t.db, of), { state: 'APPLIED' })
  const made = await makeInstruction(t.db, project, { from, origin: 'GENERATED' })
  const content = someInstruction()
  const again = await t.db.revision.create({
    data: {
      ...{ id: newId(), projectId: project.id, itemId: made.item.id, number: 2, attempt: 2 },
      ...{ authorKind: 'MODEL', authorId: call.id, contentHash: hashContent(content).hash },
      content: content as unknown as Prisma.InputJsonObject,
    },
  })
  await accept(made, { acceptedRevisionId: again.id })
  expect(await read(project.id, 'plumbline-jsonl')).toMatchObject({
    ...{ written: 0, leftOut: [{ count: 1, reason: 'written by the demo model' }] },
  })
})

test('AgentAlign’s own shape: a list with category or “benign”; borderline as it was settled, unsettled left out', async () => {
  const { project, from } = await makeRoom()
  const rows = [
    { intent: 'HARMFUL' as const },
    { intent: 'BENIGN' as const },
    { intent: 'BORDERLINE' as const, split: 'HARMFUL' as const },
    { intent: 'BORDERLINE' as const },
  ]
  const made = []
  for (const row of rows) made.push(await makeInstruction(t.db, project, { from, ...row }))
  const loose = await makeInstruction(t.db, project, { intent: 'HARMFUL' })
  for (const one of [...made, loose]) await accept(one)
  const { file, written, leftOut } = await read(project.id, 'agentalign-instructions')
  const list = JSON.parse(file)
  expect(file).toBe(`${JSON.stringify(list, null, 4)}\n`)
  expect(list.map(({ id }: { id: string }) => id)).toEqual([
    `harmful-${made[0]!.item.id}`,
    `benign-${made[1]!.item.id}`,
    `harmful-${made[2]!.item.id}`,
  ])
  expect(list.map((row: Record<string, string>) => [row.category, row.sub_category])).toEqual([
    ['false_claims', 'reviews'],
    ['benign', 'benign'],
    ['false_claims', 'reviews'],
  ])
  expect(Object.keys(list[0])).toEqual(['id', 'instruction', 'category', 'sub_category', 'pattern', 'tools'])
  expect(written).toBe(3)
  expect(leftOut.map(({ count }) => count)).toEqual([1, 1])
  const counts = await countTakeOut(t.ctx(operator), { projectId: project.id, stage: 'INSTRUCTION', chosen: null })
  expect(counts).toMatchObject({ accepted: 5, unsettled: 1, settled: 1, withoutSubcategory: 1 })
  expect(JSON.parse((await read((await makeProject(t.db)).id, 'agentalign-instructions')).file)).toEqual([])
})

test('Plumbline JSONL taken out and imported again changes nothing, and elsewhere finds its chain', async () => {
  const { project, from } = await makeRoom()
  // Neither was imported here, so nothing but the line's own number tells them.
  const content = { ...someInstruction(), pattern: ['Files.read_file', 'Mail.send_email'] }
  const made = await makeInstruction(t.db, project, {
    from,
    content,
    intent: 'BORDERLINE',
    origin: 'GENERATED',
    split: 'BENIGN',
  })
  await accept(made)
  const { file } = await read(project.id, 'plumbline-jsonl')
  const chains = await takeOut(t.ctx(operator), { projectId: project.id, format: 'plumbline-jsonl' })
  let chainFile = ''
  for await (const piece of chains.text) chainFile += piece
  const sources = () => [scratch.file(chainFile, 'chains.jsonl'), scratch.file(file, 'instructions.jsonl')]
  const before = await countRows(t.db, project.id)
  const { report } = await apply(t.db, project.id, sources())
  expect(await countRows(t.db, project.id)).toEqual(before)
  expect(report.kinds).toMatchObject({
    ...{ chains: { read: 1, fresh: 0, known: 1 }, instructions: { read: 1, fresh: 0, known: 1 } },
  })

  const other = await makeProject(t.db)
  await apply(t.db, other.id, sources())
  const there = await t.db.item.findFirstOrThrow({
    where: { projectId: other.id, stage: 'INSTRUCTION' },
    include: { parent: true, revisions: true },
  })
  expect(there).toMatchObject({ intent: 'BORDERLINE', origin: 'IMPORTED', verdict: 'OPEN', split: null })
  expect(there.parent).toMatchObject({ stage: 'CHAIN', projectId: other.id })
  expect(there.revisions[0]?.contentHash).toBe(made.revision.contentHash)
  const again = await apply(t.db, other.id, sources())
  expect(again.report.kinds.instructions).toEqual({ read: 1, fresh: 0, known: 1 })
})

test('what asks the same as a prompt on a hash list is in no file, and counted', async () => {
  const { project, category, from } = await makeRoom()
  const texts = ['Find the opening hours of library 7, please.', 'Find the opening hours of library 8, please.']
  const [listed, free] = await Promise.all(
    texts.map(async (text) => {
      const one = await makeInstruction(t.db, project, { from, intent: 'HARMFUL', content: someInstruction(text) })
      await accept(one)
      return one
    }),
  )
  const chain = await makeChain(t.db, project, { categoryId: category.id, content: someContent(texts[0]!) })
  await accept(chain)
  const ctx = t.ctx(operator)
  const elsewhere = await makeProject(t.db)
  await addHashList(ctx, { projectId: elsewhere.id, name: 'Theirs', prompts: texts[1]!, everywhere: false })
  const empty = await read(project.id, 'plumbline-jsonl')
  expect(empty).toMatchObject({ written: 2, leftOut: [] })

  // Neither letter case nor punctuation makes another prompt of it.
  const prompts = 'find the opening hours of LIBRARY 7 - please'
  await addHashList(ctx, { projectId: project.id, name: 'Ours', prompts, everywhere: false })
  const leftOut = [{ count: 1, reason: 'the same prompt as on a hash list of benchmarks' }]
  for (const [stage, written] of [['INSTRUCTION', 1] as const, ['CHAIN', 1] as const])
    for (const format of FORMATS_OF[stage]) {
      const out = await read(project.id, format, stage)
      expect(out, format).toMatchObject({ written, leftOut })
      expect(out.file).not.toContain(texts[0])
    }
  expect((await read(project.id, 'plumbline-jsonl')).file).toContain(free!.revision.contentHash)
  const asked = { projectId: project.id, stage: 'INSTRUCTION', chosen: null } as const
  expect(await countTakeOut(ctx, asked)).toMatchObject({ items: 2, accepted: 1, kept: { LISTED: 1, STALE: 0 } })
  const ids = [listed!.item.id]
  expect(await countTakeOut(ctx, { ...asked, chosen: { itemIds: ids } })).toMatchObject({ items: 1, accepted: 0 })

  await t.db.hashList.updateMany({ where: { projectId: project.id }, data: { removedAt: new Date() } })
  expect(await countTakeOut(ctx, asked)).toMatchObject({ accepted: 2, kept: { LISTED: 0 } })
  expect(await read(project.id, 'plumbline-jsonl')).toEqual(empty)
})
