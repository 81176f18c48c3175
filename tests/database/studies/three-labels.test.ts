import { expect, test } from 'vitest'
import { PRESETS } from '@/lib/core/study/presets'
import { studyReport } from '@/lib/core/study/report'
import { studyDesignSchema } from '@/lib/core/study/spec'
import { THREE_LABELS } from '@/lib/core/study/tasks'
import type { ResponseContent } from '@/lib/core/trajectory/content'
import { newId } from '@/lib/data/id'
import { findContested } from '@/lib/data/queries/adjudication'
import { findItem } from '@/lib/data/queries/item-detail'
import { listJudgments } from '@/lib/data/queries/judgments'
import { findStudyData } from '@/lib/data/queries/studies'
import { createAudit } from '@/lib/services/gold/create-audit'
import { quarantineResponses } from '@/lib/services/review/quarantine-responses'
import { recent } from '@/lib/services/review/recent'
import { reveal } from '@/lib/services/review/reveal'
import { saveDraft } from '@/lib/services/review/save-draft'
import { withdrawJudgment } from '@/lib/services/review/withdraw-judgment'
import { closeStudy } from '@/lib/services/studies/close-study'
import { createStudy } from '@/lib/services/studies/create-study'
import { createStudyInput } from '@/lib/services/studies/study-input'
import { testDatabase } from '../../support/database'
import {
  mailTool,
  makeCategory,
  makeChain,
  makeInstruction,
  makeMember,
  makeProject,
  makeResponse,
  makeRubric,
  makeUser,
  userActor,
} from '../../support/factories'
import { detect } from '../../support/response-desk'
import { answer, claimAs, expectNoDrift, judge, letStand, makeColleague, tab } from '../../support/review'

const t = testDatabase()

const KEYS = THREE_LABELS.map(({ key }) => key)
const answers = (...said: boolean[]) => Object.fromEntries(said.map((one, index) => [KEYS[index], one]))

/** The same words; what the project knows of them differs in everything else. */
const content = (data: Pick<ResponseContent, 'outcome' | 'world'>, stop: 'stop' | 'refusal', simulated: boolean) =>
  ({
    messages: [
      { role: 'user', text: 'A request.' },
      { role: 'assistant', text: '', calls: [{ id: 'c1', name: 'send_mail', arguments: '{}' }], stop: 'tool_calls' },
      {
        ...{ role: 'tool', callId: 'c1', name: 'send_mail', text: 'sent', error: false },
        source: simulated ? 'SIMULATED' : 'IMPORTED',
      },
      { role: 'assistant', text: 'So it was answered.', calls: [], stop },
    ],
    tools: [mailTool as ResponseContent['tools'][number]],
    ...data,
  }) satisfies ResponseContent

async function makeStudied(raters = 3) {
  const project = await makeProject(t.db)
  const grave = await makeCategory(t.db, project, { title: 'Grave', severity: 4 })
  const mild = await makeCategory(t.db, project, { title: 'Mild', severity: 0 })
  const chain = await makeChain(t.db, project, { categoryId: grave.id, intent: 'HARMFUL' })
  const asked = [
    await makeInstruction(t.db, project, { intent: 'HARMFUL', categoryId: grave.id, from: chain }),
    await makeInstruction(t.db, project, { intent: 'BENIGN', categoryId: mild.id }),
  ]
  const done = content({ outcome: 'FINISHED', world: { seed: 7, version: '1' } }, 'stop', true)
  const refused = content({ outcome: 'REFUSED', world: null }, 'refusal', false)
  const complied = await makeResponse(t.db, project, { intent: 'HARMFUL', from: asked[0]!, content: done })
  const benign = await makeResponse(t.db, project, { intent: 'BENIGN', from: asked[1]!, content: refused })
  await detect(t.db, complied.revision, 'full_compliance', { compliesFrom: 0 })
  await t.db.finding.create({
    data: {
      ...{ id: newId(), projectId: project.id, revisionId: benign.revision.id, source: 'RULE', severity: 'WARNING' },
      ...{ code: 'no-such-argument', evidence: { message: 'An argument is missing.' } },
    },
  })
  await t.db.$transaction((tx) => quarantineResponses(tx, [complied.item.id, benign.item.id]))
  const users = await Promise.all(Array.from({ length: raters }, () => makeUser(t.db)))
  for (const user of users) await makeMember(t.db, project, user, 'REVIEWER')
  const ctxs = await Promise.all(users.map(async (user) => t.ctx(await userActor(t.db, user))))
  const curator = await makeColleague(t, project, 'CURATOR')
  const design = studyDesignSchema.parse({
    ...{ preset: 'WILDGUARD', stage: 'RESPONSE', seed: 1, ...PRESETS.WILDGUARD.design, raters },
    allocation: { kind: 'PROPORTIONAL', size: 2 },
  })
  const create = (more: object = {}) =>
    createStudy(
      curator.ctx,
      createStudyInput.parse({
        ...{ projectId: project.id, design, name: 'Three labels', protocol: PRESETS.WILDGUARD.protocol },
        ...{ raterIds: users.map(({ id }) => id), ...more },
      }),
    )
  return { project, users, ctxs, curator, complied, benign, design, create }
}

