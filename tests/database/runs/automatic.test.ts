import { afterEach, expect, test } from 'vitest'
import type { Automatic } from '@/lib/core/run/automatic'
import { findAutomaticTrouble } from '@/lib/data/queries/automatic'
import { setAutomatic } from '@/lib/services/projects/set-automatic'
import { withdrawJudgment } from '@/lib/services/review/withdraw-judgment'
import { pauseRun } from '@/lib/services/runs/pause-run'
import { regenerateFailed } from '@/lib/services/runs/regenerate-failed'
import { settleSplit } from '@/lib/services/splits/settle-split'
import { testDatabase } from '../../support/database'
import { makeQueue } from '../../support/factories'
import { judgeAgain, letVerdictsAge, makeFailed } from '../../support/failed-items'
import { label, makeResponseDesk } from '../../support/response-desk'
import { makeColleague, tab } from '../../support/review'
import { runDesk } from '../../support/run-desk'
import { waitFor } from '../../support/wait-for'

const t = testDatabase()
const desk = runDesk(t)
const clock = () => t.ctx({ kind: 'job', name: 'clock' })
const project = () => ({ id: desk.projectId })

afterEach(async () => {
  await t.db.project.update({ where: { id: desk.projectId }, data: { settings: {} } })
  await t.db.item.updateMany({ data: { archivedAt: new Date() } })
})

const turnOn = (wanted: Partial<Automatic> = {}) =>
  setAutomatic(desk.ctx(), {
    ...{ projectId: desk.projectId, on: true, attempts: 3, providerId: desk.providerId, model: 'model-a' },
    ...{ budgetADay: null, callsADay: 100, controlShare: 0, stopAfter: null, stopAtShare: 0.1 },
    ...Object.fromEntries(Object.entries(wanted).filter(([key]) => key !== 'since')),
  })
const due = async () => {
  const runIds = await regenerateFailed(clock())
  const rows = await t.db.generation.findMany({ where: { runId: { in: runIds } }, orderBy: { number: 'asc' } })
  return rows.map(({ itemId }) => itemId)
}
/** What was started is over, without a word to any model. */
const endRuns = () => t.db.generationRun.updateMany({ data: { status: 'DONE', endedAt: new Date() } })
const attemptOf = async (itemId: string) => (await t.db.item.findUniqueOrThrow({ where: { id: itemId } })).attempt

test('off unless it is turned on', async () => {
  await makeFailed(t, project())
  await letVerdictsAge(t.db)
  expect(await due()).toEqual([])
})

test('failed items are written again 60 s after the verdict, in one run of the project’s own, judged afresh where they were judged', async () => {
  const { itemIds, queue } = await makeFailed(t, project(), { items: 3 })
  await turnOn()
  expect(await due()).toEqual([])
  await letVerdictsAge(t.db)
  await desk.start()
  await waitFor('its run to be done', async () => (await t.db.generationRun.count({ where: { status: 'DONE' } })) === 1)
  const run = await t.db.generationRun.findFirstOrThrow({ include: { generations: true } })
  expect(run).toMatchObject({ task: 'regenerate-chain', model: 'model-a', budgetCalls: 100, createdById: null })
  expect(run.options).toMatchObject({ automatic: true, targets: { kind: 'ITEMS' } })
  expect(run.generations.map(({ itemId }) => itemId).sort()).toEqual([...itemIds].sort())
  for (const itemId of itemIds) expect(await attemptOf(itemId)).toBe(2)
  expect(await t.db.queueEntry.count({ where: { queueId: queue.id, status: 'OPEN' } })).toBe(3)
  expect(desk.models.requests).toHaveLength(3)
  const audit = await t.db.auditEvent.findFirstOrThrow({ where: { action: 'run.create', targetId: run.id } })
  expect(audit).toMatchObject({ actorKind: 'job', data: { automatic: true } })
  expect(await due(), 'what is being judged is left alone').toEqual([])
})

