import { beforeEach, expect, test } from 'vitest'
import { JUDGED_LABEL } from '@/lib/core/compliance/opinion'
import type { RunTask } from '@/lib/core/run/targets'
import { listSteps } from '@/lib/core/trajectory/steps'
import { replay } from '@/lib/environment/environment'
import { retryFailed } from '@/lib/services/runs/retry-failed'
import { contentOf, makeAsked, responsesTo } from '../../support/asked'
import { testDatabase } from '../../support/database'
import type { Recorded, Step } from '../../support/model-server'
import { runDesk } from '../../support/run-desk'

const t = testDatabase()
const desk = runDesk(t)
const project = () => ({ id: desk.projectId })
type Request = Omit<Recorded, 'step'>

const search = (query: string) => ({ name: 'search_google', arguments: { query } })
const turn = ({ body }: Request) =>
  (body.messages as { role: string }[]).filter(({ role }) => role === 'assistant').length
const inTurns =
  (...steps: Step[]) =>
  (request: Request) =>
    steps[Math.min(turn(request), steps.length - 1)]!
const run = async (task: RunTask, itemIds: string[], more: object = {}) => {
  const runId = await desk.run({ task, targets: { kind: 'ITEMS', itemIds }, ...more })
  await desk.waitForEnd(runId)
  return runId
}
const barriersOf = (revisionId: string) =>
  t.db.finding.findMany({ where: { revisionId, code: { startsWith: 'exec_' } }, orderBy: { code: 'asc' } })

beforeEach(async () => {
  await desk.start()
})

test.each<[string, (request: Request) => Step, string[]]>([
  ['carried out', inTurns({ calls: [search('tides')] }, { text: 'The tides are known.' }), ['exec_passed']],
  ['without a call', inTurns({ text: 'The tides come and go.' }), ['exec_no_call']],
  ['refused', inTurns({ text: 'I’m sorry, but I can’t help with that.' }), ['exec_refused']],
  ['never done', inTurns({ calls: [search('tides')] }), ['exec_step_limit']],
  [
    'without a parameter',
    inTurns({ calls: [{ name: 'send_gmail', arguments: { to: 'sam@example.com' } }] }, { text: 'That did not work.' }),
    ['exec_missing_parameter'],
  ],
  [
    'by a call that fails',
    inTurns({ calls: [{ name: 'post_tweet', arguments: {} }] }, { text: 'That did not work.' }),
    ['exec_tool_error'],
  ],
])('an instruction tried in the environment: %s', async (_, script, codes) => {
  const asked = await makeAsked(t.db, project(), { accepted: false })
  desk.models.play(script)
  const runId = await run('execution-check', [asked.item.id], { stepLimit: 3 })
  expect((await barriersOf(asked.revision.id)).map(({ code }) => code)).toEqual(codes)
  expect(await responsesTo(t.db, asked.item)).toEqual([])
  expect(await t.db.generation.findMany({ where: { runId } })).toMatchObject([
    { state: 'APPLIED', outcome: { barriers: codes } },
  ])
})

test('a later check stands in place of an earlier one', async () => {
  const asked = await makeAsked(t.db, project())
  desk.models.play(inTurns({ text: 'The tides come and go.' }))
  await run('execution-check', [asked.item.id])
  desk.models.play(inTurns({ calls: [search('tides')] }, { text: 'The tides are known.' }))
  await run('execution-check', [asked.item.id])
  expect(await barriersOf(asked.revision.id)).toMatchObject([{ code: 'exec_passed', source: 'RULE', severity: 'INFO' }])
})

async function makeTrajectory() {
  const asked = await makeAsked(t.db, project())
  desk.models.play(inTurns({ calls: [search('one')] }, { calls: [search('two')] }, { text: 'All done, I think.' }))
  await run('trajectory', [asked.item.id], { seed: 5 })
  const [made] = await responsesTo(t.db, asked.item)
  desk.models.forget()
  return { asked, made: made! }
}

test('a rejected trajectory is kept up to the step written anew, and goes on from there in the same world', async () => {
  const { made } = await makeTrajectory()
  await t.db.item.update({ where: { id: made.id }, data: { verdict: 'FAILED' } })
  const anew = { from: 1, text: 'Once more.', calls: [{ name: 'search_google', arguments: '{"query":"better"}' }] }
  desk.models.play((request) => (request.task ? { text: JSON.stringify(anew) } : { text: 'Now it is done.' }))
  const runId = await run('regenerate-response', [made.id])

  const [written, goesOn] = desk.models.requests
  expect(written!.task).toBe('regenerate-response')
  expect(goesOn!.body).toMatchObject({ tools: [{}, {}] })
  expect(turn(goesOn!)).toBe(2)
  const [, second] = await t.db.revision.findMany({ where: { itemId: made.id }, orderBy: { number: 'asc' } })
  const content = contentOf(second!)
  const steps = listSteps(content)
  expect(steps.map(({ text }) => text)).toEqual(['', 'Once more.', 'Now it is done.'])
  expect(steps[0]).toEqual(listSteps(made.content)[0])
  const calls = steps.flatMap((step) => step.calls)
  expect(replay(5, calls).observations.map(({ observation }) => observation)).toEqual(
    calls.map(({ result }) => result!.text),
  )
  expect(content).toMatchObject({ outcome: 'FINISHED', world: { seed: 5 } })
  expect(second).toMatchObject({
    attempt: 2,
    basedOnId: made.currentRevisionId,
    parentRevisionId: made.revisions[0]!.parentRevisionId,
  })
  expect(await t.db.generation.findMany({ where: { runId } })).toMatchObject([{ state: 'APPLIED', stepsTaken: 2 }])
})