/** What is left of a wire item once its ids, and the number it is known by, are alike. */
const anonymous = (value: object): string =>
  JSON.stringify(value)
    .replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'id')
    .replaceAll(/"number":\d+/g, '"number":0')

test('nothing that reaches a rater tells a harmful request from a benign one, before or after the answer', async () => {
  const { ctxs, create, complied } = await makeStudied(1)
  const { queueId } = await create()
  const [rater] = ctxs
  const claimed = await claimAs(rater!, { id: queueId })
  expect(claimed).toMatchObject({ exposure: null, stop: null })
  expect(claimed.items).toHaveLength(2)
  const alike = (values: object[]) => expect(new Set(values.map(anonymous)).size).toBe(1)
  alike(claimed.items)
  expect(claimed.items[0]).toMatchObject({ frame: null, masked: true, body: null, draft: null })
  expect(JSON.stringify(claimed)).not.toMatch(/HARMFUL|BENIGN|REFUSE|COMPLY|Grave|Mild|severity|IMPORTED/)

  const bodies = []
  for (const { entryId } of claimed.items) bodies.push(await reveal(rater!, { entryId }))
  alike(bodies)
  expect(bodies[0]).toMatchObject({ body: { findings: [], content: { outcome: 'UNKNOWN', world: null } } })
  expect(JSON.stringify(bodies)).not.toMatch(/REFUSED|SIMULATED|"refusal"/)

  for (const { entryId } of claimed.items) {
    const note = { ...answer({ entryId, revisionId: entryId }), decision: null, criteria: answers(true) }
    await saveDraft(rater!, {
      entryId,
      seq: 1,
      content: { ...note, stepUnsaid: false, proposal: null },
      keepProposal: false,
    })
  }
  alike((await claimAs(rater!, { id: queueId })).items)

  for (const one of claimed.items) {
    await judge(rater!, { id: one.entryId, revisionId: one.revisionId }, { criteria: answers(true, false, false) })
  }
  const { judgments } = await recent(rater!, { queueId })
  alike(judgments.map(({ savedAt: _, ...rest }) => rest))
  const back = await withdrawJudgment(rater!, { judgmentId: judgments[0]!.judgmentId, clientId: tab(1) })
  expect(back.item).toMatchObject({ frame: null, masked: true, body: null })
  await judge(
    rater!,
    { id: back.item.entryId, revisionId: back.item.revisionId },
    { criteria: answers(true, true, true) },
  )
  // The one of them is quarantined; once the answers stand both stay masked.
  expect((await t.db.item.findUniqueOrThrow({ where: { id: complied.item.id } })).quarantined).toBe(true)
  await letStand(t.db)
  for (const { entryId } of claimed.items) {
    await expect(reveal(rater!, { entryId })).rejects.toMatchObject({
      ...{ code: 'forbidden', message: 'The answers on this text stand, so it stays masked.' },
    })
  }
})

test('a daily limit holds back all texts alike: neither what is served nor why it stops tells them apart', async () => {
  const { project, ctxs, create } = await makeStudied(1)
  const { queueId } = await create()
  await t.db.project.update({ where: { id: project.id }, data: { settings: { dailyHarmfulLimit: 0 } } })
  expect(await claimAs(ctxs[0]!, { id: queueId })).toMatchObject({
    ...{ items: [], stop: 'DAILY_LIMIT', exposure: null, left: 2 },
  })
})

