import { expect, test } from 'vitest'
import { listLeftOut } from '@/lib/data/queries/left-out'
import { importFiles } from '@/lib/services/import/import-files'
import { mendRow } from '@/lib/services/import/mend-row'
import { revealRow } from '@/lib/services/import/reveal-row'
import { testDatabase } from '../../support/database'
import { mailTool, makeLeftOut, makeProject } from '../../support/factories'
import { makeColleague } from '../../support/review'
import { apply, countRows, preview, scratchFolder } from '../../support/run-import'

const t = testDatabase()
const scratch = scratchFolder()

const pattern = { steps: ['Mail.send_email'], explanation: 'Writes to somebody.' }
const batch = (instructions: unknown, more: object = {}) => ({
  ...{
    category: 'false_claims',
    sub_category: 'reviews',
    pattern,
    tools: [mailTool],
    instructions,
    model_name: 'small-1',
  },
  ...more,
})
const plain = (instructions: unknown) =>
  batch(instructions, { category: undefined, sub_category: undefined, pattern: pattern.steps })
const file = (value: unknown, name?: string) => scratch.file(JSON.stringify(value, null, 4), name)
const tally = (read: number, fresh: number) => ({ read, fresh, known: read - fresh })
const chains = () =>
  file(
    { false_claims: { reviews: { patterns: [pattern, { ...pattern, explanation: 'Writes to others.' }] } } },
    'chains.json',
  )

const itemsOf = (projectId: string) =>
  t.db.item.findMany({
    where: { projectId, stage: 'INSTRUCTION' },
    orderBy: { number: 'asc' },
    include: { revisions: true },
  })

test('all three forms of instructions are read: lists and objects as they are, text is left out with its place', async () => {
  const project = await makeProject(t.db)
  const source = file([
    batch(['One text.', 'Two texts.']),
    batch({ instructions: ['Three texts.'] }),
    batch('1. Four texts.'),
  ])
  const report = await preview(t.db, project.id, [source])
  expect(report.kinds.instructions).toEqual(tally(3, 3))
  expect(report.files).toMatchObject([{ format: 'agentalign-instructions', records: 3, leftOut: 1, failed: false }])
  expect(report.problems).toMatchObject({
    total: 1,
    shown: [{ code: 'unparsed_instructions', severity: 'ERROR', path: '$[2].instructions' }],
  })
  expect(report.problems.shown[0]?.line).toBeGreaterThan(1)
  expect(await countRows(t.db, project.id)).toMatchObject({ items: 0, quarantined: 0 })

  await apply(t.db, project.id, [source])
  const items = await itemsOf(project.id)
  expect(items.map(({ number, searchText }) => [number, searchText])).toEqual([
    [1, 'One text.'],
    [2, 'Two texts.'],
    [3, 'Three texts.'],
  ])
  expect(items[0]).toMatchObject({
    ...{
      intent: 'HARMFUL',
      origin: 'IMPORTED',
      model: 'small-1',
      toolNames: ['send_mail'],
      stepKey: 'Mail.send_email',
    },
    revisions: [{ content: { text: 'One text.', pattern: pattern.steps, tools: [mailTool] }, authorKind: 'IMPORT' }],
  })
  const [kept] = await t.db.quarantinedRow.findMany({ where: { projectId: project.id } })
  expect(JSON.parse(kept!.raw)).toEqual(batch('1. Four texts.'))
})

test('the same files again change nothing, and a text that stands twice is one', async () => {
  const project = await makeProject(t.db)
  const source = file([batch(['One text.', 'One text.'])])
  expect((await apply(t.db, project.id, [source])).report.kinds.instructions).toEqual(tally(2, 1))
  const before = await countRows(t.db, project.id)
  const again = await apply(t.db, project.id, [source])
  expect(again.merged.instructions).toBe(0)
  expect(await countRows(t.db, project.id)).toEqual(before)
})