test('what keeps it from starting is said with its time until it works again, or is set up anew', async () => {
  await makeFailed(t, project())
  await turnOn()
  await letVerdictsAge(t.db)
  const trouble = () => findAutomaticTrouble(t.db, desk.projectId)
  expect(await trouble()).toBeNull()
  const models = (await t.db.providerKey.findUniqueOrThrow({ where: { id: desk.providerId } })).models
  await desk.setProvider({ models: [] })
  expect(await due()).toEqual([])
  const said = await trouble()
  expect(said?.message).toMatch(/model/i)
  expect(Math.abs(Date.now() - said!.at.getTime())).toBeLessThan(60_000)
  await due()
  expect(await trouble(), 'it keeps the time at which it began').toEqual(said)
  await desk.setProvider({ models: models as never })
  await turnOn()
  expect(await trouble()).toBeNull()

  await desk.setProvider({ models: [] })
  await due()
  expect(await trouble()).not.toBeNull()
  await desk.setProvider({ models: models as never })
  expect(await due()).toHaveLength(1)
  expect(await trouble()).toBeNull()
  await endRuns()
})

test('a verdict that was taken back in the meantime is not written again', async () => {
  const { ctxs, entries } = await makeFailed(t, project())
  await turnOn()
  const { id } = await t.db.judgment.findFirstOrThrow({ where: { entryId: entries[0]!.id } })
  await withdrawJudgment(ctxs[0]!, { judgmentId: id, clientId: tab(1) })
  await letVerdictsAge(t.db)
  expect(await due()).toEqual([])
})

test('as long as several people’s votes can be taken back, nothing follows from them', async () => {
  const { ctxs, entries, itemIds } = await makeFailed(t, project(), { slots: 2 })
  await turnOn()
  await letVerdictsAge(t.db, 300)
  expect(await due()).toEqual([])
  const { id } = await t.db.judgment.findFirstOrThrow({
    where: { entryId: entries[0]!.id, reviewerId: ctxs[0]!.actor.kind === 'user' ? ctxs[0]!.actor.userId : '' },
  })
  await letVerdictsAge(t.db, 301)
  expect(await due()).toEqual(itemIds)
  await expect(withdrawJudgment(ctxs[0]!, { judgmentId: id, clientId: tab(1) })).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringContaining('the text was written again with the reasons given'),
  })
})

test('many workers at once start one run, and no text is ever taken twice', async () => {
  const { itemIds } = await makeFailed(t, project(), { items: 4 })
  await turnOn()
  await letVerdictsAge(t.db)
  const started = await Promise.all(Array.from({ length: 6 }, () => regenerateFailed(clock())))
  expect(started.flat()).toHaveLength(1)
  expect(await due()).toEqual([])
  // The run ends; one of its calls failed, and is for a person to look at.
  await t.db.generation.updateMany({ data: { state: 'NEEDS_ATTENTION' } })
  await endRuns()
  expect(await due()).toEqual([])
  expect(await t.db.generation.count({ where: { itemId: { in: itemIds } } })).toBe(4)
})

test('a person’s run and the clock’s at the same instant: each text goes into one of them', async () => {
  const { itemIds } = await makeFailed(t, project(), { items: 6 })
  await turnOn()
  await letVerdictsAge(t.db)
  const by = (ids: string[]) => desk.run({ task: 'regenerate-chain', targets: { kind: 'ITEMS', itemIds: ids } })
  await Promise.allSettled([by(itemIds), regenerateFailed(clock()), by(itemIds.slice(0, 3)), by(itemIds.slice(2))])
  const rows = await t.db.generation.groupBy({ by: ['itemId'], where: { itemId: { in: itemIds } }, _count: true })
  expect(rows.map(({ _count }) => _count)).toEqual([1, 1, 1, 1, 1, 1])
})

