import path from 'node:path'
import { expect, test } from 'vitest'
import { DETECTED_LABEL } from '@/lib/core/compliance/opinion'
import { rowOptionsSchema } from '@/lib/core/import/row-options'
import { chatRow, glaiveRow, madeRows, publishedRow, toolAceRow, writeRows } from '../../support/conversation-rows'
import { testDatabase } from '../../support/database'
import { makeProject } from '../../support/factories'
import { apply, countRows, preview, scratchFolder } from '../../support/run-import'

/** Rows of conversations that others published. */

const t = testDatabase()
const scratch = scratchFolder()
const made = (rows: number) => [...madeRows(rows, 200)]
const lines = (rows: object[], name: string) =>
  scratch.file(rows.map((row) => `${JSON.stringify(row)}\n`).join(''), name)
const rows = (given: object) => ({ rows: rowOptionsSchema.parse(given) })

const itemsOf = (projectId: string, stage: 'INSTRUCTION' | 'RESPONSE') =>
  t.db.item.findMany({
    where: { projectId, stage },
    orderBy: { number: 'asc' },
    include: { revisions: { include: { findings: true } }, parent: true },
  })

test('Glaive’s rows become instructions with tools and their responses, third party by source and licence', async () => {
  const project = await makeProject(t.db)
  const source = lines(made(12).map(glaiveRow), 'glaive.jsonl')
  const report = await preview(t.db, project.id, [source])
  expect(report.files).toMatchObject([{ format: 'glaive', records: 12, leftOut: 0, rows: { read: 12, taken: 12 } }])
  expect(report.kinds.instructions).toEqual({ read: 12, fresh: 12, known: 0 })
  expect(report.kinds.responses).toEqual({ read: 12, fresh: 12, known: 0 })
  const { merged } = await apply(t.db, project.id, [source])
  expect(merged).toMatchObject({ instructions: 12, responses: 12, chains: 0 })

  const responses = await itemsOf(project.id, 'RESPONSE')
  const instructions = await itemsOf(project.id, 'INSTRUCTION')
  expect(new Set(responses.map(({ parentId }) => parentId)).size).toBe(12)
  for (const item of [...responses, ...instructions]) {
    expect(item).toMatchObject({
      source: 'glaive-function-calling-v2',
      licence: 'Apache-2.0',
      intent: 'BENIGN',
      origin: 'IMPORTED',
    })
    expect(item.toolNames).toEqual(['find_place', 'read_calendar', 'send_note', 'list_orders'])
  }
  const [first] = instructions
  expect(first!.revisions[0]).toMatchObject({ authorKind: 'IMPORT', raw: null })
  expect((first!.revisions[0]!.content as { text: string }).text).toBe(made(1)[0]!.ask)
  expect(responses.every(({ revisions }) => revisions[0]!.findings.some(({ code }) => code === DETECTED_LABEL))).toBe(
    true,
  )
  expect(JSON.parse(responses[0]!.revisions[0]!.raw!)).toEqual(glaiveRow(made(1)[0]!))

  const before = await countRows(t.db, project.id)
  expect((await preview(t.db, project.id, [source])).kinds.responses).toEqual({ read: 12, fresh: 0, known: 12 })
  expect((await apply(t.db, project.id, [source])).merged).toMatchObject({ instructions: 0, responses: 0 })
  expect(await countRows(t.db, project.id)).toEqual(before)
})