test('without a category the file’s name says what they are, a row’s id before it, and else a person', async () => {
  const project = await makeProject(t.db)
  const row = { id: 'benign-1', instruction: 'From a row.', tools: [mailTool], pattern: pattern.steps }
  await apply(t.db, project.id, [
    file([plain(['From a benign file.'])], 'benign_instructions_1.json'),
    file([plain(['From a borderline file.'])], 'borderline_instructions_1.json'),
    file([plain(['From some file.']), row], 'some.json'),
  ])
  const items = await itemsOf(project.id)
  expect(Object.fromEntries(items.map(({ searchText, intent }) => [searchText, intent]))).toEqual({
    ...{ 'From a benign file.': 'BENIGN', 'From a borderline file.': 'BORDERLINE' },
    ...{ 'From some file.': 'HARMFUL', 'From a row.': 'BENIGN' },
  })
  expect(items.every(({ parentId, categoryId }) => parentId === null && categoryId === null)).toBe(true)
})

test('a seed question file is read whole', async () => {
  const project = await makeProject(t.db)
  const params = {
    category: 'false_claims',
    sub_category: 'reviews',
    tool_chain_rationale: pattern.steps,
    tool_list: [mailTool],
  }
  const seed = {
    prompt: 'Write five.',
    params: { ...params, pattern_explanation: '', examples: '', output_format: '' },
    instructions: ['A seed.'],
  }
  const { report } = await apply(t.db, project.id, [file(seed, 'seed_question_0.json')])
  expect(report.files).toMatchObject([{ format: 'agentalign-seed-question', records: 1 }])
  expect(await itemsOf(project.id)).toMatchObject([
    { intent: 'HARMFUL', stepKey: 'Mail.send_email', toolNames: ['send_mail'] },
  ])
})

test('each stands below the chain of its category and steps, of several below the one whose explanation it names', async () => {
  const project = await makeProject(t.db)
  const named = batch(['From the second.'], { pattern: { ...pattern, explanation: 'Writes to others.' } })
  const other = batch(['From none.'], { pattern: ['Files.read_file'] })
  await apply(t.db, project.id, [file([named, batch(['From the first.']), other]), chains()])
  const [first, second] = await t.db.item.findMany({
    where: { projectId: project.id, stage: 'CHAIN' },
    orderBy: { number: 'asc' },
  })
  const items = await itemsOf(project.id)
  expect(items.map(({ parentId }) => parentId)).toEqual([second!.id, first!.id, null])
  expect(items[0]!.revisions[0]!.parentRevisionId).toBe(second!.currentRevisionId)
  expect(items).toMatchObject([{ stale: false, quarantined: false }, {}, {}])
})

test('checks are run, near-duplicates of earlier ones among them', async () => {
  const project = await makeProject(t.db)
  const text = 'Please write to ada@example.org that the meeting on Friday is moved to noon and bring the notes along.'
  await apply(t.db, project.id, [file([batch([text])])])
  await apply(t.db, project.id, [file([batch([text.replace('noon', 'ten'), 'Write.'])])])
  const findings = await t.db.finding.findMany({
    where: { projectId: project.id },
    orderBy: [{ revisionId: 'asc' }, { code: 'asc' }],
  })
  expect(findings.map(({ code }) => code).sort()).toEqual(['near_duplicate', 'parameter_not_given', 'text_length'])
  expect(findings.find(({ code }) => code === 'near_duplicate')).toMatchObject({
    evidence: { message: expect.stringMatching(/instruction 1 \(\d\d %\)/) },
  })
})