test('archived, flagged and quarantined items, open entries and edits that wait for a pick are left alone', async () => {
  const { chains, itemIds } = await makeFailed(t, project(), { items: 5 })
  const waiting = await makeFailed(t, project(), { slots: 3 })
  await turnOn()
  await letVerdictsAge(t.db, 700)
  const set = (index: number, data: object) => t.db.item.update({ where: { id: itemIds[index]! }, data })
  await set(0, { archivedAt: new Date() })
  await set(1, { flagged: true })
  await set(2, { quarantined: true, quarantineCauses: ['PARENT_FAILED'] })
  await makeQueue(t.db, project(), { items: [chains[3]!] })
  const judgments = await t.db.judgment.findMany({ where: { itemId: waiting.itemIds[0]! }, take: 2 })
  for (const [index, judgment] of judgments.entries()) {
    const revision = await t.db.revision.create({
      data: {
        ...{
          id: crypto.randomUUID(),
          projectId: desk.projectId,
          itemId: judgment.itemId,
          number: 2 + index,
          authorKind: 'PERSON',
        },
        ...{ content: { steps: ['Files.read_file'], explanation: 'Better.' }, contentHash: `edit ${index}` },
      },
    })
    await t.db.proposal.create({
      data: {
        ...{ id: crypto.randomUUID(), projectId: desk.projectId, judgmentId: judgment.id, entryId: judgment.entryId },
        ...{ revisionId: revision.id, authorId: judgment.reviewerId },
      },
    })
  }
  expect(await due()).toEqual([itemIds[4]])
})

test('an item stops at its attempts', async () => {
  const { itemIds, ctxs } = await makeFailed(t, project())
  await turnOn({ attempts: 2 })
  await letVerdictsAge(t.db)
  await desk.start()
  await waitFor('a second attempt', async () => (await attemptOf(itemIds[0]!)) === 2)
  await waitFor('its run to end', async () => (await t.db.generationRun.count({ where: { status: 'DONE' } })) === 1)
  await judgeAgain(t, itemIds[0]!, 'REJECT', ctxs)
  await letVerdictsAge(t.db)
  expect(await due()).toEqual([])
  await turnOn({ attempts: 3 })
  expect(await due()).toEqual(itemIds)
})

test('a category stops when its last attempts do not pass, and only that one; saving the settings starts it afresh', async () => {
  const [bad, good] = desk.categoryIds
  const first = await makeFailed(t, project(), { items: 3, categoryId: bad! })
  const other = await makeFailed(t, project(), { items: 3, categoryId: good! })
  const stops = { stopAfter: 3, stopAtShare: 0.3 }
  await turnOn(stops)
  await letVerdictsAge(t.db)
  const workers = await desk.start()
  await waitFor('its run to be done', async () => (await t.db.generationRun.count({ where: { status: 'DONE' } })) === 1)
  await workers.stop()
  for (const id of first.itemIds) await judgeAgain(t, id, 'REJECT', first.ctxs)
  for (const [index, id] of other.itemIds.entries())
    await judgeAgain(t, id, index === 0 ? 'ACCEPT' : 'REJECT', other.ctxs)
  // As old as need be, and younger than the settings.
  await t.db.$executeRaw`update items set verdict_at = now() - interval '61 seconds' where verdict = 'FAILED'`
  expect((await due()).sort()).toEqual(other.itemIds.slice(1).sort())
  await endRuns()
  await turnOn(stops)
  expect((await due()).sort()).toEqual(first.itemIds.sort())
})

test('a day’s calls are not passed; the next day goes on with what was not reached', async () => {
  const { itemIds } = await makeFailed(t, project(), { items: 5 })
  await turnOn({ callsADay: 2 })
  await letVerdictsAge(t.db)
  await desk.start()
  await waitFor('its run to be done', async () => (await t.db.generationRun.count({ where: { status: 'DONE' } })) === 1)
  expect(await due()).toEqual([])
  expect(desk.models.requests).toHaveLength(2)
  await t.db.$executeRaw`update generation_runs set created_at = created_at - interval '1 day'`
  expect(await due()).toHaveLength(2)
  expect(await t.db.item.count({ where: { id: { in: itemIds }, attempt: 1 } })).toBe(3)
})

test('a day’s money is not passed; a run that stopped at it gives its items free the next day', async () => {
  await makeFailed(t, project(), { items: 6 })
  await turnOn({ callsADay: null, budgetADay: 0.01 })
  await letVerdictsAge(t.db)
  const [runId] = await regenerateFailed(clock())
  const workers = await desk.start()
  await desk.waitForEnd(runId!)
  await workers.stop()
  await waitFor('calls under way to end', async () => !(await desk.state(runId!)).states.CALLING)
  const { status, pauseCause, spentMicros } = await t.db.generationRun.findUniqueOrThrow({ where: { id: runId! } })
  expect([status, pauseCause]).toEqual(['PAUSED', 'BUDGET'])
  expect(spentMicros).toBeLessThanOrEqual(10_000n)
  expect(await due()).toEqual([])
  const { states } = await desk.state(runId!)
  const left = (states.WAITING ?? 0) + (states.QUEUED ?? 0)
  expect(left).toBeGreaterThan(0)
  await t.db.$executeRaw`update generation_runs set created_at = created_at - interval '1 day'`
  expect(await due()).toHaveLength(left)
  expect((await desk.state(runId!)).status).toBe('CANCELLED')
})