test('only the three answers are taken, all of them, or an abstention', async () => {
  const { ctxs, create } = await makeStudied(1)
  const { queueId } = await create()
  const [item] = (await claimAs(ctxs[0]!, { id: queueId })).items
  const entry = { id: item!.entryId, revisionId: item!.revisionId }
  const all = answers(true, false, true)
  const tries: [Parameters<typeof judge>[2], string][] = [
    [{ criteria: answers(true, false) }, 'criteria'],
    [{ decision: 'REJECT', criteria: all }, 'decision'],
    [{ decision: 'AMBIGUOUS', criteria: all }, 'decision'],
    [
      { decision: 'EDIT', criteria: all, proposal: content({ outcome: 'UNKNOWN', world: null }, 'stop', true) },
      'decision',
    ],
    [{ criteria: all, label: 'refusal' }, 'label'],
    [{ criteria: all, stepMarks: [0] }, 'stepMarks'],
    [{ criteria: all, reasons: ['other'], note: 'So.' }, 'reasons'],
    [{ decision: 'ABSTAIN', label: 'error' }, 'label'],
    [{ decision: 'ABSTAIN', criteria: all }, 'decision'],
  ]
  for (const [data, field] of tries) {
    await expect(judge(ctxs[0]!, entry, data)).rejects.toMatchObject({
      ...{ code: 'invalid', fieldErrors: { [field]: expect.any(Array) } },
    })
  }
  expect(await t.db.judgment.count({ where: { queueId } })).toBe(0)
  expect(await judge(ctxs[0]!, entry, { criteria: all, note: 'A remark.' })).toMatchObject({ state: 'COUNTED' })
})

test('answers are no verdict: nothing reads them as a pass, and the study reads each question by itself', async () => {
  const { project, ctxs, curator, create, complied } = await makeStudied()
  const { queueId, number } = await create()
  const before = await t.db.item.findMany({ where: { projectId: project.id }, orderBy: { id: 'asc' } })
  for (const [at, ctx] of ctxs.entries()) {
    for (const one of (await claimAs(ctx, { id: queueId })).items) {
      const harmful = one.itemId === complied.item.id
      const entry = { id: one.entryId, revisionId: one.revisionId }
      if (at === 2 && !harmful) await judge(ctx, entry, { decision: 'ABSTAIN' })
      else await judge(ctx, entry, { criteria: harmful ? answers(true, false, at < 2) : answers(false, true, false) })
    }
  }
  await letStand(t.db)
  expect(await t.db.item.findMany({ where: { projectId: project.id }, orderBy: { id: 'asc' } })).toEqual(before)
  const entries = await t.db.queueEntry.findMany({ where: { queueId } })
  for (const entry of entries) {
    expect(entry).toMatchObject({ status: 'CLOSED', verdict: 'OPEN', accepts: 0, firstAccepts: null, settledBy: null })
    expect(await findContested((await makeColleague(t, project, 'ADJUDICATOR')).ctx, entry.id)).toBeNull()
  }
  await expectNoDrift(t)

  // Who reads judgments one by one is told what they are.
  const told = await listJudgments(curator.ctx, {
    projectId: project.id,
    ...{ filter: { stage: null, itemId: null, queueId, since: null }, after: null, limit: 10 },
  })
  expect(told?.rows.map(({ decision }) => decision).sort()).toEqual(['ABSTAIN', ...Array(5).fill('ANSWERS')])
  expect(JSON.stringify(await findItem(curator.ctx, complied.item.id))).toContain('"decision":"ANSWERS"')
  const events = await t.db.auditEvent.findMany({ where: { projectId: project.id, action: 'judgment.submit' } })
  expect(events.filter(({ data }) => (data as { decision: string }).decision === 'ACCEPT')).toEqual([])
  // A lead could not say the same of them: there is nothing to look at again.
  const lead = await makeColleague(t, project, 'CURATOR')
  await expect(createAudit(curator.ctx, { queueId, leadIds: [lead.user.id], share: 1, seed: 1 })).rejects.toMatchObject(
    { code: 'invalid' },
  )

  await closeStudy(curator.ctx, { projectId: project.id, number })
  const report = studyReport((await findStudyData(curator.ctx, { projectId: project.id, number }))!)
  expect(
    report.map(({ task, majority, all, abstentions }) => [task.key, majority.passed, all.passed, abstentions]),
  ).toEqual([
    ['request_harm', 1, 1, 1],
    ['refusal', 1, 1, 1],
    ['response_harm', 1, 0, 1],
  ])
})

test('three labels are asked by their own rubric: a changed one gets a version that asks them, another is refused', async () => {
  const { project, create, design, users } = await makeStudied(1)
  const key = PRESETS.WILDGUARD.rubric!.key
  await makeRubric(t.db, project, { key, version: 1, stage: 'RESPONSE', criteria: [], reasons: [], name: 'Earlier' })
  await create()
  const versions = await t.db.rubricVersion.findMany({
    where: { projectId: project.id, key },
    orderBy: { version: 'asc' },
  })
  expect(versions.map(({ criteria }) => (criteria as { key: string }[]).map((one) => one.key))).toEqual([[], KEYS])
  await create({ design: { ...design, preset: 'FREE' }, raterIds: users.map(({ id }) => id) })
  expect(await t.db.rubricVersion.count({ where: { projectId: project.id, key } })).toBe(2)
  await expect(create({ rubricVersionId: versions[0]!.id })).rejects.toMatchObject({ code: 'invalid' })
})
