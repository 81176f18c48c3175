import { expect, test } from 'vitest'
import { newId } from '@/lib/data/id'
import { listGenerations } from '@/lib/data/queries/generations'
import { findRun, findRunProgress, listRuns } from '@/lib/data/queries/runs'
import { findToolSpace, listRunToolSpace } from '@/lib/data/queries/tool-space'
import { testDatabase } from '../../support/database'
import { makeCategory, makeChain, makeProject } from '../../support/factories'
import { makeColleague } from '../../support/review'
import { makeGeneration, makePromptVersion, makeProvider, makeRun } from '../../support/run-factories'

const t = testDatabase()

async function makeDesk(task = 'chain-synthesis') {
  const project = await makeProject(t.db)
  const category = await makeCategory(t.db, project)
  const provider = await makeProvider(t.db)
  const prompt = await makePromptVersion(t.db, project, { task })
  const of = { projectId: project.id, providerId: provider.id, promptVersionId: prompt.id }
  const options = { targets: { kind: 'CATEGORIES', categoryIds: [category.id] } }
  const run = await makeRun(t.db, of, { task, options })
  const { ctx } = await makeColleague(t, project, 'CURATOR')
  return { project, category, of, run, ctx }
}

test('a run’s progress counts its calls by state, what they made, their trouble by class and their pace', async () => {
  const { run, ctx, category } = await makeDesk()
  const ago = (seconds: number) => new Date(Date.now() - seconds * 1_000)
  const about = { categoryId: category.id }
  for (const call of [
    { state: 'APPLIED', produced: 3, startedAt: ago(20) },
    { state: 'APPLIED', produced: 2, startedAt: ago(90) },
    { state: 'APPLIED', produced: 2, startedAt: ago(3_600) },
    { state: 'FAILED', errorKind: 'SERVER', startedAt: ago(30) },
    { state: 'NEEDS_ATTENTION', errorKind: 'UNREADABLE', startedAt: ago(30) },
    { state: 'WAITING', errorKind: 'SERVER', startedAt: ago(30) },
    { state: 'WAITING' },
  ] as const)
    await makeGeneration(t.db, run, { ...about, ...call })
  const progress = await findRunProgress(ctx, run.id)
  expect(progress).toMatchObject({
    ...{ total: 7, produced: 7, atOnce: { now: 16, most: 16 }, heldUntil: null },
    counts: { APPLIED: 3, FAILED: 1, NEEDS_ATTENTION: 1, WAITING: 2, QUEUED: 0 },
    failures: [
      { kind: 'SERVER', met: 2, times: 2, later: 0, failed: 1, attention: 0, again: 1 },
      { kind: 'UNREADABLE', met: 1, times: 1, later: 0, failed: 0, attention: 1, again: 0 },
    ],
    rate: [0, 0, 0, 0, 0, 0, 0, 0, 1, 4],
  })
  const found = await findRun(ctx, { projectId: run.projectId, number: run.number })
  expect(found).toMatchObject({ chosenBy: 'CATEGORIES', counts: progress!.counts, progress: { total: 7 } })
})

test('what went wrong stays known when a later try comes through, and opens its calls', async () => {
  const { run, ctx } = await makeDesk()
  const { id } = await makeGeneration(t.db, run, { state: 'CALLING', token: newId(), leaseUntil: new Date() })
  const write = (state: 'WAITING' | 'CALLING' | 'APPLIED', errorKind: string | null) =>
    t.db.generation.update({ where: { id }, data: { state, errorKind } })
  await write('WAITING', 'TIMEOUT')
  await write('CALLING', null)
  await write('WAITING', 'TIMEOUT')
  await write('CALLING', null)
  await write('WAITING', 'RATE_LIMITED')
  expect(await write('APPLIED', null)).toMatchObject({ errors: { TIMEOUT: 2, RATE_LIMITED: 1 } })
  const progress = await findRunProgress(ctx, run.id)
  expect(progress!.failures).toContainEqual({
    ...{ kind: 'TIMEOUT', met: 1, times: 2, later: 1, failed: 0, attention: 0, again: 0 },
  })
  const asked = { projectId: run.projectId, runNumber: run.number, kind: 'TIMEOUT', before: null, limit: 10 }
  const opened = async (more: { view: 'all' | 'applied' | 'failed'; met: boolean }) =>
    (await listGenerations(ctx, { ...asked, ...more }))!.rows.map((row) => row.id)
  expect(await opened({ view: 'all', met: true })).toEqual([id])
  expect(await opened({ view: 'applied', met: true })).toEqual([id])
  expect(await opened({ view: 'all', met: false })).toEqual([])
})

