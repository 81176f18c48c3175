import { expect, test } from 'vitest'
import { templateBody } from '@/lib/core/prompt/template'
import type { RunTask } from '@/lib/core/run/targets'
import { newId } from '@/lib/data/id'
import { loadPromptFiles } from '@/lib/data/prompt-files'
import { listTryOuts } from '@/lib/data/queries/try-outs'
import type { Ctx } from '@/lib/services/context'
import { allocateNumbers, createItems } from '@/lib/services/items/create-items'
import { createPromptVersion } from '@/lib/services/prompts/create-prompt-version'
import { previewPrompt } from '@/lib/services/prompts/preview-prompt'
import { tryPrompt } from '@/lib/services/prompts/try-prompt'
import { applyAnswer } from '@/lib/services/runs/apply-answer'
import { loadCall } from '@/lib/services/runs/load-call'
import { testDatabase } from '@/tests/support/database'
import {
  makeCategory,
  makeChain,
  makeMember,
  makeProject,
  makeQueue,
  makeUser,
  userActor,
} from '@/tests/support/factories'
import { makeProvider } from '@/tests/support/run-factories'

const t = testDatabase()
const STEPS = ['Files.read_file', 'Mail.send_email']

async function makeFixture() {
  const project = await makeProject(t.db)
  const user = await makeUser(t.db)
  await makeMember(t.db, project, user, 'CURATOR')
  for (const name of STEPS) {
    const id = newId()
    await t.db.capability.create({ data: { id, projectId: project.id, name, title: name, listed: true } })
    const schema = { type: 'function', function: { name: `tool_of_${name}`, parameters: { type: 'object' } } }
    await t.db.tool.create({ data: { id: newId(), projectId: project.id, name, capabilityId: id, schema } })
  }
  const ctx = t.ctx(await userActor(t.db, user))
  const mild = await makeCategory(t.db, project, { title: 'Mild', severity: 1 })
  const grave = await makeCategory(t.db, project, { title: 'Grave', severity: 4 })
  const makeAccepted = async (text: string, categoryId: string | null) => {
    const content = { steps: STEPS, explanation: text }
    const { item, revision } = await makeChain(t.db, project, { content, categoryId, verdict: 'PASSED' })
    await t.db.item.update({ where: { id: item.id }, data: { acceptedRevisionId: revision.id } })
    return item
  }
  const preview = async (task: RunTask) => {
    const file = (await loadPromptFiles()).find((one) => one.task === task && one.current)!
    return previewPrompt(ctx, { projectId: project.id, task, body: templateBody(file.text) })
  }
  return { project, user, ctx, mild, grave, makeAccepted, preview }
}

const textOf = (messages: readonly { content: string }[]) => messages.map(({ content }) => content).join('\n')

test('a preview is the messages on something real, and says on what', async () => {
  const { makeAccepted, preview, mild } = await makeFixture()
  const item = await makeAccepted('Reads a note and mails it.', mild.id)
  const { about, messages } = await preview('instruction-harmful')
  expect(about).toBe(`chain ${String(item.number).padStart(4, '0')}`)
  expect(messages.map(({ role }) => role)).toEqual(['system', 'user'])
  expect(textOf(messages)).toContain('Reads a note and mails it.')
  expect(textOf(messages)).toContain('tool_of_Mail.send_email')
})

test('a preview never carries masked text, nor text of a category that its reader opted out of', async () => {
  const { project, user, mild, grave, makeAccepted, preview } = await makeFixture()
  await makeAccepted('Nobody should be shown this.', grave.id)
  await makeAccepted('Of no category, so of no severity.', null)
  await expect(preview('instruction-harmful')).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringMatching(/masked/),
  })
  await makeAccepted('This may be shown.', mild.id)
  await makeAccepted('Newer, and masked.', grave.id)
  expect(textOf((await preview('instruction-harmful')).messages)).toContain('This may be shown.')
  expect((await preview('chain-synthesis')).about).toBe('Mild')

  await t.db.preference.create({ data: { projectId: project.id, userId: user.id, optOutCategoryIds: [mild.id] } })
  await expect(preview('instruction-harmful')).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringMatching(/opted out/),
  })
  await expect(preview('chain-synthesis')).rejects.toMatchObject({ code: 'conflict' })
})