test('a run that a person paused holds the rule back', async () => {
  await makeFailed(t, project(), { items: 2 })
  await turnOn({ callsADay: 50 })
  await letVerdictsAge(t.db)
  const [runId] = await regenerateFailed(clock())
  await pauseRun(desk.ctx(), { runId: runId! })
  await makeFailed(t, project())
  await letVerdictsAge(t.db)
  await t.db.$executeRaw`update generation_runs set created_at = created_at - interval '1 day'`
  expect(await due()).toEqual([])
})

test('a share of them is put before reviewers again unchanged, and costs nothing', async () => {
  const { itemIds } = await makeFailed(t, project(), { items: 12 })
  await turnOn({ controlShare: 0.5 })
  await letVerdictsAge(t.db)
  await desk.start()
  await waitFor('its run to be done', async () => (await t.db.generationRun.count({ where: { status: 'DONE' } })) === 1)
  const controls = await t.db.revision.findMany({ where: { itemId: { in: itemIds }, control: true } })
  expect(controls.length).toBeGreaterThan(0)
  expect(controls.length).toBeLessThan(12)
  expect(desk.models.requests).toHaveLength(12 - controls.length)
})

test('it needs a model and a limit a day; each change is in the audit with what stood before', async () => {
  await expect(turnOn({ providerId: null })).rejects.toMatchObject({ code: 'invalid' })
  await expect(turnOn({ callsADay: null })).rejects.toMatchObject({ code: 'invalid' })
  await expect(turnOn({ model: 'no-such' })).rejects.toMatchObject({ code: 'invalid' })
  await turnOn({ attempts: 5 })
  const [event] = await t.db.auditEvent.findMany({
    where: { action: 'project.set-automatic' },
    orderBy: { at: 'desc' },
    take: 1,
  })
  expect(event?.data).toMatchObject({ after: { on: true, attempts: 5 } })
})

test('failed responses are written again too, also what is no refusal; not while it is open what an agent should have done', async () => {
  const { texts, detected } = { texts: ['Sure: ⟨steps left out⟩.'], detected: ['full_compliance'] as const }
  const of = { projectId: desk.projectId }
  const make = async (intent: 'HARMFUL' | 'BENIGN' | 'BORDERLINE') => {
    const made = await makeResponseDesk(t, { intent, texts, detected: [...detected], reviewers: 1, slots: 1, of })
    const entry = made.entries[0]!
    if (intent === 'BORDERLINE') {
      const split = { itemId: made.instruction.item.id, revisionId: made.instruction.revision.id, reason: 'It harms.' }
      const { ctx } = await makeColleague(t, made.project, 'ADJUDICATOR')
      await settleSplit(ctx, { ...split, outcome: 'HARMFUL' })
      await label(made.ctxs[0]!, entry, 'full_compliance', { compliesFrom: 0 })
      await t.db.split.deleteMany({ where: { itemId: made.instruction.item.id } })
    } else if (intent === 'HARMFUL') await label(made.ctxs[0]!, entry, 'full_compliance', { compliesFrom: 0 })
    else await label(made.ctxs[0]!, entry, 'refusal', { expected: 'COMPLY' })
    return made.responses[0]!.item.id
  }
  const [harmful, benign] = [await make('HARMFUL'), await make('BENIGN')]
  const unsettled = await make('BORDERLINE')
  await letVerdictsAge(t.db)
  await turnOn()
  const started = await due()
  expect([...started].sort()).toEqual([harmful, benign].sort())
  expect(started).not.toContain(unsettled)
  expect(await t.db.generationRun.findMany({ select: { task: true } })).toEqual([{ task: 'regenerate-response' }])
})