test('runs and calls come page by page, the last ones first, each once', async () => {
  const { project, run, of, ctx, category } = await makeDesk()
  for (let n = 0; n < 4; n++) await makeRun(t.db, of)
  const seen: number[] = []
  for (let before: number | null = null; ; ) {
    const page = await listRuns(ctx, { projectId: project.id, before, limit: 2 })
    seen.push(...page!.rows.map(({ number }) => number))
    before = page!.after
    if (before === null) break
  }
  expect(seen).toEqual([...seen].sort((a, b) => b - a))
  expect(new Set(seen).size).toBe(5)

  const states = ['APPLIED', 'FAILED', 'APPLIED', 'WAITING', 'CALLING', 'APPLIED'] as const
  for (const [index, state] of states.entries())
    await makeGeneration(t.db, run, {
      ...{ number: index + 1, state, categoryId: category.id },
      ...(state === 'CALLING' ? { token: newId(), leaseUntil: new Date(Date.now() + 60_000) } : {}),
    })
  const asked = { projectId: project.id, runNumber: run.number, kind: null, limit: 2 }
  const listed = async (view: 'begun' | 'applied' | 'waiting') => {
    const numbers: number[] = []
    for (let before: number | null = null; ; ) {
      const page = await listGenerations(ctx, { ...asked, view, before })
      numbers.push(...page!.rows.map(({ number }) => number))
      before = page!.after
      if (before === null) return numbers
    }
  }
  expect(await listed('begun')).toEqual([6, 5, 3, 2, 1])
  expect(await listed('applied')).toEqual([6, 3, 1])
  expect(await listed('waiting')).toEqual([4])
})

test('the choices of tools are counted by chain and subcategory, used ones once', async () => {
  const { project, category, run, ctx } = await makeDesk('instruction-harmful')
  for (const [name, tools] of [
    ['Files.read_file', 3],
    ['Mail.send_email', 2],
  ] as const) {
    const id = newId()
    await t.db.capability.create({ data: { id, projectId: project.id, name, title: name } })
    for (let n = 0; n < tools; n++) {
      const tool = { id: newId(), projectId: project.id, name: `${name} ${n}`, capabilityId: id, schema: {} }
      await t.db.tool.create({ data: tool })
    }
  }
  const chains = [
    await makeChain(t.db, project, { categoryId: category.id }),
    await makeChain(t.db, project, { categoryId: category.id }),
  ]
  for (const tools of [
    ['a', 'b'],
    ['a', 'b'],
    ['a', 'c'],
  ])
    await makeGeneration(t.db, run, { state: 'APPLIED', itemId: chains[0]!.item.id, params: { tools } })
  await makeGeneration(t.db, run, { itemId: chains[1]!.item.id, params: { tools: ['a', 'b'] } })
  expect(await findToolSpace(ctx, chains[0]!.item.id)).toEqual({ possible: 6, used: 2 })
  expect(await findToolSpace(ctx, chains[1]!.item.id)).toEqual({ possible: 6, used: 0 })
  expect(await listRunToolSpace(ctx, run.id)).toMatchObject([
    { categoryId: category.id, chains: 2, possible: 12, used: 2 },
  ])
})