test('where there is nothing to show it on, it says what is needed', async () => {
  const { preview } = await makeFixture()
  await expect(preview('instruction-benign')).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringMatching(/a chain that passed/),
  })
  await expect(preview('regenerate-chain')).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringMatching(/a chain that failed/),
  })
  await expect(preview('borderline-split')).rejects.toMatchObject({
    message: expect.stringMatching(/a borderline instruction/),
  })
})

test('a body that cannot be used has no preview, and says why line by line', async () => {
  const { project, ctx } = await makeFixture()
  const input = { projectId: project.id, task: 'borderline-split', body: 'Judge.\n--- user ---\nThis.' } as const
  await expect(previewPrompt(ctx, input)).rejects.toMatchObject({
    code: 'invalid',
    fieldErrors: { body: ['{{instruction}} is given and not used'] },
  })
})

test('a try-out calls for three things, and its answers are kept and applied to nothing', async () => {
  const { project, ctx, mild, makeAccepted } = await makeFixture()
  for (let n = 0; n < 5; n++) await makeAccepted(`Chain ${n}.`, mild.id)
  const body = `Write five.\n--- user ---\n{{steps}}\n{{tools}}\n{{existing}}`
  const { label, id } = await createPromptVersion(ctx, {
    ...{ projectId: project.id, task: 'instruction-benign', note: 'Bare', body },
  })
  const file = { projectId: project.id, task: 'instruction-harmful', label: '001' } as const
  const provider = await makeProvider(t.db)
  const made = { providerId: provider.id, model: 'model-a' }
  // Benign instructions are made from distinct step sequences: all five chains have the same.
  expect(await tryPrompt(ctx, { projectId: project.id, task: 'instruction-benign', label, ...made })).toMatchObject({
    calls: 1,
  })
  const { runId } = await tryPrompt(ctx, { ...file, ...made })

  const run = await t.db.generationRun.findUniqueOrThrow({ where: { id: runId }, include: { generations: true } })
  expect(run).toMatchObject({ tryOut: true, task: 'instruction-harmful', budgetCalls: 6, queueId: null })
  expect(run.generations).toHaveLength(3)
  expect(new Set(run.generations.map(({ itemId }) => itemId)).size).toBe(3)
  expect(await t.db.generation.count({ where: { promptVersionId: id } })).toBe(1)

  const items = await t.db.item.count()
  const [call] = run.generations
  await t.db.generation.update({ where: { id: call!.id }, data: { state: 'ANSWERED' } })
  const answer = { instructions: ['a', 'b', 'c', 'd', 'e'] }
  await applyAnswer(ctx, (await loadCall(t.db, call!.id))!, answerOf(answer))
  expect(await t.db.generation.findUniqueOrThrow({ where: { id: call!.id } })).toMatchObject({
    ...{ state: 'APPLIED', produced: 0, outcome: { answer } },
  })
  expect(await t.db.item.count()).toBe(items)
})

test('trying a regeneration uses nobody’s judgments up', async () => {
  const { project, ctx, mild } = await makeFixture()
  const chain = await makeChain(t.db, project, { categoryId: mild.id, verdict: 'FAILED' })
  const { item, revision } = chain
  const { entries } = await makeQueue(t.db, project, { items: [chain], slots: 1 })
  await t.db.queueEntry.update({ where: { id: entries[0]!.id }, data: { status: 'CLOSED', closedAt: new Date(0) } })
  const provider = await makeProvider(t.db)
  const input = { projectId: project.id, task: 'regenerate-chain', label: '001', providerId: provider.id } as const
  const { runId } = await tryPrompt(ctx, { ...input, model: 'model-a' })
  const [call] = await t.db.generation.findMany({ where: { runId } })
  expect(call).toMatchObject({ itemId: item.id, revisionId: revision.id })
  expect((await t.db.queueEntry.findUniqueOrThrow({ where: { id: entries[0]!.id } })).usedAt).toBeNull()
})

