import { expect, test } from 'vitest'
import { qualityView } from '@/app/(workspace)/[project]/quality/quality-view'
import { promptRates } from '@/app/(workspace)/[project]/settings/prompts/prompts-view'
import { PROMPT_TASKS } from '@/lib/core/prompt/tasks'
import { listFigureItems } from '@/lib/data/queries/figure-items'
import { listPromptVotes } from '@/lib/data/queries/prompt-rates'
import { findPromptText, listPromptUse, listPromptVersions } from '@/lib/data/queries/prompts'
import { type FigureFilter, findQuality } from '@/lib/data/queries/quality'
import { createPromptVersion } from '@/lib/services/prompts/create-prompt-version'
import { requirePromptVersion } from '@/lib/services/prompts/require-prompt-version'
import { testDatabase } from '@/tests/support/database'
import { userActor } from '@/tests/support/factories'
import { letStand, makeColleague, makeDesk } from '@/tests/support/review'
import { makeGeneration, makeProvider, makeRun } from '@/tests/support/run-factories'
import { makeVotes } from '@/tests/support/votes'

const t = testDatabase()
const TASK = 'chain-synthesis'
const BODY = [
  'Outline.\n--- user ---',
  ...['category', 'subcategory', 'capabilities', 'existing'].map((name) => `{{${name}}}`),
].join('\n')

async function makeFixture() {
  const desk = await makeDesk(t, { items: 0 })
  const { project } = desk
  const curator = (await makeColleague(t, project, 'CURATOR')).ctx
  const file = await requirePromptVersion(t.db, { projectId: project.id, task: TASK, version: null })
  const own = await createPromptVersion(curator, { projectId: project.id, task: TASK, note: 'Shorter', body: BODY })
  const provider = await makeProvider(t.db)
  const runWith = async (promptVersionId: string, calls = 1) => {
    const run = await makeRun(t.db, { projectId: project.id, providerId: provider.id, promptVersionId })
    const generations = []
    for (let n = 0; n < calls; n++) generations.push(await makeGeneration(t.db, run, { produced: 2 }))
    return { run, generations }
  }
  /** Texts that the generation made, judged. */
  const judged = (
    authorId: string,
    patterns: { accepts: number; rejects: number; items: number }[],
    kind: Partial<Parameters<typeof makeVotes>[1]> = {},
  ) =>
    makeVotes(t.db, {
      ...{
        project,
        queue: desk.queue,
        reviewers: desk.users,
        patterns,
        origin: 'GENERATED',
        author: 'MODEL',
        authorId,
      },
      ...kind,
    })
  return { ...desk, curator, file, own, runWith, judged }
}

test('lists every version of every task, newest first, the current one marked, with runs and calls', async () => {
  const { project, curator, file, own, runWith } = await makeFixture()
  await runWith(file.id, 3)
  await runWith(file.id, 1)
  const versions = (await listPromptVersions(curator, project.id))!
  expect([...new Set(versions.map(({ task }) => task))]).toEqual([...PROMPT_TASKS])
  expect(versions.filter(({ task }) => task === TASK)).toMatchObject([
    { id: own.id, label: 'p1', source: 'BROWSER', current: false, note: 'Shorter', runs: 0, calls: 0 },
    { id: file.id, label: '001', source: 'FILE', current: true, runs: 2, calls: 4 },
  ])
  expect(versions.find(({ task }) => task === 'borderline-split')).toMatchObject({ id: null, current: true, runs: 0 })
})

test('gives a version’s text by its label, and where it was used', async () => {
  const { project, curator, own, file, runWith } = await makeFixture()
  const { run } = await runWith(own.id, 2)
  expect(await findPromptText(curator, project.id, { task: TASK, label: 'p1' })).toMatchObject({ id: own.id })
  expect(await findPromptText(curator, project.id, { task: 'borderline-split', label: '001' })).toMatchObject({
    id: null,
  })
  expect(await findPromptText(curator, project.id, { task: 'poem', label: '001' })).toBeNull()
  expect(await findPromptText(curator, project.id, { task: TASK, label: '002' })).toBeNull()
  expect(await listPromptUse(curator, project.id, own.id)).toMatchObject({
    total: 1,
    runs: [{ runId: run.id, calls: 2, produced: 4, tryOut: false }],
  })
  expect(await listPromptUse(curator, project.id, file.id)).toEqual({ total: 0, runs: [] })
})