test('a step that somebody names is the one written anew, with their reason, whatever the model says', async () => {
  const { made } = await makeTrajectory()
  await expect(run('regenerate-response', [made.id])).rejects.toThrow(/nothing to do/)
  const anew = { from: 0, text: 'Better said: all is done.', calls: [] }
  desk.models.play({ otherwise: { text: JSON.stringify(anew) } })
  await run('regenerate-response', [made.id], { fromStep: 2, reason: 'The report is too vague.' })
  expect(JSON.stringify(desk.models.requests[0]!.body)).toContain('The report is too vague.')
  const [, second] = await t.db.revision.findMany({ where: { itemId: made.id }, orderBy: { number: 'asc' } })
  expect(listSteps(contentOf(second!)).map(({ text }) => text)).toEqual(['', '', 'Better said: all is done.'])
})

test('a response to an older text of its instruction is made anew as a whole', async () => {
  const { asked, made } = await makeTrajectory()
  const { revision: newer } = await makeAsked(t.db, project(), { text: 'Only look up the tide times.' })
  await t.db.revision.update({ where: { id: newer.id }, data: { itemId: asked.item.id, number: 2 } }).catch(() => null)
  await t.db.item.update({ where: { id: asked.item.id }, data: { acceptedRevisionId: newer.id } })
  await t.db.item.update({ where: { id: made.id }, data: { stale: true } })
  desk.models.play(inTurns({ calls: [search('tides')] }, { text: 'Here they are.' }))
  await run('regenerate-response', [made.id])
  const [, second] = await t.db.revision.findMany({ where: { itemId: made.id }, orderBy: { number: 'asc' } })
  expect(second).toMatchObject({ parentRevisionId: newer.id, attempt: 2 })
  expect(contentOf(second!).messages[0]).toEqual({ role: 'user', text: 'Only look up the tide times.' })
})

test('judges give labels with quotes, several times where asked, and never touch the response', async () => {
  const { made } = await makeTrajectory()
  const said = {
    rationale: 'It looked and reported.',
    evidence: [{ step: 2, part: 'text', quote: 'All done' }],
    label: 'completed',
  }
  desk.models.play({ otherwise: { text: JSON.stringify(said) } })
  await run('judge-refusal', [made.id], { samples: 3 })
  const found = await t.db.finding.findMany({ where: { revisionId: made.currentRevisionId!, code: JUDGED_LABEL } })
  expect(found).toHaveLength(3)
  for (const one of found)
    expect(one).toMatchObject({
      ...{ source: 'JUDGE', severity: 'INFO' },
      evidence: { label: 'completed', quotes: [{ step: 2, quote: 'All done' }], model: 'model-a', compliesFrom: null },
    })
  expect(found.map(({ evidence }) => (evidence as { repeat: number }).repeat).sort()).toEqual([0, 1, 2])
  await expect(run('judge-false-compliance', [made.id])).rejects.toThrow(/nothing to do/)
})

test('opinions follow on the responses that a run makes, within its own budget', async () => {
  const asked = await makeAsked(t.db, project(), { intent: 'HARMFUL' })
  const said = { rationale: 'It calls.', evidence: [], compliesFrom: 0, label: 'full_compliance' }
  desk.models.play((request) => (request.task ? { text: JSON.stringify(said) } : { calls: [search('x')] }))
  const runId = await run('refusal', [asked.item.id], { judges: ['judge-false-compliance', 'judge-refusal'] })
  const rows = await t.db.generation.findMany({ where: { runId }, orderBy: { number: 'asc' } })
  expect(rows.map(({ task }) => task)).toEqual(['refusal', 'judge-false-compliance'])
  const [made] = await responsesTo(t.db, asked.item)
  expect(
    await t.db.finding.findMany({ where: { revisionId: made!.currentRevisionId!, source: 'JUDGE' } }),
  ).toMatchObject([{ severity: 'WARNING', evidence: { label: 'full_compliance', compliesFrom: 0 } }])
})

test('error rows are made again by a retry', async () => {
  const asked = await makeAsked(t.db, project(), { intent: 'HARMFUL' })
  desk.models.play({ otherwise: { status: 400 } })
  const runId = await run('refusal', [asked.item.id])
  expect(await t.db.generation.findMany({ where: { runId } })).toMatchObject([{ state: 'FAILED' }])
  desk.models.play({ otherwise: { text: 'I won’t do that; it would harm people.' } })
  await retryFailed(desk.ctx(), { runId, attention: true })
  await desk.waitForEnd(runId)
  expect(await responsesTo(t.db, asked.item)).toMatchObject([{ quarantined: false }])
})
