import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { TakeOutFormat } from '@/lib/core/export/formats'
import { takeOut } from '@/lib/services/export/take-out'
import { agentAlignSources, hasAgentAlign, withoutAgentAlign } from '../../support/agentalign'
import { testDatabase } from '../../support/database'
import { makeProject } from '../../support/factories'
import { apply, countRows, preview, scratchFolder } from '../../support/run-import'

const t = testDatabase()
const scratch = scratchFolder()
const operator = { kind: 'operator', name: 'test' } as const
if (!hasAgentAlign) process.stderr.write(`Skipped: ${withoutAgentAlign}\n`)
const real = test.skipIf(!hasAgentAlign)

async function readAll(projectId: string, format: TakeOutFormat): Promise<string> {
  const { text } = await takeOut(t.ctx(operator), { projectId, format })
  let all = ''
  for await (const piece of text) all += piece
  return all
}

const acceptEverything = (projectId: string) =>
  t.db
    .$executeRaw`update items set accepted_revision_id = current_revision_id, verdict = 'PASSED' where project_id = ${projectId}::uuid`

real('the preview of the real files has the published figures, and writes nothing', async () => {
  const project = await makeProject(t.db)
  const report = await preview(t.db, project.id, agentAlignSources())
  expect(report.kinds).toEqual({
    categories: { read: 8, fresh: 8, known: 0 },
    subcategories: { read: 64, fresh: 64, known: 0 },
    capabilities: { read: 43, fresh: 43, known: 0 },
    tools: { read: 86, fresh: 86, known: 0 },
    chains: { read: 240, fresh: 240, known: 0 },
    instructions: { read: 0, fresh: 0, known: 0 },
    responses: { read: 0, fresh: 0, known: 0 },
  })
  expect(report.lint).toMatchObject({
    chains: 240,
    subcategories: 64,
    distinctSequences: 161,
    capabilitiesListed: 42,
    tools: 86,
    chainsMissingCapability: 11,
    missingCapabilities: [{ name: 'Cryptography.create_bitcoin_payment', chains: 11, known: true }],
    unusedCapabilities: ['System_Tools.get_info'],
  })
  expect(report.lint?.withoutSeverity).toHaveLength(64)
  expect(report.problems.total).toBe(0)
  expect(await countRows(t.db, project.id)).toMatchObject({ categories: 0, items: 0, tools: 0, lastNumber: 0 })
})

real('the import writes what the preview said, and the same files again change nothing', async () => {
  const project = await makeProject(t.db)
  const { merged } = await apply(t.db, project.id, agentAlignSources(), { cyber_crime: 2 })
  expect(merged).toEqual({ chains: 240, instructions: 0, responses: 0, categories: 72, capabilities: 43, tools: 86 })
  const before = await countRows(t.db, project.id)
  expect(before).toMatchObject({ items: 240, revisions: 240, lastNumber: 240, categories: 72, tools: 86 })
  expect(await t.db.finding.count({ where: { projectId: project.id, code: 'unlisted_capability' } })).toBe(11)
  expect(await t.db.category.count({ where: { projectId: project.id, severity: 2 } })).toBe(1)

  const again = await apply(t.db, project.id, agentAlignSources(), { cyber_crime: 4 })
  expect(again.merged).toEqual({ chains: 0, instructions: 0, responses: 0, categories: 0, capabilities: 0, tools: 0 })
  expect(again.report.kinds.chains).toEqual({ read: 240, fresh: 0, known: 240 })
  expect(await countRows(t.db, project.id)).toEqual(before)
})

real('numbers run from 1 without gaps, in the order of the file', async () => {
  const project = await makeProject(t.db)
  await apply(t.db, project.id, agentAlignSources(['merged_tool_chains_cleaned.json']))
  const items = await t.db.item.findMany({ where: { projectId: project.id }, orderBy: { number: 'asc' } })
  expect(items.map(({ number }) => number)).toEqual(Array.from({ length: 240 }, (_, index) => index + 1))
  const first = await t.db.revision.findUniqueOrThrow({ where: { id: items[0]?.currentRevisionId ?? '' } })
  const file = JSON.parse(readFileSync(agentAlignSources(['merged_tool_chains_cleaned.json'])[0]!.path, 'utf8'))
  const [sub] = Object.values(file)[0] ? Object.values(Object.values(file)[0] as object) : []
  expect(first.content).toEqual((sub as { patterns: unknown[] }).patterns[0])
})

real('the same files twice at once are imported once', async () => {
  const project = await makeProject(t.db)
  const both = await Promise.all([
    apply(t.db, project.id, agentAlignSources()),
    apply(t.db, project.id, agentAlignSources()),
  ])
  expect(both.map(({ merged }) => merged.chains).sort((a, b) => a - b)).toEqual([0, 240])
  expect(await countRows(t.db, project.id)).toMatchObject({ items: 240, revisions: 240, lastNumber: 240 })
})

real('what went in as a chain file comes out as the same chain file', async () => {
  const project = await makeProject(t.db)
  const [source] = agentAlignSources(['merged_tool_chains_cleaned.json'])
  await apply(t.db, project.id, [source!])
  expect(JSON.parse(await readAll(project.id, 'agentalign-chains'))).toEqual({})
  await acceptEverything(project.id)
  const out = await readAll(project.id, 'agentalign-chains')
  // The published file was touched by hand here and there; in its writer's own layout it is this text.
  expect(out).toBe(`${JSON.stringify(JSON.parse(readFileSync(source!.path, 'utf8')), null, 4)}\n`)

  const other = await makeProject(t.db)
  await apply(t.db, other.id, [scratch.file(out)])
  await acceptEverything(other.id)
  expect(await readAll(other.id, 'agentalign-chains')).toBe(out)
})

real('JSONL comes back in, and out again byte for byte but for who judged', async () => {
  const project = await makeProject(t.db)
  await apply(t.db, project.id, agentAlignSources(['merged_tool_chains_cleaned.json']))
  await acceptEverything(project.id)
  const out = await readAll(project.id, 'plumbline-jsonl')
  expect(out.trimEnd().split('\n')).toHaveLength(240)
  const other = await makeProject(t.db)
  const { report } = await apply(t.db, other.id, [scratch.file(out, 'out.jsonl')])
  expect(report.kinds.chains).toEqual({ read: 240, fresh: 240, known: 0 })
  await acceptEverything(other.id)
  expect(await readAll(other.id, 'plumbline-jsonl')).toBe(out)
})
