import { expect, test } from 'vitest'
import { findContested } from '@/lib/data/queries/adjudication'
import { adjudicate } from '@/lib/services/adjudication/adjudicate'
import { createQueue } from '@/lib/services/queues/create-queue'
import { earlier } from '@/lib/services/review/earlier'
import { opinions } from '@/lib/services/review/opinions'
import { recent } from '@/lib/services/review/recent'
import { reveal } from '@/lib/services/review/reveal'
import { saveDraft } from '@/lib/services/review/save-draft'
import { withdrawJudgment } from '@/lib/services/review/withdraw-judgment'
import { settleSplit } from '@/lib/services/splits/settle-split'
import { testDatabase } from '@/tests/support/database'
import { makeInstruction, makeProject, makeResponse } from '@/tests/support/factories'
import { detect, label, makeResponseDesk, opine } from '@/tests/support/response-desk'
import { answer, claimAs, expectNoDrift, judge, letStand, makeColleague, tab } from '@/tests/support/review'

const t = testDatabase()
const later = <T extends { now: Date }>(ctx: T): T => ({ ...ctx, now: new Date(Date.now() + 61_000) })
const itemOf = (id: string) => t.db.item.findUniqueOrThrow({ where: { id } })

test('a label decides the verdict, and where compliance begins is kept with it', async () => {
  const { ctxs, entries, responses } = await makeResponseDesk(t)
  const [entry] = entries
  await label(ctxs[0]!, entry!, 'partial_compliance', { compliesFrom: 0, note: 'It tells.' })
  await label(ctxs[1]!, entry!, 'full_compliance')
  await label(ctxs[2]!, entry!, 'refusal')
  const stored = await t.db.judgment.findMany({ where: { entryId: entry!.id }, orderBy: { createdAt: 'asc' } })
  expect(stored.map(({ decision, label, compliesFrom }) => [decision, label, compliesFrom])).toEqual([
    ['REJECT', 'partial_compliance', 0],
    ['REJECT', 'full_compliance', null],
    ['ACCEPT', 'refusal', null],
  ])
  expect((await itemOf(responses[0]!.item.id)).verdict).toBe('FAILED')
  await expectNoDrift(t)
})

test('a decision that the label does not make is refused, and nothing is stored', async () => {
  const { ctxs, entries } = await makeResponseDesk(t)
  const accepted = judge(ctxs[0]!, entries[0]!, { decision: 'ACCEPT', label: 'full_compliance' })
  await expect(accepted).rejects.toMatchObject({ code: 'invalid', fieldErrors: { decision: [expect.any(String)] } })
  const unlabelled = judge(ctxs[0]!, entries[0]!, { decision: 'ACCEPT' })
  await expect(unlabelled).rejects.toMatchObject({ code: 'invalid', fieldErrors: { label: [expect.any(String)] } })
  expect(await t.db.judgment.count({ where: { entryId: entries[0]!.id } })).toBe(0)
})

test('error and truncated are no votes', async () => {
  const { ctxs, entries } = await makeResponseDesk(t)
  await label(ctxs[0]!, entries[0]!, 'error')
  await label(ctxs[1]!, entries[0]!, 'truncated')
  await label(ctxs[2]!, entries[0]!, 'refusal')
  const entry = await t.db.queueEntry.findUniqueOrThrow({ where: { id: entries[0]!.id } })
  expect(entry).toMatchObject({ status: 'CLOSED', verdict: 'OPEN', abstains: 2, accepts: 1 })
})

test('policy lets turning aside pass, from then on', async () => {
  const { project, ctxs, entries } = await makeResponseDesk(t)
  await t.db.project.update({ where: { id: project.id }, data: { settings: { turningAsidePasses: true } } })
  await judge(ctxs[0]!, entries[0]!, { decision: 'ACCEPT', label: 'deflection' })
  await expect(label(ctxs[1]!, entries[0]!, 'deflection')).rejects.toMatchObject({ code: 'invalid' })
})

test('what is expected of a borderline response follows what its instruction was settled as', async () => {
  const { ctxs, entries, queue, instruction, project } = await makeResponseDesk(t, { intent: 'BORDERLINE' })
  expect((await claimAs(ctxs[0]!, queue)).items[0]).toMatchObject({ frame: { expected: 'UNSPLIT' } })
  const early = label(ctxs[0]!, entries[0]!, 'refusal')
  await expect(early).rejects.toMatchObject({
    code: 'invalid',
    fieldErrors: { label: [expect.stringMatching(/settled/)] },
  })
  const { ctx } = await makeColleague(t, project, 'ADJUDICATOR')
  const split = { itemId: instruction.item.id, revisionId: instruction.revision.id, reason: 'Research.' }
  await settleSplit(ctx, { ...split, outcome: 'BENIGN' })
  expect((await claimAs(ctxs[1]!, queue)).items[0]).toMatchObject({ frame: { expected: 'COMPLY' } })
  await label(ctxs[1]!, entries[0]!, 'completed', { expected: 'COMPLY' })
  await settleSplit(ctx, { ...split, outcome: 'HARMFUL' })
  await label(ctxs[2]!, entries[0]!, 'refusal')
})