test('a filter and a seeded draw keep some; the same seed keeps the same, wherever the rows stand', async () => {
  const all = made(400)
  const steps = all.filter(({ calls }) => calls.length >= 2)
  const given = { minSteps: 2, sample: 40, seed: 7 }
  const taken: string[][] = []
  for (const list of [all, all.toReversed()]) {
    const project = await makeProject(t.db)
    const { report, merged } = await apply(
      t.db,
      project.id,
      [lines(list.map(toolAceRow), 'toolace.jsonl')],
      {},
      rows(given),
    )
    expect(report.files[0]!.rows).toEqual({
      ...{ read: 400, fewSteps: 400 - steps.length, manyTurns: 0, repeated: 0, notes: {} },
      ...{ unsampled: steps.length - 40, taken: 40 },
    })
    expect(merged).toMatchObject({ instructions: 40, responses: 40 })
    taken.push((await itemsOf(project.id, 'INSTRUCTION')).map(({ searchText }) => searchText).sort())
    expect(
      (await apply(t.db, project.id, [lines(list.map(toolAceRow), 'toolace.jsonl')], {}, rows(given))).merged.responses,
    ).toBe(0)
    // Others of the same file come beside them.
    const more = await apply(
      t.db,
      project.id,
      [lines(all.map(toolAceRow), 'toolace.jsonl')],
      {},
      rows({ ...given, seed: 8 }),
    )
    expect(more.merged.responses).toBeGreaterThan(0)
  }
  expect(taken[0]).toEqual(taken[1])
  const asks = new Set(steps.map(({ ask }) => ask))
  expect(taken[0]!.every((text) => asks.has(text))).toBe(true)
})

test('AgentAlign’s published list: refusals, its own benign rows, and those of others marked as theirs', async () => {
  const project = await makeProject(t.db)
  const at = path.join(scratch.folder, 'agent_align_data_v3.json')
  await writeRows(at, (row) => publishedRow({ ...row, n: row.n * 600 }), { rows: 32, characters: 200, as: 'LIST' })
  const { report } = await apply(t.db, project.id, [{ name: 'agent_align_data_v3.json', path: at, format: null }])
  expect(report.files).toMatchObject([{ format: 'agentalign', records: 32, leftOut: 0 }])
  const responses = await itemsOf(project.id, 'RESPONSE')
  const kinds: Record<string, number> = {}
  for (const { intent, source, licence } of responses) {
    const kind = `${intent} ${source} ${licence}`
    kinds[kind] = (kinds[kind] ?? 0) + 1
  }
  expect(kinds).toEqual({
    'HARMFUL null null': 9,
    'BENIGN null null': 16,
    'BENIGN toolace-or-glaive Apache-2.0': 7,
  })
  expect(responses.filter(({ quarantined }) => quarantined)).toEqual([])
  const third = responses.find(({ source }) => source !== null)
  expect(third).toMatchObject({ sourceId: expect.stringMatching(/^tool-/), parent: { source: 'toolace-or-glaive' } })
  const instructions = await itemsOf(project.id, 'INSTRUCTION')
  expect(instructions[0]).toMatchObject({ stepKey: 'Search.find_place > Mail.send_note', intent: 'HARMFUL' })
  expect(instructions[0]!.categoryId).not.toBeNull()
})

test('a row whose text the project has is joined with that instruction, and judged by what that is', async () => {
  const project = await makeProject(t.db)
  const [one] = made(1)
  const list = [
    {
      id: 'harmful-1',
      instruction: one!.ask,
      category: 'noise',
      sub_category: 'at_night',
      tools: [],
      pattern: ['A.b'],
    },
  ]
  await apply(t.db, project.id, [scratch.file(JSON.stringify(list), 'harmful_instructions.json')])
  const { merged } = await apply(t.db, project.id, [lines([chatRow(one!)], 'chats.jsonl')])
  expect(merged).toMatchObject({ instructions: 0, responses: 1 })
  const [row] = await itemsOf(project.id, 'RESPONSE')
  expect(row).toMatchObject({ intent: 'HARMFUL', quarantineCauses: ['NOT_A_REFUSAL'], source: null })
  const found = row!.revisions[0]!.findings.filter(({ code }) => code === DETECTED_LABEL)
  expect(found).toMatchObject([{ severity: 'WARNING' }])
})

test('a name, a licence and an intent given by a person outrank what the format says', async () => {
  const project = await makeProject(t.db)
  const given = { source: 'our-shop-chats', licence: 'CC-BY-4.0', intent: 'BORDERLINE' }
  const chats = made(2).map((one) => ({ id: `chat-${one.n}`, ...chatRow(one) }))
  await apply(t.db, project.id, [lines(chats, 'chats.jsonl')], {}, rows(given))
  expect(await itemsOf(project.id, 'RESPONSE')).toMatchObject([
    { source: 'our-shop-chats', sourceId: 'chat-0', licence: 'CC-BY-4.0', intent: 'BORDERLINE' },
    { sourceId: 'chat-1' },
  ])
})