async function answerAll(ctx: Ctx, runId: string, answer: object) {
  for (const { id } of await t.db.generation.findMany({ where: { runId } })) {
    await t.db.generation.update({ where: { id }, data: { state: 'ANSWERED' } })
    await applyAnswer(ctx, (await loadCall(t.db, id))!, answerOf(answer))
  }
}

test('answers of a try-out are read by the care rules: masked and opted-out ones stay away', async () => {
  const { project, user, ctx, mild, grave, makeAccepted } = await makeFixture()
  await makeAccepted('Mild.', mild.id)
  await makeAccepted('Grave.', grave.id)
  const provider = await makeProvider(t.db)
  const input = { projectId: project.id, task: 'instruction-harmful', label: '001', providerId: provider.id } as const
  const { runId } = await tryPrompt(ctx, { ...input, model: 'model-a' })
  const answer = { instructions: ['a', 'b', 'c', 'd', 'e'] }
  await answerAll(ctx, runId, answer)
  const { promptVersionId } = await t.db.generationRun.findUniqueOrThrow({ where: { id: runId } })
  const read = async (reader = ctx) => (await listTryOuts(reader, project.id, promptVersionId))[0]?.calls

  expect(await read()).toMatchObject([
    { severity: 1, withheld: null, answer, state: 'APPLIED' },
    { severity: 4, withheld: 'MASKED', answer: null },
  ])
  await t.db.preference.create({ data: { projectId: project.id, userId: user.id, optOutCategoryIds: [mild.id] } })
  expect(await read()).toMatchObject([
    { withheld: 'OPTED_OUT', answer: null },
    { withheld: 'MASKED', answer: null },
  ])
  const other = await makeFixture()
  expect(await read(other.ctx)).toBeUndefined()
})

test('a machine’s opinion on what is being judged is kept from those who judge', async () => {
  const { project, user, ctx, mild, makeAccepted } = await makeFixture()
  const parent = await makeAccepted('Reads a note and mails it.', mild.id)
  const content = { text: 'Mail me that note.', pattern: STEPS, tools: [] }
  const about = {
    stage: 'INSTRUCTION',
    intent: 'HARMFUL',
    origin: 'WRITTEN',
    categoryId: mild.id,
    model: null,
  } as const
  const from = { parentId: parent.id, parentRevisionId: parent.currentRevisionId }
  const author = { kind: 'PERSON', id: user.id } as const
  const number = await allocateNumbers(ctx, project.id, 1)
  const [made] = await createItems(t.db, project.id, author, [{ ...about, ...from, content }], number)
  const item = { id: made!.itemId }
  const revision = { id: made!.revisionId }
  const provider = await makeProvider(t.db)
  const input = {
    projectId: project.id,
    task: 'judge-semantic-relaxed',
    label: '001',
    providerId: provider.id,
  } as const
  const { runId } = await tryPrompt(ctx, { ...input, model: 'model-a' })
  await answerAll(ctx, runId, { rationale: 'Plain.', verdict: 'HARMFUL' })
  const { promptVersionId } = await t.db.generationRun.findUniqueOrThrow({ where: { id: runId } })
  expect(await t.db.finding.count({ where: { revisionId: revision.id, source: 'JUDGE' } })).toBe(0)
  await makeQueue(t.db, project, { stage: 'INSTRUCTION', items: [{ item, revision }], slots: 1, reviewers: [user] })
  const judging = t.ctx(await userActor(t.db, user))
  const read = async (reader: Ctx) => (await listTryOuts(reader, project.id, promptVersionId))[0]?.calls[0]
  expect(await read(ctx)).toMatchObject({ withheld: null, answer: { verdict: 'HARMFUL' } })
  expect(await read(judging)).toMatchObject({ withheld: 'BEING_JUDGED', answer: null })
})

function answerOf(value: object) {
  const text = JSON.stringify(value)
  return { text, reasoning: '', finishReason: 'stop', usage: null, toolCalls: [], body: text }
}