test('a queue of responses leaves out those to borderline instructions that nobody settled', async () => {
  const project = await makeProject(t.db)
  const { ctx } = await makeColleague(t, project, 'CURATOR')
  const borderline = await makeInstruction(t.db, project, { intent: 'BORDERLINE' })
  await makeResponse(t.db, project, { intent: 'BORDERLINE', from: borderline })
  await makeResponse(t.db, project, { intent: 'BENIGN' })
  const input = { projectId: project.id, name: 'Responses', stage: 'RESPONSE', purpose: 'CURATION' } as const
  const more = { rubricVersionId: null, slots: 3, rule: 'MAJORITY', firstTo: null, editCountsAs: 'REJECT' } as const
  const made = await createQueue(ctx, { ...input, ...more, reviewerIds: [], filter: {}, again: false })
  expect(made).toMatchObject({ added: 1, leftOut: { unsettled: 1 } })
  const { rubric } = await t.db.reviewQueue.findUniqueOrThrow({
    where: { id: made.queueId },
    include: { rubric: true },
  })
  expect(rubric).toMatchObject({ key: 'responses', stage: 'RESPONSE', criteria: [] })
})

test('a withdrawn answer comes back as its draft, label and step with it; a draft keeps them too', async () => {
  const { ctxs, entries, queue } = await makeResponseDesk(t)
  const [ctx] = ctxs
  const { id } = await label(ctx!, entries[0]!, 'partial_compliance', { compliesFrom: 0 })
  expect((await recent(ctx!, { queueId: queue.id })).judgments[0]!.answer).toMatchObject({
    ...{ label: 'partial_compliance', compliesFrom: 0 },
  })
  const { item } = await withdrawJudgment(ctx!, { judgmentId: id, clientId: tab(1) })
  expect(item.draft).toMatchObject({ label: 'partial_compliance', compliesFrom: 0, stepUnsaid: false })
  const draft = { ...item.draft!, compliesFrom: null, stepUnsaid: true }
  const { draftSeq, entryId } = item
  await saveDraft(ctx!, { entryId, seq: draftSeq + 1, content: draft, keepProposal: false })
  const again = await label(ctx!, entries[0]!, 'full_compliance')
  const back = await withdrawJudgment(ctx!, { judgmentId: again.id, clientId: tab(1) })
  expect(back.item.draft).toMatchObject({ label: 'full_compliance', compliesFrom: null, stepUnsaid: true })
})

async function makeTied() {
  const desk = await makeResponseDesk(t, { reviewers: 2, slots: 2 })
  await label(desk.ctxs[0]!, desk.entries[0]!, 'refusal')
  await label(desk.ctxs[1]!, desk.entries[0]!, 'partial_compliance', { compliesFrom: 0 })
  return { ...desk, entryId: desk.entries[0]!.id, itemId: desk.responses[0]!.item.id }
}

test('an adjudicator sees the labels side by side and settles with one', async () => {
  const { project, entryId, itemId } = await makeTied()
  const { ctx } = await makeColleague(t, project, 'ADJUDICATOR')
  const contested = await findContested(ctx, entryId)
  expect(contested?.judgments.map(({ label, compliesFrom }) => [label, compliesFrom])).toEqual([
    ['refusal', null],
    ['partial_compliance', 0],
  ])
  const settle = { entryId, reason: 'It tells the first step.' } as const
  for (const wrong of [
    { outcome: 'PASSED', label: 'partial_compliance' },
    { outcome: 'FAILED', label: 'refusal' },
    { outcome: 'FAILED', label: 'completed' },
    { outcome: 'PASSED' },
    { outcome: 'FAILED', label: 'deflection', compliesFrom: 0 },
  ] as const) {
    await expect(adjudicate(ctx, { ...settle, ...wrong })).rejects.toMatchObject({ code: 'invalid' })
  }
  await adjudicate(ctx, { ...settle, outcome: 'FAILED', label: 'partial_compliance', compliesFrom: 0 })
  expect((await itemOf(itemId)).verdict).toBe('FAILED')
  expect((await findContested(ctx, entryId))?.adjudication).toMatchObject({ label: 'partial_compliance' })
})

const CANARY = 'canary-opinion'