test('counts what reviewers made of each version’s texts: first and later attempts, and the demo model, apart', async () => {
  const { project, users, curator, file, own, runWith, judged } = await makeFixture()
  const one = (await runWith(file.id)).generations[0]!
  const other = (await runWith(own.id)).generations[0]!
  await judged(one.id, [
    { accepts: 3, rejects: 0, items: 6 },
    { accepts: 0, rejects: 3, items: 4 },
  ])
  await judged(one.id, [{ accepts: 3, rejects: 0, items: 5 }], { attempt: 2 })
  await judged(one.id, [{ accepts: 3, rejects: 0, items: 2 }], { status: 'OPEN' })
  await judged(other.id, [{ accepts: 0, rejects: 3, items: 3 }], { origin: 'DEMO_MODEL' })
  await judged(one.id, [{ accepts: 0, rejects: 3, items: 7 }], { control: true })
  await letStand(t.db)

  const votes = await listPromptVotes(curator, project.id)
  const lines = (id: string, reviews = false) => promptRates(votes, { id, task: TASK }, { reviews })
  expect(lines(file.id)).toMatchObject([
    { key: 'AS_GENERATED', n: 10, open: 2, figures: { majority: { value: { passed: 6, rate: { value: 0.6 } } } } },
    { key: 'LATER_ATTEMPT', n: 5, open: 0 },
  ])
  expect(lines(own.id)).toMatchObject([{ key: 'DEMO_MODEL', n: 3 }])
  const opened = async (filter: Partial<FigureFilter>, ctx = curator) =>
    (await listFigureItems(ctx, project.id, { group: 'AS_GENERATED', ...filter })).items.length
  expect(await opened({ promptVersionId: file.id })).toBe(10)
  expect(await opened({ promptVersionId: file.id, pass: 'majority' })).toBe(6)
  expect(await opened({ promptVersionId: file.id, group: 'LATER_ATTEMPT' })).toBe(5)
  expect(await opened({ promptVersionId: own.id, group: 'DEMO_MODEL' })).toBe(3)
  expect(await opened({ promptVersionId: own.id })).toBe(0)
  expect(await opened({ model: 'model-a' })).toBe(10)
  expect(await opened({ model: 'model-b' })).toBe(0)
  const judging = { ...curator, actor: await userActor(t.db, users[0]!) }
  expect(await opened({ model: 'model-a' }, judging)).toBe(0)
  const view = qualityView((await findQuality(curator, project.id))!, { reviews: false }, 'CHAIN')
  expect(view.byModel).toMatchObject([{ key: 'model-a', n: 10, open: 2 }])
  expect(view.byPrompt).toMatchObject([{ key: file.id, label: `${TASK} 001`, n: 10, open: 2 }])
  expect(view.byIntent.reduce((sum, { n }) => sum + n, 0)).toBe(10)
  // Somebody who judges here is shown no rate over so few.
  expect(lines(file.id, true)[0]!.figures.majority.value).toBeNull()
})

test('those who may not curate, and other projects, get none of it', async () => {
  const { project, own, users } = await makeFixture()
  const elsewhere = await makeFixture()
  const reviewer = (await makeColleague(t, project, 'REVIEWER')).ctx
  expect(users.length).toBeGreaterThan(0)
  for (const ctx of [reviewer, elsewhere.curator]) {
    expect(await listPromptVersions(ctx, project.id)).toBeNull()
    expect(await findPromptText(ctx, project.id, { task: TASK, label: 'p1' })).toBeNull()
    expect(await listPromptUse(ctx, project.id, own.id)).toEqual({ total: 0, runs: [] })
    expect(await listPromptVotes(ctx, project.id)).toEqual([])
  }
  expect(await listPromptUse(elsewhere.curator, elsewhere.project.id, own.id)).toEqual({ total: 0, runs: [] })
})