test('what was left out is listed without its text, mended once, and imported; what stood in the file stays', async () => {
  const project = await makeProject(t.db)
  const row = await makeLeftOut(t.db, project, '["Write to Ada that all is well.", "Write to Bob that all is well."')
  const { ctx } = await makeColleague(t, project, 'CURATOR')
  const listed = await listLeftOut(ctx, project.id)
  expect(listed).toMatchObject({ total: 1, waiting: 1, rows: [{ mendable: true, line: 3, resolvedAt: null }] })
  expect(JSON.stringify(listed)).not.toContain('Ada')
  const { field, text } = await revealRow(ctx, { rowId: row.id })
  expect({ field, text }).toEqual({
    field: 'instructions',
    text: '["Write to Ada that all is well.", "Write to Bob that all is well."',
  })
  const wrong = mendRow(ctx, { rowId: row.id, field, text })
  await expect(wrong).rejects.toMatchObject({
    code: 'invalid',
    fieldErrors: { text: [expect.stringMatching(/^Line 1/)] },
  })
  const both = await Promise.allSettled([1, 2].map(() => mendRow(ctx, { rowId: row.id, field, text: `${text}]` })))
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  expect(await itemsOf(project.id)).toMatchObject([
    { searchText: 'Write to Ada that all is well.', intent: 'BENIGN', model: 'small-1' },
    {},
  ])
  expect(await t.db.quarantinedRow.findUniqueOrThrow({ where: { id: row.id } })).toMatchObject({
    ...{ raw: row.raw, resolvedAt: expect.any(Date), resolvedById: expect.any(String) },
  })
  expect(await t.db.auditEvent.count({ where: { targetId: row.id, action: 'import.mend' } })).toBe(1)
})

test('rows of catalogues are mended in their places like all others', async () => {
  const project = await makeProject(t.db)
  const sources = [
    { ...file({ fraud: ['reviews'], noise: 'leaf blowers' }, 'taxonomy.json'), format: 'agentalign-taxonomy' as const },
    {
      ...file(['Mail.send_email', ['Files.read_file']], 'capabilities.json'),
      format: 'agentalign-capabilities' as const,
    },
    { ...file({ 'Mail.send_email': 'send_mail' }, 'map.json'), format: 'agentalign-capability-tools' as const },
  ]
  const options = { intent: 'HARMFUL' as const, severities: {} }
  const operator = t.ctx({ kind: 'operator', name: 'test' })
  await importFiles(operator, { projectId: project.id, sources, options, onProgress: () => {} })
  const { ctx } = await makeColleague(t, project, 'CURATOR')
  const listed = (await listLeftOut(ctx, project.id))!
  expect(listed).toMatchObject({ total: 3, waiting: 3 })
  const TEXTS: Record<string, [was: string, becomes: string]> = {
    'taxonomy.json': ['"leaf blowers"', '["leaf blowers"]'],
    'capabilities.json': ['["Files.read_file"]', '"Files.read_file"'],
    'map.json': ['"send_mail"', '["send_mail"]'],
  }
  for (const row of listed.rows) {
    expect(row.mendable).toBe(true)
    const [was, becomes] = TEXTS[row.file]!
    const { field, text } = await revealRow(ctx, { rowId: row.id })
    expect(JSON.parse(text)).toEqual(JSON.parse(was))
    await expect(mendRow(ctx, { rowId: row.id, field, text }), 'as it was').rejects.toMatchObject({ code: 'invalid' })
    await mendRow(ctx, { rowId: row.id, field, text: becomes })
  }
  expect((await listLeftOut(ctx, project.id))?.waiting).toBe(0)
  const projectId = project.id
  const names = await t.db.category.findMany({ where: { projectId }, orderBy: { slug: 'asc' }, select: { slug: true } })
  expect(names.map(({ slug }) => slug)).toEqual(['fraud', 'leaf blowers', 'noise', 'reviews'])
  const capabilities = await t.db.capability.findMany({ where: { projectId }, orderBy: { name: 'asc' } })
  expect(capabilities.map(({ name, listed: own }) => [name, own])).toEqual([
    ['Files.read_file', true],
    ['Mail.send_email', true],
  ])
  const tool = await t.db.tool.findFirstOrThrow({ where: { projectId }, include: { capability: true } })
  expect([tool.name, tool.capability?.name]).toEqual(['send_mail', 'Mail.send_email'])
})