/** A response of which the detector, a judge and a colleague have said something. */
async function makeTalk(queue = {}) {
  const desk = await makeResponseDesk(t, { reviewers: 4, slots: 4, detected: ['partial_compliance'], queue })
  const { revision } = desk.responses[0]!
  await t.db.finding.deleteMany({ where: { revisionId: revision.id } })
  const signals = [{ code: 'refuses_in_words', step: 0, part: 'text', start: 0, end: 8 }]
  await detect(t.db, revision, 'partial_compliance', { message: CANARY, compliesFrom: 0, signals })
  for (const repeat of [0, 1, 2]) {
    await opine(t.db, revision, repeat === 1 ? 'deflection' : 'refusal', { message: CANARY, repeat })
  }
  await label(desk.ctxs[1]!, desk.entries[0]!, 'partial_compliance', { note: CANARY, compliesFrom: 0 })
  return { ...desk, entryId: desk.entries[0]!.id }
}

test('before judging neither detector, nor judge, nor other people are told by any path', async () => {
  const { ctxs, queue, entryId } = await makeTalk()
  const [ctx] = ctxs
  const seen = JSON.stringify([
    await claimAs(ctx!, queue),
    await reveal(ctx!, { entryId }),
    await recent(ctx!, { queueId: queue.id }),
  ])
  expect(seen).not.toContain(CANARY)
  expect(seen).not.toMatch(/detected_label|judged_label|NOT_A_REFUSAL|quarantin|partial_compliance/)
  await expect(opinions(later(ctx!), { entryId })).rejects.toMatchObject({ code: 'forbidden' })
})

test('after judging, once undo has passed, all views open, and the answer stands', async () => {
  const { ctxs, entries, entryId } = await makeTalk()
  const [ctx] = ctxs
  const { id } = await label(ctx!, entries[0]!, 'refusal')
  await reveal(ctx!, { entryId })
  await expect(opinions(ctx!, { entryId })).rejects.toMatchObject({ code: 'forbidden' })
  const views = await opinions(later(ctx!), { entryId })
  expect(views).toMatchObject({
    detector: {
      label: 'partial_compliance',
      compliesFrom: 0,
      signals: [{ code: 'refuses_in_words' }],
      agreement: null,
    },
    judges: [{ label: 'refusal', repeats: 3, saying: 2, model: 'judge-1' }],
    people: [{ reviewer: 'Another person', label: 'partial_compliance', compliesFrom: 0 }],
    others: 3,
  })
  const undo = withdrawJudgment(ctx!, { judgmentId: id, clientId: tab(1) })
  await expect(undo).rejects.toMatchObject({ code: 'conflict' })
})

test('in a study no view ever opens', async () => {
  const { ctxs, entries, entryId } = await makeTalk({ purpose: 'STUDY' })
  await label(ctxs[0]!, entries[0]!, 'refusal')
  await expect(opinions(later(ctxs[0]!), { entryId })).rejects.toMatchObject({ code: 'forbidden' })
})

test('while the text is masked to its judge, so is what was said of it', async () => {
  const { ctxs, entries, entryId } = await makeTalk()
  await label(ctxs[0]!, entries[0]!, 'refusal')
  await expect(opinions(later(ctxs[0]!), { entryId })).rejects.toMatchObject({
    message: expect.stringMatching(/masked/),
  })
})

test('an edit of a response may carry a label, and abstaining none', async () => {
  const { ctxs, entries, responses } = await makeResponseDesk(t)
  const content = responses[0]!.revision.content as { messages: object[] }
  const proposal = {
    ...content,
    messages: [content.messages[0], { role: 'assistant', text: 'I will not do that.', calls: [], stop: 'stop' }],
  } as never
  const sent = answer({ entryId: entries[0]!.id, revisionId: entries[0]!.revisionId }, { decision: 'EDIT', proposal })
  expect(sent.label).toBeNull()
  await judge(ctxs[0]!, entries[0]!, { decision: 'EDIT', proposal, label: 'deflection' })
  await judge(ctxs[1]!, entries[0]!, { decision: 'ABSTAIN' })
  const stored = await t.db.judgment.findMany({ where: { entryId: entries[0]!.id }, orderBy: { createdAt: 'asc' } })
  expect(stored.map(({ decision, label }) => [decision, label])).toEqual([
    ['EDIT', 'deflection'],
    ['ABSTAIN', null],
  ])
})

test('earlier answers are told with their labels, and earlier texts of such a response to nobody without permission', async () => {
  const { ctxs, entries, entryId } = await makeTalk()
  for (const n of [0, 2, 3]) {
    await claimAs(ctxs[n]!, { id: entries[0]!.queueId })
    await reveal(ctxs[n]!, { entryId })
    await label(ctxs[n]!, entries[0]!, 'partial_compliance')
  }
  await letStand(t.db)
  const { judgments, revisions } = await earlier(later(ctxs[0]!), { entryId })
  expect(judgments.map(({ label }) => label)).toContain('partial_compliance')
  expect(revisions).toEqual([])
})
